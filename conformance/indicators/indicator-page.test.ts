import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { indicatorPage } from './indicator-page.ts';
import { hasReferenceFiles } from './reference-files.ts';

describe.skipIf(!hasReferenceFiles)('docs/indicators.md (skipped without ../shared/lean/indicators)', () => {
  it('is what the comparisons give; else run `npm run generate`', { timeout: 60_000 }, () => {
    expect(readFileSync(join(import.meta.dirname, '../../docs/indicators.md'), 'utf8')).toBe(indicatorPage());
  });
});
