import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** How many scenarios a group has. */
const GROUPS = { A: 19, B: 15, C: 13, D: 14, E: 12, F: 9, G: 15, H: 11, I: 15, J: 11 } as const;
/** Where a test has its title, also where that is on a line of its own: `it('A1 A2 …`, `it.each(…)('A1 …`. */
const TITLE = /(?:\bit|\))\(\s*['`]((?:[A-J]\d+ )+)/g;

test('each of the 134 scenarios is a test that is named by its number', () => {
  const here = new URL('.', import.meta.url);
  const sources = readdirSync(here)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, here), 'utf8'));
  const named = new Set(
    sources.flatMap((source) => [...source.matchAll(TITLE)].flatMap(([, numbers = '']) => numbers.trim().split(' '))),
  );
  const all = Object.entries(GROUPS).flatMap(([group, count]) =>
    Array.from({ length: count }, (_, index) => `${group}${index + 1}`),
  );
  expect(all).toHaveLength(134);
  expect(all.filter((number) => !named.has(number))).toEqual([]);
});
