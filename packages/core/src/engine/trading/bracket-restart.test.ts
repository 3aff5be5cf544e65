import { describe, expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type {
  Brokerage,
  BrokerageCapabilities,
  BrokerageInbox,
  BrokerageOrder,
  OrderHandover,
} from '../../brokerage/brokerage.ts';
import { DefaultBrokerageModel } from '../../brokerage-models/default-brokerage-model.ts';
import { CashBook } from '../../currencies/cash-book.ts';
import type { Bracket } from '../../execution/brackets/bracket.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { Decimal } from '../../numeric/decimal.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import type { UpdateOrderRequest } from '../../orders/order-request.ts';
import { orderStatusName } from '../../orders/order-status.ts';
import type { OrderTicket } from '../../orders/order-ticket.ts';
import { trade } from '../../securities/models/model-fixture.ts';
import { Security } from '../../securities/security.ts';
import { SecurityCache } from '../../securities/security-cache.ts';
import { SecurityExchange } from '../../securities/security-exchange.ts';
import { tradeBars } from '../../testing/bar-series.ts';
import { SlowEntries } from '../../testing/faults/slow-entries.ts';
import { MemoryDataFeed } from '../../testing/memory-data-feed.ts';
import { testReferenceData } from '../../testing/test-reference-data.ts';
import { daysFromCivil } from '../../time/calendar.ts';
import { Resolution } from '../../time/resolution.ts';
import { TimeZone } from '../../time/time-zone.ts';
import { SimulatedVenue } from '../../venue/simulated-venue.ts';
import { adoptAccount, type StartingAccount, type StartingOrder } from '../account/adopt-account.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { Engine } from '../engine.ts';

const DAY = daysFromCivil(2024, 3, 4);
const OPENING = TimeZone.of('America/New_York').toUtc(Date.UTC(2024, 2, 4, 9, 30));
const MINUTE = 60_000;

type Ohlc = readonly [open: number, high: number, low: number, close: number];

/** A market with a venue on it that goes on while strategies come and go, and what a journal would know. */
class Market {
  now = OPENING;
  readonly venue: SimulatedVenue;
  /** What was handed over, by client order id: written down before it went out. */
  readonly journal = new Map<string, OrderHandover>();
  readonly #rows: readonly Ohlc[];
  readonly #cash = new CashBook('USD');
  #shown = 0;
  #security: Security | null = null;

  constructor(rows: readonly Ohlc[], capabilities: Partial<BrokerageCapabilities>) {
    this.#rows = rows;
    this.#cash.account.setAmount(Decimal.fromInteger(100_000));
    const model = new DefaultBrokerageModel();
    this.venue = new SimulatedVenue({
      openingCash: () => this.#cash,
      utcNow: () => this.now,
      brokerageModel: () => model,
      stalePriceMs: () => 3_600_000,
      list: () => this.#security,
      capabilities,
      reportError: () => {},
    });
  }

  /** The venue has a security of its own, made like the strategy's. */
  list(source: Security): void {
    if (this.#security !== null) return;
    const { venue } = this;
    const clock = { utcNow: () => this.now };
    this.#security = new Security({
      symbol: source.symbol,
      symbolProperties: source.symbolProperties,
      exchange: new SecurityExchange(source.exchange.hours, clock),
      quoteCurrency: venue.cashBook.ensure('USD'),
      baseCurrency: null,
      cashBook: venue.cashBook,
      clock,
      models: { ...source.models, fill: new SlowEntries(4) },
      cache: new SecurityCache(false),
    });
    this.#security.subscriptions.push(...source.subscriptions);
  }

  /** Time goes on: each minute is traded, and the venue looks at its orders. */
  advanceTo(utcMs: number): void {
    if (this.#security === null) return;
    while (this.#shown < this.#rows.length && OPENING + (this.#shown + 1) * MINUTE <= utcMs) {
      const [open, high, low, close] = this.#rows[this.#shown]!;
      this.#shown += 1;
      this.now = OPENING + this.#shown * MINUTE;
      trade(this.#security, this.now, [String(open), String(high), String(low), String(close)]);
      this.venue.scan();
    }
  }

  /** What a new process finds out: from the journal what it had ordered, from the venue all the rest. */
  async account(symbol: SecuritySymbol): Promise<StartingAccount> {
    const orders: StartingOrder[] = [];
    let lastId = 0;
    for (const [clientOrderId, { order, children }] of this.journal) {
      const found = await this.venue.findOrder(clientOrderId);
      lastId = Math.max(lastId, order.id, ...children.map((child) => child.order.id));
      if (found !== null) orders.push(startingOrder(order, found, children));
    }
    const holdings = await this.venue.getHoldings();
    return {
      cash: await this.venue.getCashBalance(),
      holdings: holdings.map(({ quantity, averagePrice }) => ({ symbol, quantity, averagePrice })),
      orders: orders.toSorted((one, other) => one.id - other.id),
      nextOrderId: lastId + 1,
    };
  }
}

function startingOrder(order: Order, found: BrokerageOrder, children: readonly OrderHandover[]): StartingOrder {
  return {
    id: order.id,
    type: order.type,
    symbol: order.symbol,
    quantity: found.quantity,
    timeMs: order.timeMs,
    tag: order.tag,
    limitPrice: order.limitPrice,
    stopPrice: order.stopPrice,
    bracketId: order.bracketId,
    status: found.status,
    brokerIds: found.brokerIds,
    quantityFilled: found.filledQuantity,
    averageFillPrice: found.averageFillPrice,
    children: children.map((child) => child.order),
  };
}

/** The connection of one process to the venue. */
class Connection implements Brokerage {
  readonly name = 'lasting';
  readonly answersAtOnce = true;
  readonly #market: Market;
  readonly #run: AlgorithmRun;

  constructor(market: Market, run: AlgorithmRun) {
    this.#market = market;
    this.#run = run;
  }

  get capabilities(): BrokerageCapabilities {
    return this.#market.venue.capabilities;
  }

  get isReady(): boolean {
    return this.#market.venue.isReady;
  }

  connect(inbox: BrokerageInbox): void {
    this.#market.list(this.#run.securities.get('ABC'));
    this.#market.venue.connect(inbox);
  }

  disconnect(): void {
    this.#market.venue.disconnect();
  }

  placeOrder(handover: OrderHandover): void {
    const { journal, venue } = this.#market;
    this.#market.advanceTo(this.#run.clock.utcNow());
    const more = handover.sibling === undefined ? [] : [handover.sibling];
    for (const each of [handover, ...handover.children, ...more]) journal.set(each.clientOrderId, each);
    venue.placeOrder(handover);
  }

  updateOrder(order: Order, request: UpdateOrderRequest): void {
    this.#market.venue.updateOrder(order, request);
  }

  cancelOrder(order: Order): void {
    this.#market.venue.cancelOrder(order);
  }

  scan(): void {
    this.#market.advanceTo(this.#run.clock.utcNow());
    this.#market.venue.scan();
  }

  getOpenOrders() {
    return this.#market.venue.getOpenOrders();
  }

  findOrder(clientOrderId: string) {
    return this.#market.venue.findOrder(clientOrderId);
  }

  getExecutions(sinceMs: number) {
    return this.#market.venue.getExecutions(sinceMs);
  }

  getHoldings() {
    return this.#market.venue.getHoldings();
  }

  getCashBalance() {
    return this.#market.venue.getCashBalance();
  }
}

/** Runs a strategy over some of the minutes. */
async function runOver<T extends Algorithm>(
  algorithm: T,
  market: Market,
  rows: readonly Ohlc[],
  from: number,
  to: number,
): Promise<T> {
  const bars = rows.slice(from, to).map(([open, high, low, close]) => ({ open, high, low, close, volume: 1_000 }));
  const start = `2024-03-04 ${new Date(Date.UTC(2024, 2, 4, 9, 30) + from * MINUTE).toISOString().slice(11, 16)}`;
  const feed = new MemoryDataFeed(tradeBars('ABC', { start, resolution: Resolution.Minute, bars }));
  const engine = new Engine(algorithm, {
    feed,
    history: feed,
    reference: testReferenceData(),
    brokerage: (run) => new Connection(market, run),
    fillTiming: 'deferred',
    lastPossibleDay: DAY,
    startDay: DAY,
    startUtc: OPENING + from * MINUTE,
    clientOrderId: (id) => `S-${id}`,
    takeUpAccount: async (run) => {
      if (from > 0) adoptAccount(run, await market.account(run.securities.get('ABC').symbol));
    },
  });
  const { failure } = await engine.execute();
  if (failure !== null) throw failure.error;
  market.advanceTo(OPENING + to * MINUTE);
  return algorithm;
}

class Enters extends Algorithm {
  bracket: Bracket | null = null;

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute, undefined, false);
  }

  override onData(): void {
    this.bracket ??= this.bracketOrder('ABC', 10, { limitPrice: 99.5, stopLoss: 98, takeProfit: 102 });
  }
}

