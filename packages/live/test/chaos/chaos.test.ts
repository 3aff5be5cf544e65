import { expect, test } from 'vitest';
import { runSeeds } from './run-seeds.ts';

test('twenty seeds of chaos lose, double and forget nothing', { timeout: 120_000 }, async () => {
  expect(await toldOf('paper', 20, false)).toEqual([
    'chaos: 20 seeds, 0 duplicate, 0 lost, 0 unprotected, 0 unreconciled',
  ]);
});

test('nor do three in processes that are killed', { timeout: 120_000 }, async () => {
  expect(await toldOf('paper', 3, true)).toEqual([
    'chaos: 3 seeds, 0 duplicate, 0 lost, 0 unprotected, 0 unreconciled',
  ]);
});

test("nor do twenty over Alpaca's wire", { timeout: 300_000 }, async () => {
  expect(await toldOf('alpaca', 20, false)).toEqual([
    'chaos: 20 seeds, 0 duplicate, 0 lost, 0 unprotected, 0 unreconciled',
  ]);
});

async function toldOf(broker: string, count: number, inProcesses: boolean): Promise<string[]> {
  const told: string[] = [];
  const seeds = Array.from({ length: count }, (_, index) => index + 1);
  await runSeeds(seeds, (text) => told.push(text), { broker, inProcesses, trace: null });
  return told;
}
