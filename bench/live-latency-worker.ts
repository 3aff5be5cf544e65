// W6 in a process of its own: `live-latency-worker.ts <quotes> <of them to warm up> <quotes per second> <orders per second>`
// prints a JSON line.
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInReferenceData } from '@lockstep/backtester';
import {
  Algorithm,
  type AlgorithmRun,
  type DataFeed,
  ExactPrices,
  type FeedListener,
  type OrderHandover,
  PushSource,
  paperVenue,
  Resolution,
  type Security,
  type SimulatedVenue,
  type Slice,
  type SubscriptionRequest,
  type SubscriptionSource,
  TickBatch,
  TickType,
} from '@lockstep/core';
import { runLive } from '@lockstep/live';
import type { LatencyRun } from './live-latency.ts';

const [quotes = 0, warmUpQuotes = 0, quotesPerSecond = 1, ordersPerSecond = 1] = process.argv.slice(2).map(Number);
const QUOTES_PER_ORDER = Math.round(quotesPerSecond / ordersPerSecond);
const SYNCS = 200;
/** Time between two looks of the generator for quotes that are due, ms. */
const LOOK_MS = 1;
const NO_QUANTITIES = new Float64Array(0);

/** When each quote that leads to an order arrived at the feed, by `performance.now()`, and how long its order then took, ms. */
const arrivedAt: number[] = [];
const sentAfter: number[] = [];

/** Quotes of one symbol, pushed one by one as a socket's callback would. */
class QuoteFeed implements DataFeed {
  #listener: FeedListener | null = null;
  #source: PushSource | null = null;
  #cents = 5_000_000;
  pushed = 0;

  connect(listener: FeedListener): void {
    this.#listener = listener;
  }

  subscribe({ config }: SubscriptionRequest): SubscriptionSource {
    const source = new PushSource(null, () => undefined);
    if (config.tickType === TickType.Quote && config.resolution === Resolution.Tick) this.#source = source;
    return source;
  }

  /** @param dueMs when it should have come; later by more than a look of the generator, it had to wait for this process */
  push(dueMs: number): void {
    this.pushed += 1;
    // A walk of steps of a cent without randomness.
    this.#cents += ((this.pushed * 7_919) % 3) - 1;
    const bidPrice = Float64Array.of(this.#cents / 100);
    const askPrice = Float64Array.of((this.#cents + 1) / 100);
    if (this.pushed % QUOTES_PER_ORDER === 0) arrivedAt.push(Math.min(performance.now(), dueMs + LOOK_MS));
    const batch = new TickBatch({
      tickType: TickType.Quote,
      time: Float64Array.of(Date.now()),
      value: Float64Array.of((bidPrice[0]! + askPrice[0]!) / 2),
      quantity: NO_QUANTITIES,
      bidPrice,
      bidSize: Float64Array.of(1),
      askPrice,
      askSize: Float64Array.of(1),
      exchange: Uint8Array.of(0),
      exchanges: [''],
      saleCondition: Uint32Array.of(0),
      suspicious: Uint8Array.of(0),
      exact: new ExactPrices([bidPrice, askPrice], 2),
    });
    this.#source?.push(batch);
    this.#listener?.arrived();
  }
}

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

/** Pushes quotes at their rate, as many as are due at each look; between looks the process may sleep, as it does on a socket. */
async function pushAll(feed: QuoteFeed): Promise<void> {
  const begin = performance.now();
  while (feed.pushed < quotes) {
    const due = Math.min(quotes, Math.floor(((performance.now() - begin) * quotesPerSecond) / 1_000));
    while (feed.pushed < due) {
      feed.push(begin + ((feed.pushed + 1) * 1_000) / quotesPerSecond);
      // Sockets hand over a message at a time; what it leads to runs before the next.
      await Promise.resolve();
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-'));
const feed = new QuoteFeed();
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
