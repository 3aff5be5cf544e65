// Backtests the project that `lockstep init` makes and prints how many native libraries the process has loaded.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../../src/commands/program.ts';

const cwd = mkdtempSync(join(tmpdir(), 'lockstep-native-'));
try {
  await runProgram(['init', 'bot'], { cwd });
  const code = await runProgram(['backtest', 'strategy.ts', '--quiet'], { cwd: join(cwd, 'bot') });
  const { sharedObjects } = process.report.getReport() as unknown as { readonly sharedObjects: readonly string[] };
  const drivers = sharedObjects.filter((name) => name.includes('sqlite3')).length;
  process.stdout.write(`exit code ${code}\nshared objects: ${sharedObjects.length}, sqlite3: ${drivers}\n`);
} finally {
  rmSync(cwd, { recursive: true, force: true });
}
