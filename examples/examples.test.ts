import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLES_FOLDER, type ExampleFigures, exampleNames, loadExample, runExample } from './run-example.ts';

describe('examples', () => {
  test('are ten', () => {
    expect(exampleNames()).toHaveLength(10);
  });

  // After a wanted change: npm run examples:update, and read the difference.
  test.each(exampleNames())('%s comes to its expected figures', { timeout: 60_000 }, async (name) => {
    const expected = JSON.parse(readFileSync(join(EXAMPLES_FOLDER, name, 'expected.json'), 'utf8')) as ExampleFigures;
    expect(await runExample(await loadExample(name))).toEqual(expected);
  });

  test.each(exampleNames())('%s is short enough to be read', (name) => {
    const text = readFileSync(join(EXAMPLES_FOLDER, name, 'strategy.ts'), 'utf8');
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
  });
});
