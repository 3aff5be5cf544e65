import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runJson } from './child-process.ts';

/** Fifty times a quote a second and some twenty orders a day. What has ended is kept, at less than 2 KB an order. */
const QUOTES_PER_SECOND = 50;
const ORDERS_PER_MINUTE = 2;
const HOURS = 8;
/** Memory at the first hours, when every part has run hot, and at the last ones: a single collection leaves a megabyte or two. */
const FIRST_HOURS = [1, 2, 3];
const LAST_HOURS = [HOURS - 2, HOURS - 1, HOURS];
/** Growth that is allowed between them, as a fraction. */
const MOST_GROWTH = 0.05;

/** Memory after a full collection, MB. */
export interface MemoryState {
  readonly hour: number;
  readonly heap: number;
  /** Buffers outside of the heap. */
  readonly external: number;
  readonly rss: number;
}

/** What the process of a run measured. */
export interface MemoryRun {
  readonly states: readonly MemoryState[];
  readonly quotes: number;
  readonly seen: number;
  readonly orders: number;
  readonly trades: number;
  readonly failure: string | null;
}

export interface MemoryResult extends MemoryRun {
  /** Growth of heap and buffers from the first hours to the last ones, as a fraction. */
  readonly growth: number;
  readonly mismatches: readonly string[];
}

/** Whether the memory of a live session stays flat over a day of fifty strategies' events. */
export async function measureMemory(root: string): Promise<MemoryResult> {
  process.stdout.write(
    `memory: ${HOURS} virtual hours of a live session, ${QUOTES_PER_SECOND} quotes a second, ${ORDERS_PER_MINUTE} orders a minute\n`,
  );
  const program = fileURLToPath(new URL('./live-memory-worker.ts', import.meta.url));
  const rates = [HOURS, QUOTES_PER_SECOND, ORDERS_PER_MINUTE].map(String);
  const run = await runJson<MemoryRun>([join(root, 'scripts', 'run-ts.mjs'), program, ...rates]);
  const mean = (hours: readonly number[]): number => {
    const states = run.states.filter(({ hour }) => hours.includes(hour));
    return states.reduce((sum, { heap, external }) => sum + heap + external, 0) / states.length;
  };
  const growth = mean(LAST_HOURS) / mean(FIRST_HOURS) - 1;
  return {
    ...run,
    growth,
    mismatches: [
      ...(run.failure === null ? [] : [run.failure]),
      ...(run.quotes === run.seen ? [] : [`${run.seen} quotes seen, expected ${run.quotes}`]),
      ...(growth <= MOST_GROWTH ? [] : [`memory is not flat: ${MOST_GROWTH * 100} % are allowed`]),
    ],
  };
}

/** The line that other programs read. */
export function memoryLine({ states, quotes, orders, growth, mismatches }: MemoryResult): string {
  const heaps = states.map(({ hour, heap, external }) => `${hour} h ${(heap + external).toFixed(1)}`).join(', ');
  const wrong = mismatches.map((text) => `, WRONG: ${text}`).join('');
  return `memory: ${quotes} quotes, ${orders} orders; MB after collection: ${heaps}; the last three hours ${(growth * 100).toFixed(1)} % above hours 1 to 3${wrong}`;
}
