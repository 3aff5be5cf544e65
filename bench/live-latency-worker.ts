// W6 in a process of its own: `live-latency-worker.ts <quotes> <of them to warm up> <quotes per second> <orders per second>`
// prints a JSON line.
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInReferenceData } from '@lockstep/backtester';
import {
  Algorithm,
  type AlgorithmRun,
  type OrderHandover,
  paperVenue,
  Resolution,
  type Security,
  type SimulatedVenue,
  type Slice,
} from '@lockstep/core';
import { runLive, systemClock } from '@lockstep/live';
import type { LatencyRun } from './live-latency.ts';
import { QuoteFeed } from './quote-feed.ts';

const [quotes = 0, warmUpQuotes = 0, quotesPerSecond = 1, ordersPerSecond = 1] = process.argv.slice(2).map(Number);
const QUOTES_PER_ORDER = Math.round(quotesPerSecond / ordersPerSecond);
const SYNCS = 200;
/** Time between two looks of the generator for quotes that are due, ms. */
const LOOK_MS = 1;

/** When each quote that leads to an order arrived at the feed, by `performance.now()`, and how long its order then took, ms. */
const arrivedAt: number[] = [];
const sentAfter: number[] = [];

/** Buys and sells by turns, once for so many quotes. */
class Maker extends Algorithm {
  #security!: Security;
  #isLong = false;
  seen = 0;

  override initialize(): void {
    this.setTimeZone('UTC');
    this.setCash(1_000_000);
    this.setBenchmark(() => 0);
    this.#security = this.addCrypto('BTCUSD', Resolution.Tick, undefined, false);
  }

  override onData(slice: Slice): void {
    const before = Math.floor(this.seen / QUOTES_PER_ORDER);
    // Quotes that stand at one instant come in one slice.
    this.seen += slice.ticks.get(this.#security.symbol)?.length ?? 0;
    const orders = Math.floor(this.seen / QUOTES_PER_ORDER) - before;
    for (let order = 0; order < orders; order += 1) {
      this.#isLong = !this.#isLong;
      this.marketOrder(this.#security, this.#isLong ? 0.01 : -0.01);
    }
  }
}

/** The paper venue as an adapter, which notes when an order reaches it. */
function timedVenue(run: AlgorithmRun): SimulatedVenue {
  const venue = paperVenue(run);
  const place = venue.placeOrder.bind(venue);
  venue.placeOrder = (handover: OrderHandover): void => {
    const arrived = arrivedAt[handover.order.id - 1];
    if (arrived !== undefined) sentAfter.push(performance.now() - arrived);
    place(handover);
  };
  return venue;
}

/** Time that the disk takes to make a page durable, ms: what no order can beat. */
function syncTimes(folder: string): number[] {
  const file = openSync(join(folder, 'sync'), 'w');
  const page = Buffer.alloc(4_096);
  const times: number[] = [];
  for (let count = 0; count < SYNCS; count += 1) {
    const before = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    times.push(performance.now() - before);
  }
  closeSync(file);
  return times;
}

/** @param dueMs when the quote should have come; later by more than a look of the generator, it had to wait for this process */
function noteArrival(dueMs: number): void {
  arrivedAt.push(Math.min(performance.now(), dueMs + LOOK_MS));
}

/** Pushes quotes at their rate, as many as are due at each look; between looks the process may sleep, as it does on a socket. */
async function pushAll(feed: QuoteFeed): Promise<void> {
  const begin = performance.now();
  while (feed.pushed < quotes) {
    const due = Math.min(quotes, Math.floor(((performance.now() - begin) * quotesPerSecond) / 1_000));
    while (feed.pushed < due) {
      feed.push();
      if (feed.pushed % QUOTES_PER_ORDER === 0) noteArrival(begin + (feed.pushed * 1_000) / quotesPerSecond);
      // Sockets hand over a message at a time; what it leads to runs before the next.
      await Promise.resolve();
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-'));
const feed = new QuoteFeed(systemClock);
const syncsBefore = syncTimes(folder);
const session = await runLive(Maker, {
  deployment: 'bench',
  folder,
  data: { feed, history: { getHistory: () => [] }, reference: builtInReferenceData() },
  brokerage: timedVenue,
});
// The first data comes once the session has taken up its account.
await new Promise((resolve) => setTimeout(resolve, 500));
const cpuBefore = process.cpuUsage();
const before = performance.now();
await pushAll(feed);
const seconds = (performance.now() - before) / 1_000;
const cpu = process.cpuUsage(cpuBefore);
await new Promise((resolve) => setTimeout(resolve, 300));
const { outcome } = await session.stop();
const run: LatencyRun = {
  quotes: feed.pushed,
  seen: (outcome.run.algorithm as Maker).seen,
  orders: outcome.run.book.count,
  sent: sentAfter.length,
  seconds,
  cpuSeconds: (cpu.user + cpu.system) / 1e6,
  latencies: sentAfter.slice(Math.floor(warmUpQuotes / QUOTES_PER_ORDER)),
  syncs: [...syncsBefore, ...syncTimes(folder)],
  megabytes: Math.round(process.resourceUsage().maxRSS / 1_024),
  failure: outcome.failure?.message ?? null,
};
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify(run)}\n`);
process.exit(0);
