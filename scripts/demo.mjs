// `npm run demo`: installs and builds what is missing, then backtests an example on the data that ships with it.
import { join } from 'node:path';
import { buildPackages } from './build.mjs';
import { ensureInstalled } from './ensure-install.mjs';
import { root, runNode } from './run-command.mjs';

const DEMO = ['backtest', 'examples/moving-average-cross/strategy.ts', '--data', 'examples/data', '--out', 'demo-out'];

await ensureInstalled();
const built = await buildPackages({ ifStale: true, capture: false });
if (built.code === 0) {
  const cli = join(root, 'packages', 'runner', 'dist', 'cli.js');
  process.exitCode = (await runNode(cli, [...DEMO, ...process.argv.slice(2)])).code;
} else {
  process.stderr.write(built.output);
  process.exitCode = built.code;
}
