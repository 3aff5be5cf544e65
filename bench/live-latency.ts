import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runJson } from './child-process.ts';
import { percentile } from './percentile.ts';

const QUOTES = 1_000_000;
/** Before what is measured: lets the compiler see the path. */
const WARM_UP_QUOTES = 60_000;
/** What two cores sustain with room to spare: some 15 µs of one for each quote. */
const QUOTES_PER_SECOND = 20_000;
const ORDERS_PER_SECOND = 100;
/** Aim for the 99th percentile, ms, where the disk takes `AIM_SYNC_MS` for a sync; slower disks have as many times longer. */
const AIM_MS = 5;
const AIM_SYNC_MS = 0.1;

/** What the process of a run measured; times in ms. */
export interface LatencyRun {
  readonly quotes: number;
  /** Quotes that the strategy saw. */
  readonly seen: number;
  readonly orders: number;
  readonly sent: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** From the arrival of a quote at the feed to its order at the adapter. */
  readonly latencies: readonly number[];
  /** Writes of a page with a sync of the disk, before and after the run. */
  readonly syncs: readonly number[];
  readonly megabytes: number;
  readonly failure: string | null;
}

/** W6: how long an order takes from the quote behind it to the adapter, with the journal on. */
export interface LatencyResult {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  /** What the 99th percentile should stay under on this disk. */
  readonly aim: number;
  /** One sync of the disk, in the same run. */
  readonly syncP50: number;
  readonly syncP99: number;
  readonly quotesPerSecond: number;
  readonly ordersPerSecond: number;
  readonly megabytes: number;
  readonly cpuPerWall: number;
  readonly mismatches: readonly string[];
}

/** Measures W6 in a process of its own. */
export async function measureLatency(root: string): Promise<LatencyResult> {
  process.stdout.write(
    `W6: ${QUOTES.toLocaleString('en')} quotes through a live session at ${QUOTES_PER_SECOND.toLocaleString('en')} a second, ` +
      `${ORDERS_PER_SECOND} orders a second; journal synced, inputs recorded.\n` +
      'Measured: from the arrival of a quote at the feed (when it was due, if the process was busy) through engine, strategy ' +
      'and risk gate and the durable journal entry of its order to the call of the adapter, ' +
      `after ${WARM_UP_QUOTES.toLocaleString('en')} quotes to warm up.\n`,
  );
  const program = fileURLToPath(new URL('./live-latency-worker.ts', import.meta.url));
  const all = QUOTES + WARM_UP_QUOTES;
  const rates = [all, WARM_UP_QUOTES, QUOTES_PER_SECOND, ORDERS_PER_SECOND].map(String);
  const run = await runJson<LatencyRun>([join(root, 'scripts', 'run-ts.mjs'), program, ...rates]);
  const expected = Math.floor(all / (QUOTES_PER_SECOND / ORDERS_PER_SECOND));
  const [p99, syncP50] = [percentile(run.latencies, 0.99), percentile(run.syncs, 0.5)];
  const aim = AIM_MS * Math.max(1, syncP50 / AIM_SYNC_MS);
  return {
    p50: percentile(run.latencies, 0.5),
    p99,
    p999: percentile(run.latencies, 0.999),
    aim,
    syncP50,
    syncP99: percentile(run.syncs, 0.99),
    quotesPerSecond: run.quotes / run.seconds,
    ordersPerSecond: run.sent / run.seconds,
    megabytes: run.megabytes,
    cpuPerWall: run.cpuSeconds / run.seconds,
    mismatches: [
      ...(run.failure === null ? [] : [run.failure]),
      ...(run.sent === expected ? [] : [`${run.sent} orders sent, expected ${expected}`]),
      ...(p99 < aim ? [] : [`p99 is not under ${aim.toFixed(1)} ms`]),
      ...(run.quotes === run.seen ? [] : [`${run.seen} quotes seen, expected ${run.quotes}`]),
    ],
  };
}

/** The line that other programs read. */
export function latencyLine(result: LatencyResult): string {
  const { p50, p99, p999, aim, syncP50, syncP99, quotesPerSecond, ordersPerSecond, megabytes, cpuPerWall, mismatches } =
    result;
  const ms = (value: number): string => value.toFixed(2);
  const wrong = mismatches.map((text) => `, WRONG: ${text}`).join('');
  return (
    `W6: tick-to-send p50 ${ms(p50)} ms, p99 ${ms(p99)} ms (aim ${ms(aim)}), p99.9 ${ms(p999)} ms; one sync p50 ${ms(syncP50)} ms, p99 ${ms(syncP99)} ms; ` +
    `${Math.round(quotesPerSecond)} quotes/s, ${Math.round(ordersPerSecond)} orders/s, ${cpuPerWall.toFixed(2)} cores, ${megabytes} MB${wrong}`
  );
}