class Heir extends Algorithm {
  taken: Bracket[] = [];
  readonly heard: string[] = [];

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute, undefined, false);
  }

  override onData(): void {
    if (this.taken.length === 0) this.taken = this.openBrackets('ABC');
  }

  override onOrderEvent(event: OrderEvent): void {
    this.heard.push(`${event.orderId} ${orderStatusName(event.status)} ${event.fillQuantity}`);
  }
}

const calm: Ohlc = [100, 100, 99.8, 100];
const dips: Ohlc = [100, 100, 99, 99.5];
const quiet: Ohlc = [99.6, 99.9, 99.6, 99.8];
const hits: Ohlc = [99.8, 103, 99.7, 102.5];
const falls: Ohlc = [99.8, 99.9, 97, 97.5];

const states = (tickets: readonly (OrderTicket | null | undefined)[]): string[] =>
  tickets.map((ticket) => (ticket ? `${ticket.orderId} ${orderStatusName(ticket.status)} ${ticket.quantity}` : 'none'));

const legs = ({ taken: [bracket] }: Heir): string[] => states([bracket?.entry, bracket?.stopLoss, bracket?.takeProfit]);

const VENUES: readonly (readonly [string, Partial<BrokerageCapabilities>])[] = [
  ['keeps brackets', {}],
  ['keeps none', { nativeBrackets: false, nativeOco: false }],
];

