// Checks the rules of the house that no other tool knows. Each finding names the file and says what to do.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { ensureInstalled } from './ensure-install.mjs';
import { ERROR_CODES_FILE, loadErrorCodes } from './error-codes.mjs';
import { root } from './run-command.mjs';
import { filesBelow } from './workspace.mjs';

const MAX_LINES = 400;
const DRAWERS = /(^|[-.])(utils?|helpers?|managers?|common|misc)([-.]|$)/i;
const DRAWER_FOLDERS = /\/(utils?|helpers?|managers?|common|misc)\//i;
const MODE_FLAGS = /\b_?(isLive|liveMode|isBacktest|isPaper)\b/i;
const MACHINE_FOLDERS = new RegExp(`(^|[^\\w.~/-])/(${['work', 'root', 'tmp', 'home'].join('|')})/[\\w.-]`);
const TEXT = /\.(ts|mts|mjs|js|json|md|ya?ml|html|css|csv|txt|toml|sh)$|(^|\/)(\.[\w-]+rc|\.editorconfig|run|LICENSE)$/;
const SOURCE = /^packages\/[^/]+\/src\/.*\.ts$/;
const SHIPPED_DATA = /^(examples|packages\/runner\/template)\/data\//;
const TEST = /\.test(-d)?\.ts$/;

const findings = [];
const files = trackedFiles();
const sources = files.filter((file) => SOURCE.test(file));

await ensureInstalled();
checkNames();
checkContents();
await checkErrorCodes();
for (const finding of findings) process.stderr.write(`${finding}\n`);
process.exitCode = findings.length === 0 ? 0 : 1;

/** Files that git tracks or would add, as paths relative to the root; without git, every file of the tree. */
function trackedFiles() {
  const git = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const names =
    git.status === 0
      ? git.stdout.split('\0')
      : filesBelow(root).map((file) => relative(root, file).replaceAll(sep, '/'));
  return names.filter((name) => name !== '' && !name.startsWith('.git/') && existsSync(join(root, name)));
}

function read(file) {
  return readFileSync(join(root, file), 'utf8');
}

function checkNames() {
  for (const file of files) {
    if (file.endsWith('.cs')) findings.push(`${file}: C# does not belong here; LEAN's code is never copied`);
    if (file.endsWith('.zip') && !SHIPPED_DATA.test(file))
      findings.push(`${file}: zips are not committed; tests read LEAN's data or write their own`);
    if (!/\.(ts|mts|mjs)$/.test(file)) continue;
    if (DRAWERS.test(basename(file)) || DRAWER_FOLDERS.test(`/${file}`)) {
      findings.push(`${file}: a drawer name; name the file for what it holds`);
    }
  }
}

function checkContents() {
  for (const file of files.filter((name) => TEXT.test(name) && name !== 'pnpm-lock.yaml')) {
    const lines = read(file).split('\n');
    const limited = (SOURCE.test(file) && !TEST.test(file)) || file.startsWith('scripts/');
    if (limited && lines.length - 1 > MAX_LINES) {
      findings.push(`${file}: ${lines.length - 1} lines, more than ${MAX_LINES}; split it by concept`);
    }
    lines.forEach((line, index) => {
      const place = `${file}:${index + 1}`;
      if (MACHINE_FOLDERS.test(line)) findings.push(`${place}: a path of one machine; make it relative to the project`);
      if (SOURCE.test(file) && MODE_FLAGS.test(line)) {
        findings.push(`${place}: a mode flag; backtest and live differ by the parts given to the engine`);
      }
    });
  }
}

async function checkErrorCodes() {
  const text = sources
    .filter((file) => file !== ERROR_CODES_FILE && !TEST.test(file))
    .map(read)
    .join('\n');
  for (const code of Object.keys(await loadErrorCodes())) {
    if (!new RegExp(`['"]${code}['"]`).test(text))
      findings.push(`${ERROR_CODES_FILE}: nothing throws ${code}; remove it`);
  }
}
