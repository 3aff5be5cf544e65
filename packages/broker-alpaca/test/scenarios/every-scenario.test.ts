import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FOLDER = new URL('./', import.meta.url);
const LAST = 74;
/** The title of a test or a group that begins with a number: in `it('18 …'`, `describe('30 …'`, or after a table, `])('24 …'`. */
const TITLE = /(?:\b(?:it|test|describe)|\]\))\((['`])(\d+) /g;

test(`scenarios 1 to ${LAST} of Alpaca's wire are tests, each by its number`, () => {
  const numbers = new Set<number>();
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.test.ts'))) {
    const text = readFileSync(new URL(file, FOLDER), 'utf8');
    for (const [, , number] of text.matchAll(TITLE)) numbers.add(Number(number));
  }
  const missing = Array.from({ length: LAST }, (_, index) => index + 1).filter((number) => !numbers.has(number));
  expect(missing).toEqual([]);
});
