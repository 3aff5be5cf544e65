import { expect, test } from 'vitest';
import { hasPython } from './mt5-bridges.ts';
import { runSeeds } from './run-seeds.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];

test.skipIf(!hasPython())(
  "six seeds over MetaTrader's wire lose, double and forget nothing (needs Python 3.9 or later)",
  { timeout: 240_000 },
  async () => {
    const told: string[] = [];
    await runSeeds(SEEDS, (text) => told.push(text), { broker: 'mt5', inProcesses: false, trace: null });
    expect(told).toEqual(['chaos: 6 seeds, 0 duplicate, 0 lost, 0 unprotected, 0 unreconciled']);
  },
);
