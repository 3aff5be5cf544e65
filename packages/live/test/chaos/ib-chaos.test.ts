import { expect, test } from 'vitest';
import { runSeeds } from './run-seeds.ts';

test("two seeds over Interactive Brokers' wire lose, double and forget nothing", { timeout: 240_000 }, async () => {
  const told: string[] = [];
  await runSeeds([1, 2], (text) => told.push(text), { broker: 'ib', inProcesses: false, trace: null });
  expect(told).toEqual(['chaos: 2 seeds, 0 duplicate, 0 lost, 0 unprotected, 0 unreconciled']);
});
