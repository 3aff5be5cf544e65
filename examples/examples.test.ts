import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLES } from './all-examples.ts';
import { EXAMPLES_FOLDER, runExample } from './run-example.ts';

describe('examples', () => {
  test('are all in the list', () => {
    const folders = readdirSync(EXAMPLES_FOLDER).filter((name) =>
      existsSync(join(EXAMPLES_FOLDER, name, 'strategy.ts')),
    );
    expect(Object.keys(EXAMPLES)).toEqual(folders.sort());
    expect(folders).toHaveLength(12);
  });

  // After a wanted change: npm run examples:update, and read what differs.
  test.each(Object.entries(EXAMPLES))(
    '%s comes to its expected figures',
    { timeout: 60_000 },
    async (name, strategy) => {
      const expected: unknown = JSON.parse(readFileSync(join(EXAMPLES_FOLDER, name, 'expected.json'), 'utf8'));
      expect(await runExample(strategy)).toEqual(expected);
    },
  );

  test.each(Object.keys(EXAMPLES))('%s is short enough to be read at once', (name) => {
    const text = readFileSync(join(EXAMPLES_FOLDER, name, 'strategy.ts'), 'utf8');
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
  });
});
