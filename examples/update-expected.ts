// Runs every example and writes its figures to expected.json: `npm run examples:update`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES_FOLDER, exampleNames, runExample } from './run-example.ts';
import { STRATEGIES } from './strategies.ts';
