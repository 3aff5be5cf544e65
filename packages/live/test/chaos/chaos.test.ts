import { expect, test } from 'vitest';
import { runSeeds } from './run-seeds.ts';

test('twenty seeds of chaos lose, double and forget nothing', { timeout: 120_000 }, async () => {
  const told: string[] = [];
  const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
  await runSeeds(seeds, (text) => told.push(text));
  expect(told).toEqual(['chaos: 20 seeds, 0 duplicate, 0 lost, 0 unprotected, 0 unreconciled']);
});
