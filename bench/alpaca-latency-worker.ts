// W6-alpaca in a process of its own: `alpaca-latency-worker.ts <quotes> <quotes per second> <orders per second> <burst>` prints a
// JSON line.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInReferenceData } from '@lockstep/backtester';
import { Algorithm, type OrderEvent, OrderStatus, Resolution, type Security, type Slice } from '@lockstep/core';
import { runLive, systemClock } from '@lockstep/live';
import type { AlpacaLatencyRun } from './alpaca-latency.ts';
import { AlpacaWire } from './alpaca-wire.ts';
import { QuoteFeed } from './quote-feed.ts';

const [quotes = 0, quotesPerSecond = 1, ordersPerSecond = 1, burst = 0] = process.argv.slice(2).map(Number);
const QUOTES_PER_ORDER = Math.round(quotesPerSecond / ordersPerSecond);
/** Time between two looks of the generator for quotes that are due, ms. */
const LOOK_MS = 1;
const MOST_WAIT_MS = 60_000;

/** By `performance.now()`: when the quote behind each order arrived, and when the order was on the wire. */
const arrivedAt: number[] = [];
const sentAt: number[] = [];
let filled = 0;
let lastFilledAt = 0;

/** Buys and sells by turns: one order for so many quotes, and with the last quote many at once. */
class Maker extends Algorithm {
  #security!: Security;
  #isLong = false;
  #seen = 0;

  override initialize(): void {
    this.setTimeZone('UTC');
    this.setCash(1_000_000);
    this.setBenchmark(() => 0);
    this.#security = this.addCrypto('BTCUSD', Resolution.Tick, undefined, false);
  }

  override onData(slice: Slice): void {
    const before = this.#seen;
    this.#seen += slice.ticks.get(this.#security.symbol)?.length ?? 0;
    const due = Math.floor(this.#seen / QUOTES_PER_ORDER) - Math.floor(before / QUOTES_PER_ORDER);
    for (let order = 0; order < (this.#seen >= quotes ? due + burst : due); order += 1) {
      this.#isLong = !this.#isLong;
      this.marketOrder(this.#security, this.#isLong ? 0.01 : -0.01);
    }
  }

  override onOrderEvent({ status }: OrderEvent): void {
    if (status !== OrderStatus.Filled) return;
    filled += 1;
    lastFilledAt = performance.now();
  }
}

/** Pushes quotes at their rate, as many as are due at each look. */
async function pushAll(feed: QuoteFeed): Promise<void> {
  const begin = performance.now();
  while (feed.pushed < quotes) {
    const due = Math.min(quotes, Math.floor(((performance.now() - begin) * quotesPerSecond) / 1_000));
    while (feed.pushed < due) {
      feed.push();
      if (feed.pushed % QUOTES_PER_ORDER === 0) {
        const dueAt = begin + (feed.pushed * 1_000) / quotesPerSecond;
        arrivedAt.push(Math.min(performance.now(), dueAt + LOOK_MS));
      }
      await Promise.resolve();
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-'));
const feed = new QuoteFeed(systemClock);
const reference = builtInReferenceData();
const session = await runLive(Maker, {
  deployment: 'bench',
  folder,
  data: { feed, history: { getHistory: () => [] }, reference },
  brokerage: (run) => new AlpacaWire(run, reference, () => sentAt.push(performance.now())),
});
// The first data comes once the session has taken up its account.
await new Promise((resolve) => setTimeout(resolve, 1_000));
await pushAll(feed);
const burstAt = performance.now();
const expected = arrivedAt.length + burst;
while (filled < expected && performance.now() - burstAt < MOST_WAIT_MS)
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
const { outcome } = await session.stop();
const run: AlpacaLatencyRun = {
  sent: sentAt.length,
  filled,
  expected,
  latencies: arrivedAt.map((arrived, index) => (sentAt[index] ?? Number.NaN) - arrived),
  burstSeconds: (lastFilledAt - burstAt) / 1_000,
  megabytes: Math.round(process.resourceUsage().maxRSS / 1_024),
  failure: outcome.failure?.message ?? null,
};
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify(run)}\n`);
process.exit(0);
