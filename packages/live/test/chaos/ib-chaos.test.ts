import { expect, test } from 'vitest';
import { runSeeds } from './run-seeds.ts';
import { wiringOf } from './wirings.ts';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
/** Each of these must have happened, or the seeds show nothing. */
const FAULTS = [
  'place lost',
  'place throws',
  'place timeoutBefore',
  'place timeoutAfter',
  'place refused',
  'no answer',
  'half open',
  'the line goes',
  '1100 storm',
  'restart within a bracket',
  'ids roll back',
  'execDetails dropped',
  'execDetails doubled',
  'execDetails late',
  'commissionReport dropped',
  'commissionReport doubled',
  'commissionReport late',
];

test("twenty seeds over Interactive Brokers' wire lose, double and forget nothing", { timeout: 300_000 }, async () => {
  const told: string[] = [];
  await runSeeds(SEEDS, (text) => told.push(text), { broker: 'ib', inProcesses: false, trace: null });
  expect(told).toEqual(['chaos: 20 seeds, 0 duplicate, 0 lost, 0 unprotected, 0 unreconciled']);
  const { tally } = wiringOf('ib');
  expect(FAULTS.filter((fault) => (tally?.of(fault) ?? 0) === 0)).toEqual([]);
});
