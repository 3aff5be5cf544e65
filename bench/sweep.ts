import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Bars, firstBars, readOne } from './bench-data.ts';
import { runFloor } from './floor.ts';

const BARS = 100_000;

/** A hundred pairs of averages. */
export const COMBINATIONS: readonly { readonly fast: number; readonly slow: number }[] = Array.from(
  { length: 100 },
  (_, index) => ({ fast: 5 + (index % 10), slow: 20 + 5 * Math.floor(index / 10) }),
);

/** What a thread is started with: bars in shared memory, and the counter of combinations taken. */
export interface SweepStart {
  readonly bars: Bars;
  readonly next: Int32Array;
}

/** What a thread tells. */
export type SweepMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'run'; readonly index: number; readonly equity: number }
  | { readonly kind: 'done' };

/** W5: a sweep with one and with two threads. */
export interface SweepResult {
  /** Bars per second with two threads. */
  readonly best: number;
  /** Speed with two threads over that with one. */
  readonly scaling: number;
  readonly floor: number | null;
  readonly bestPeriods: { readonly fast: number; readonly slow: number };
  readonly mismatches: readonly string[];
}

/** Measures the sweep; each number of threads in turn, the best of some runs. */
export async function measureSweep(options: {
  readonly root: string;
  readonly kit: string;
  readonly dataFolder: string;
  readonly runs: number;
}): Promise<SweepResult> {
  const { root, kit, dataFolder, runs } = options;
  process.stdout.write(`W5: ${COMBINATIONS.length} combinations of ${BARS} bars\n`);
  const bars = shared(firstBars(readOne(dataFolder), BARS));
  const seconds = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const winners = new Set<number>();
  const equities = new Set<string>();
  for (let run = 0; run < runs; run += 1) {
    for (const threads of [1, 2]) {
      const swept = await sweep(root, bars, threads);
      seconds[threads - 1] = Math.min(seconds[threads - 1]!, swept.seconds);
      winners.add(swept.equities.indexOf(Math.max(...swept.equities)));
      equities.add(swept.equities.join(' '));
    }
  }
  const script = ['bench_floor_w.mjs', 'sweep', String(BARS)];
  const floor = await runFloor({ kit, dataFolder, script, unit: 'bars' });
  const [winner] = winners;
  const result: SweepResult = {
    best: (COMBINATIONS.length * BARS) / seconds[1]!,
    scaling: seconds[0]! / seconds[1]!,
    floor,
    bestPeriods: COMBINATIONS[winner!]!,
    mismatches: equities.size === 1 ? [] : ['equities differ from run to run'],
  };
  const { fast, slow } = result.bestPeriods;
  process.stdout.write(
    `  two threads ${result.scaling.toFixed(2)} times one (aim 1.8) · best ${fast}/${slow}` +
      `${result.mismatches.map((text) => ` · WRONG: ${text}`).join('')}\n`,
  );
  return result;
}

async function sweep(root: string, bars: Bars, threads: number): Promise<{ seconds: number; equities: number[] }> {
  const workerData: SweepStart = { bars, next: new Int32Array(new SharedArrayBuffer(4)) };
  const equities = COMBINATIONS.map(() => Number.NaN);
  const program = join(root, 'scripts', 'run-ts.mjs');
  const argv = [fileURLToPath(new URL('./sweep-worker.ts', import.meta.url))];
  const workers = Array.from({ length: threads }, () => new Worker(program, { argv, workerData }));
  const reached = (kind: SweepMessage['kind']): Promise<unknown> =>
    Promise.all(
      workers.map(
        (worker) =>
          new Promise<void>((resolve, reject) => {
            worker.on('error', reject);
            worker.on('message', (message: SweepMessage) => {
              if (message.kind === kind) resolve();
            });
          }),
      ),
    );
  for (const worker of workers) {
    worker.on('message', (message: SweepMessage) => {
      if (message.kind === 'run') equities[message.index] = message.equity;
    });
  }
  const done = reached('done');
  await reached('ready');
  const before = performance.now();
  for (const worker of workers) worker.postMessage('go');
  await done;
  return { seconds: (performance.now() - before) / 1_000, equities };
}

/** The same bars in memory that threads share. */
function shared(bars: Bars): Bars {
  const copy = (column: Float64Array): Float64Array => {
    const target = new Float64Array(new SharedArrayBuffer(column.byteLength));
    target.set(column);
    return target;
  };
  return {
    time: copy(bars.time),
    endTime: copy(bars.endTime),
    open: copy(bars.open),
    high: copy(bars.high),
    low: copy(bars.low),
    close: copy(bars.close),
    volume: copy(bars.volume),
  };
}
