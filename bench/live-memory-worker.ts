// Memory of a live session in a process of its own: `live-memory-worker.ts <hours> <quotes per second> <orders per minute>`
// prints a JSON line. Time is virtual; engine, order path, journal and record of inputs are those of a session.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { builtInReferenceData } from '@lockstep/backtester';
import { Algorithm, paperVenue, Resolution, type Security, type Slice, VirtualClock } from '@lockstep/core';
import { runLive } from '@lockstep/live';
import type { MemoryRun, MemoryState } from './live-memory.ts';
import { QuoteFeed } from './quote-feed.ts';

const [hours = 0, quotesPerSecond = 1, ordersPerMinute = 1] = process.argv.slice(2).map(Number);
const START_MS = Date.UTC(2024, 2, 4, 9);
const HOUR_MS = 3_600_000;
const QUOTES_PER_ORDER = Math.round((60 * quotesPerSecond) / ordersPerMinute);
const QUOTE_MS = 1_000 / quotesPerSecond;

/** Trades by turns at the market, by a limit that is changed and given up, and with a bracket; says why, and keeps a state. */
class Busy extends Algorithm {
  #security!: Security;
  override state = { orders: 0, last: 0 };
  seen = 0;

  override initialize(): void {
    this.setTimeZone('UTC');
    this.setCash(1_000_000);
    this.setBenchmark(() => 0);
    this.#security = this.addCrypto('BTCUSD', Resolution.Tick, undefined, false);
  }

  override onData(slice: Slice): void {
    const before = Math.floor(this.seen / QUOTES_PER_ORDER);
    this.seen += slice.ticks.get(this.#security.symbol)?.length ?? 0;
    if (Math.floor(this.seen / QUOTES_PER_ORDER) > before) this.#trade(this.#security);
  }

  #trade(security: Security): void {
    const { price, symbol } = security;
    this.state.orders += 1;
    this.state.last = price;
    this.signal('turn', { price, orders: this.state.orders }, symbol);
    const open = this.transactions.getOpenOrderTickets();
    if (this.state.orders % 5 === 4) this.liquidate(symbol);
    else if (this.state.orders % 5 === 3) for (const ticket of open) ticket.cancel('It was not reached.');
    else if (this.state.orders % 5 === 2) this.limitOrder(security, 0.01, price - 1);
    else if (this.state.orders % 5 === 1) this.marketOrder(security, 0.02);
    else {
      this.bracketOrder(security, 0.01, { stopLoss: price - 1, takeProfit: price + 1 });
    }
  }
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function stateAt(hour: number): MemoryState {
  collect();
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  const megabytes = (bytes: number): number => Math.round(bytes / 10_485.76) / 100;
  return { hour, heap: megabytes(heapUsed), external: megabytes(external), rss: megabytes(rss) };
}

const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-'));
const clock = new VirtualClock(START_MS);
const feed = new QuoteFeed(clock);
const session = await runLive(Busy, {
  deployment: 'bench',
  folder,
  data: { feed, history: { getHistory: () => [] }, reference: builtInReferenceData() },
  brokerage: paperVenue,
  clock,
  store: { sync: 'off' },
});

async function settle(): Promise<void> {
  do await new Promise(setImmediate);
  while (!session.isQuiet);
}

for (let turn = 0; turn < 100; turn += 1) {
  clock.advanceTo(clock.utcNow() + 10);
  await settle();
}
const states: MemoryState[] = [stateAt(0)];
for (let hour = 1; hour <= hours; hour += 1) {
  const endMs = START_MS + hour * HOUR_MS;
  while (clock.utcNow() < endMs) {
    clock.advanceTo(clock.utcNow() + QUOTE_MS);
    feed.push();
    await settle();
  }
  states.push(stateAt(hour));
}
const { orders, trades } = session.status;
const stopped = session.stop();
while (session.store.isWriting || (await Promise.race([stopped.then(() => false), settle().then(() => true)]))) {
  clock.advanceTo(clock.utcNow() + 10);
  await new Promise(setImmediate);
}
const { outcome } = await stopped;
const run: MemoryRun = {
  states,
  quotes: feed.pushed,
  seen: (outcome.run.algorithm as Busy).seen,
  orders,
  trades,
  failure: outcome.failure?.message ?? null,
};
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify(run)}\n`);
process.exit(0);
