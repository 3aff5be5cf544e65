import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runJson } from '../child-process.ts';
import { INDICATORS, LIBRARIES } from './libraries.ts';

const runTs = join(import.meta.dirname, '..', '..', 'scripts', 'run-ts.mjs');
const program = fileURLToPath(new URL('./measure.ts', import.meta.url));

/** Prints millions of updates per second of processor time, ours beside the libraries that are in a folder; says how to get the others. */
export async function runIndicators(options: { readonly folder: string; readonly runs: number }): Promise<number> {
  const { folder, runs } = options;
  const isPresent = (name: string): boolean => existsSync(join(folder, 'node_modules', name, 'package.json'));
  process.stdout.write('Millions of updates per second of processor time, 1,000,000 closes, best of the runs\n');
  process.stdout.write(row('', INDICATORS));
  const missing: string[] = [];
  for (const [name, { version }] of Object.entries(LIBRARIES)) {
    if (version !== null && !isPresent(name)) {
      missing.push(`${name}@${version}`);
      continue;
    }
    const speeds: string[] = [];
    for (const indicator of INDICATORS) {
      const args = [runTs, program, name, indicator, folder, String(runs)];
      const { millionsPerSecond } = await runJson<{ millionsPerSecond: number }>(args);
      speeds.push(millionsPerSecond.toFixed(1));
    }
    process.stdout.write(row(version === null ? name : `${name} ${version}`, speeds));
  }
  if (missing.length > 0)
    process.stdout.write(`Not measured: npm install --no-save --prefix ${folder} ${missing.join(' ')}\n`);
  return 0;
}

function row(name: string, cells: readonly string[]): string {
  return `${name.padEnd(28)}${cells.map((cell) => cell.padStart(8)).join('')}\n`;
}
