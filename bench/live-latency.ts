import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runJson } from './child-process.ts';

const QUOTES = 1_000_000;
/** Before what is measured: lets the compiler see the path. */
const WARM_UP_QUOTES = 60_000;
const QUOTES_PER_SECOND = 15_000;
const ORDERS_PER_SECOND = 100;

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
  /** 99th percentile of one sync of the disk, in the same run. */
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
    `W6: ${QUOTES} quotes live, ${ORDERS_PER_SECOND} orders a second, each journaled before it is sent\n`,
  );
  const program = fileURLToPath(new URL('./live-latency-worker.ts', import.meta.url));
  const all = QUOTES + WARM_UP_QUOTES;
  const rates = [all, WARM_UP_QUOTES, QUOTES_PER_SECOND, ORDERS_PER_SECOND].map(String);
  const run = await runJson<LatencyRun>([join(root, 'scripts', 'run-ts.mjs'), program, ...rates]);
  const expected = Math.floor(all / (QUOTES_PER_SECOND / ORDERS_PER_SECOND));
  return {
    p50: percentile(run.latencies, 0.5),
    p99: percentile(run.latencies, 0.99),
    p999: percentile(run.latencies, 0.999),
    syncP50: percentile(run.syncs, 0.5),
    syncP99: percentile(run.syncs, 0.99),
    quotesPerSecond: run.quotes / run.seconds,
    ordersPerSecond: run.sent / run.seconds,
    megabytes: run.megabytes,
    cpuPerWall: run.cpuSeconds / run.seconds,
    mismatches: [
      ...(run.failure === null ? [] : [run.failure]),
      ...(run.sent === expected ? [] : [`${run.sent} orders sent, expected ${expected}`]),
      ...(run.quotes === run.seen ? [] : [`${run.seen} quotes seen, expected ${run.quotes}`]),
    ],
  };
}

/** The line that other programs read. */
export function latencyLine(result: LatencyResult): string {
  const { p50, p99, p999, syncP50, syncP99, quotesPerSecond, ordersPerSecond, megabytes, mismatches } = result;
  const ms = (value: number): string => value.toFixed(2);
  const wrong = mismatches.map((text) => `, WRONG: ${text}`).join('');
  return (
    `W6: tick-to-send p50 ${ms(p50)} ms, p99 ${ms(p99)} ms, p99.9 ${ms(p999)} ms; one sync p50 ${ms(syncP50)} ms, p99 ${ms(syncP99)} ms; ` +
    `${Math.round(quotesPerSecond)} quotes/s, ${Math.round(ordersPerSecond)} orders/s, ${megabytes} MB${wrong}`
  );
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}
