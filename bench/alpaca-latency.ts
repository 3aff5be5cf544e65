import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runJson } from './child-process.ts';
import { percentile } from './percentile.ts';

const QUOTES = 60_000;
const QUOTES_PER_SECOND = 5_000;
const ORDERS_PER_SECOND = 40;
/** Orders that are asked for at once at the end. */
const BURST = 400;
/** Orders before what is measured: lets the compiler see the path. */
const WARM_UP_ORDERS = 80;

/** What the process of a run measured; times in ms. */
export interface AlpacaLatencyRun {
  /** Requests of orders on the wire. */
  readonly sent: number;
  readonly filled: number;
  readonly expected: number;
  /** From the arrival of a quote at the feed to the request of its order. */
  readonly latencies: readonly number[];
  /** From the last quote to the fill of the last order of the burst, seconds. */
  readonly burstSeconds: number;
  readonly megabytes: number;
  readonly failure: string | null;
}

/** W6-alpaca: orders of a live session over Alpaca's wire. */
export interface AlpacaLatencyResult {
  readonly p50: number;
  readonly p99: number;
  readonly ordersPerSecond: number;
  readonly megabytes: number;
  readonly mismatches: readonly string[];
}

/** Measures W6-alpaca in a process of its own, which is adapter and simulator both. */
export async function measureAlpacaLatency(root: string): Promise<AlpacaLatencyResult> {
  process.stdout.write(
    `W6-alpaca: ${QUOTES.toLocaleString('en')} quotes through a live session at ${QUOTES_PER_SECOND.toLocaleString('en')} a second, ` +
      `${ORDERS_PER_SECOND} orders a second over Alpaca's adapter and simulator, then ${BURST} at once.\n`,
  );
  const program = fileURLToPath(new URL('./alpaca-latency-worker.ts', import.meta.url));
  const rates = [QUOTES, QUOTES_PER_SECOND, ORDERS_PER_SECOND, BURST].map(String);
  const run = await runJson<AlpacaLatencyRun>([join(root, 'scripts', 'run-ts.mjs'), program, ...rates]);
  const measured = run.latencies.slice(WARM_UP_ORDERS);
  const { sent, filled, expected, failure } = run;
  return {
    p50: percentile(measured, 0.5),
    p99: percentile(measured, 0.99),
    ordersPerSecond: BURST / run.burstSeconds,
    megabytes: run.megabytes,
    mismatches: [
      ...(failure === null ? [] : [failure]),
      ...(sent === expected ? [] : [`${sent} orders sent, expected ${expected}`]),
      ...(filled === expected ? [] : [`${filled} orders filled, expected ${expected}`]),
    ],
  };
}

/** The line that other programs read. */
export function alpacaLatencyLine({ p50, p99, ordersPerSecond, megabytes, mismatches }: AlpacaLatencyResult): string {
  const wrong = mismatches.map((text) => `, WRONG: ${text}`).join('');
  return (
    `W6-alpaca: tick-to-wire p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms; ` +
    `${Math.round(ordersPerSecond)} orders/s filled one after the other, ${megabytes} MB${wrong}`
  );
}
