// Writes docs/indicators.md, whose tables compare our indicators with LEAN's reference files. Without those files beside the
// project it leaves the page as it is. A test of `conformance/indicators` fails when the committed page differs.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode } from './run-command.mjs';

if (existsSync(join(root, '../shared/lean/indicators/index.json'))) {
  const { code } = await runNode('scripts/run-ts.mjs', ['conformance/indicators/write-page.ts']);
  process.exitCode = code;
} else {
  process.stdout.write("docs/indicators.md is left as it is: LEAN's reference files are not there.\n");
}