describe.each(VENUES)('a new process takes up the bracket of one that died, on a venue that %s', (name, like) => {
  test('entry half filled, children resting: they follow and cancel each other', async () => {
    const rows = [calm, dips, dips, dips, quiet, hits, quiet];
    const market = new Market(rows, like);
    await runOver(new Enters(), market, rows, 0, 2);
    const heir = await runOver(new Heir(), market, rows, 2, 7);
    expect(legs(heir)).toEqual(['1 Filled 10', '2 Canceled -10', '3 Filled -10']);
    expect((await market.venue.getHoldings()).length).toBe(0);
    expect(await market.venue.getOpenOrders()).toEqual([]);
  });

  test('entry resting: the children come with its fill, under the ids that were set aside', async () => {
    const rows = [calm, calm, calm, dips, dips, dips, falls, quiet];
    const market = new Market(rows, like);
    await runOver(new Enters(), market, rows, 0, 2);
    const heir = await runOver(new Heir(), market, rows, 2, 8);
    expect(legs(heir)).toEqual(['1 Filled 10', '2 Filled -10', '3 Canceled -10']);
    expect(await market.venue.getOpenOrders()).toEqual([]);
  });

  test('what fills while nobody is there is protected as the venue can', async () => {
    const rows = [calm, calm, dips, dips, dips, quiet, quiet, falls, quiet];
    const market = new Market(rows, like);
    await runOver(new Enters(), market, rows, 0, 2);
    market.advanceTo(OPENING + 6 * MINUTE);
    const alone = await market.venue.getOpenOrders();
    expect(alone.map(({ clientOrderId, quantity }) => [clientOrderId, quantity.toNumber()])).toEqual(
      name === 'keeps none'
        ? []
        : [
            ['S-2', -10],
            ['S-3', -10],
          ],
    );
    // Where the venue keeps none they are placed before anything else happens.
    const heir = await runOver(new Heir(), market, rows, 6, 9);
    expect(legs(heir)).toEqual(['1 Filled 10', '2 Filled -10', '3 Canceled -10']);
    expect((await market.venue.getHoldings()).length).toBe(0);
  });

  test('a child that is missing is placed beside the one that is there', async () => {
    const rows = [calm, dips, dips, dips, quiet, quiet, quiet, hits, quiet];
    const market = new Market(rows, like);
    await runOver(new Enters(), market, rows, 0, 5);
    const target = market.journal.get('S-3');
    if (target !== undefined) market.venue.cancelOrder(target.order);
    market.journal.delete('S-3');
    const heir = await runOver(new Heir(), market, rows, 5, 9);
    expect(legs(heir)).toEqual(['1 Filled 10', '2 Canceled -10', '3 Filled -10']);
    expect(await market.venue.getOpenOrders()).toEqual([]);
  });
});
