// Writes the generated part of examples/data and copies what new projects get to packages/runner/template/data;
// `--check` fails instead when a committed file differs in content.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ensureInstalled } from './ensure-install.mjs';
import { requireLockstep } from './lockstep.mjs';
import { root } from './run-command.mjs';
import { filesBelow } from './workspace.mjs';

const SHIPPED = join(root, 'examples', 'data');
const TEMPLATE = join(root, 'packages', 'runner', 'template', 'data');
const IN_TEMPLATE = [
  'README.md',
  'LICENSE-vega-datasets',
  'equity/usa/daily/spx.zip',
  ...[4, 5, 6, 7, 8].map((day) => `equity/usa/minute/alfa/2024030${day}_trade.zip`),
];

const MINUTE = ['--from', '2024-03-04', '--days', '5', '--resolution', 'minute'];
const DAILY = ['--from', '2018-01-01', '--to', '2020-12-31', '--resolution', 'daily'];
const SERIES = [
  ['--symbol', 'ALFA', '--seed', '1', '--price', '512', '--volatility', '0.13', ...MINUTE],
  ['--symbol', 'BRAVO', '--seed', '2', '--price', '86', '--volatility', '0.35', ...MINUTE],
  ['--symbol', 'CHARLIE', '--seed', '3', '--price', '23.5', '--volatility', '0.6', ...MINUTE],
  ['--symbol', 'EURUSD', '--type', 'forex', '--seed', '7', '--price', '1.085', '--volatility', '0.08', ...MINUTE],
  ['--symbol', 'ALFA', '--seed', '4', '--price', '270', '--volatility', '0.16', ...DAILY],
  ['--symbol', 'BRAVO', '--seed', '5', '--price', '60', '--volatility', '0.3', ...DAILY],
  ['--symbol', 'CHARLIE', '--seed', '6', '--price', '35', '--volatility', '0.45', ...DAILY],
];

await ensureInstalled();
const isCheck = process.argv.includes('--check');
const folder = isCheck ? mkdtempSync(join(tmpdir(), 'lockstep-data-')) : SHIPPED;
try {
  for (const options of SERIES) await requireLockstep(['data', 'generate', ...options, '--data', folder]);
  if (isCheck) check();
  else for (const name of IN_TEMPLATE) copy(join(SHIPPED, name), join(TEMPLATE, name));
} finally {
  if (isCheck) rmSync(folder, { recursive: true });
}

function check() {
  const pairs = filesBelow(folder).map((file) => [file, join(SHIPPED, relative(folder, file))]);
  for (const name of IN_TEMPLATE) pairs.push([join(SHIPPED, name), join(TEMPLATE, name)]);
  const different = pairs.filter(([expected, actual]) => !existsSync(actual) || content(expected) !== content(actual));
  for (const [, actual] of different)
    process.stderr.write(`${relative(root, actual)} differs from what is generated\n`);
  if (different.length > 0) process.exitCode = 1;
}

/** Of a zip the checksum and length of its one entry: compressed bytes vary between versions of zlib. */
function content(file) {
  const bytes = readFileSync(file);
  return file.endsWith('.zip') ? `${bytes.readUInt32LE(14)} ${bytes.readUInt32LE(22)}` : bytes.toString('utf8');
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}
