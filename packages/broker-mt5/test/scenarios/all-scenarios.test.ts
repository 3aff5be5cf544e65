import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Situations that a simulated terminal can be brought into. */
const MOST = 75;
const FOLDER = new URL('./', import.meta.url);
/** The numbers at the beginning of a title, or of the rows of a table of titles. */
const TITLE = /(?:\bit\(|\]\)\(|^\s*\[)\s*'((?:\d{1,2} ?)+)(?:'| )/gm;

test('every scenario has a test, by its number', () => {
  const found = new Set<number>();
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.test.ts'))) {
    for (const [, numbers = ''] of readFileSync(new URL(file, FOLDER), 'utf8').matchAll(TITLE))
      for (const number of numbers.trim().split(' ')) found.add(Number(number));
  }
  const all = Array.from({ length: MOST }, (_, at) => at + 1);
  expect(all.filter((number) => !found.has(number))).toEqual([]);
  expect([...found].filter((number) => number < 1 || number > MOST)).toEqual([]);
});
