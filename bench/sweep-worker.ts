// A thread of W5: takes combinations, one after the other, until all are taken.
import { parentPort, workerData } from 'node:worker_threads';
import { outcomeStatistics } from '@lockstep/core';
import { firstBars } from './bench-data.ts';
import { COMBINATIONS, type SweepMessage, type SweepStart } from './sweep.ts';
import { Cross } from './workloads/cross-algorithm.ts';
import { runInMemory } from './workloads/workload.ts';

const WARM_UP_BARS = 20_000;

const { bars, next } = workerData as SweepStart;
const send = (message: SweepMessage): void => parentPort!.postMessage(message);

const warm = [];
for (const periods of COMBINATIONS.slice(0, 4)) {
  warm.push(await runInMemory(Cross, new Map([['BTCUSD', firstBars(bars, WARM_UP_BARS)]]), 1, periods));
}
const started = new Promise((resolve) => parentPort!.once('message', resolve));
send({ kind: 'ready' });
await started;
for (let index = Atomics.add(next, 0, 1); index < COMBINATIONS.length; index = Atomics.add(next, 0, 1)) {
  const outcome = await runInMemory(Cross, new Map([['BTCUSD', bars]]), 1, COMBINATIONS[index]!);
  const statistics = outcomeStatistics(outcome, outcome.sampler.series(outcome.run.clock.utcNow()));
  send({ kind: 'run', index, equity: Number(statistics['End Equity']) });
}
send({ kind: 'done' });
parentPort!.close();
