// Runs every example and writes its figures to expected.json: `npm run examples:update`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES } from './all-examples.ts';
import { EXAMPLES_FOLDER, runExample } from './run-example.ts';

for (const [name, strategy] of Object.entries(EXAMPLES)) {
  const figures = await runExample(strategy);
  writeFileSync(join(EXAMPLES_FOLDER, name, 'expected.json'), `${JSON.stringify(figures, null, 2)}\n`);
  process.stdout.write(`${name}: ${figures.orders} orders, ${figures.statistics['Net Profit']}\n`);
}
