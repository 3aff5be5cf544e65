import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { indicatorPage } from './indicator-page.ts';

// Writes docs/indicators.md; indicator-page.test.ts fails when the committed page differs.
writeFileSync(join(import.meta.dirname, '../../docs/indicators.md'), indicatorPage());
