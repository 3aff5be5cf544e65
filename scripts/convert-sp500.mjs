// Converts the S&P 500 of vega-datasets into the shipped data: `node scripts/convert-sp500.mjs <file>`, the file being
// data/sp500-2000.csv of the npm package vega-datasets 3.2.1 (`npm pack vega-datasets@3.2.1`). Run once; see
// examples/data/README.md. Index points stand as prices of an equity SPX, so that equity rules apply.
import { ensureInstalled } from './ensure-install.mjs';
import { requireLockstep } from './lockstep.mjs';

const [source] = process.argv.slice(2);
if (source === undefined) {
  process.stderr.write('Usage: node scripts/convert-sp500.mjs <path of sp500-2000.csv>\n');
  process.exit(2);
}
await ensureInstalled();
process.stdout.write(
  await requireLockstep(['data', 'import', source, '--symbol', 'SPX', '--format', 'yahoo', '--data', 'examples/data']),
);
process.stdout.write('Now run `node scripts/generate-example-data.mjs`, which copies it to the template.\n');
