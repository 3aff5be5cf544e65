import { expect, test } from 'vitest';
import { Algorithm } from '../algorithm/algorithm.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import { isClosedStatus, OrderStatus } from '../orders/order-status.ts';
import type { OrderTicket } from '../orders/order-ticket.ts';
import { tradeBars } from '../testing/bar-series.ts';
import { runStrategy } from '../testing/run-strategy.ts';
import { Resolution } from '../time/resolution.ts';

const BARS = 300;

/** Everything that an order says. */
function facts(order: Order): unknown[] {
  const { submissionData, properties, symbol, brokerId } = order;
  const decimals = [order.quantity, order.limitPrice, order.stopPrice, order.triggerPrice, order.trailingAmount];
  const { lastFillTimeMs, lastUpdateTimeMs, canceledTimeMs, isMarketable, stopTriggered, triggerTouched } = order;
  return [
    [order.id, order.type, symbol, order.timeMs, order.timeIsLocal, order.trailingAsPercentage, order.bracketId],
    [stopTriggered, triggerTouched, order.status, order.priceCurrency, order.priceAdjustmentMode, order.eventCount],
    [order.tag, properties, brokerId, lastFillTimeMs, lastUpdateTimeMs, canceledTimeMs, isMarketable],
    [...decimals, order.price, order.quantityFilled].map(String),
    [submissionData?.bidPrice, submissionData?.askPrice, submissionData?.lastPrice].map(String),
  ];
}

/** What a ticket says, with the values that were asked for. */
function ticketFacts(ticket: OrderTicket): unknown[] {
  const { cancelRequest, submitRequest, updateRequests, orderEvents } = ticket;
  const { orderType, timeMs, tag, response, status, quantity, limitPrice, stopPrice } = submitRequest;
  return [
    [ticket.orderId, ticket.status, ticket.tag, String(ticket.exactAverageFillPrice), String(ticket.exactQuantity)],
    [orderType, timeMs, tag, response.errorCode, response.isSuccess, status, String(quantity)],
    [String(limitPrice), String(stopPrice), updateRequests.length, ticket.mostRecentOrderResponse.isSuccess],
    [cancelRequest?.timeMs, cancelRequest?.tag, cancelRequest?.response, cancelRequest?.status],
    orderEvents.map((event) => `${event.toString()} ${event.id} ${event.executionId} ${event.ticket.orderId}`),
  ];
}

/** On every bar an entry by one of many ways, and what it takes to be rid of it. */
class Busy extends Algorithm {
  #bar = 0;
  readonly orders = new Map<number, unknown[]>();
  readonly tickets = new Map<number, OrderTicket>();
  readonly told = new Map<number, unknown[]>();
  readonly again: [kept: unknown[], found: unknown[]][] = [];
  readonly lateTags: string[] = [];

  override initialize(): void {
    this.setCash(1_000_000);
    this.addEquity('ABC', Resolution.Minute);
  }

  override onData(): void {
    this.#bar += 1;
    this.#compare();
    const { price } = this.securities.get('ABC');
    this.marketOrder('ABC', 10, false, this.#bar % 5 === 0 ? `bar ${this.#bar}` : '');
    this.bracketOrder('ABC', 3, { stopLoss: price * 0.9, takeProfit: price * 1.002 });
    this.limitOrder('ABC', -10.4, price * 0.999);
    this.stopLimitOrder('ABC', 5, price + 0.25, price + 2.123);
    this.limitIfTouchedOrder('ABC', -5, price + 0.5, price + 0.2);
    this.trailingStopOrder('ABC', -5, 0.5, false);
    const resting = this.limitOrder('ABC', 1, price / 3);
    if (this.#bar % 2 === 0) resting.updateLimitPrice(price / 4);
    if (this.#bar % 3 === 0) resting.cancel();
    else resting.cancel(`cancelled at ${this.#bar}`);
    this.marketOrder('ABC', 100_000_000);
    if (this.#bar === BARS - 20) this.#tagLate();
  }

  /** An order of long ago takes a tag yet, by the ticket that was kept and by one that was found. */
  #tagLate(): void {
    const [kept] = [...this.tickets.values()].filter(({ status }) => status === OrderStatus.Filled);
    kept!.updateTag('late');
    const second = [...this.tickets.keys()][40]!;
    this.transactions.getOrderTicket(second)!.updateTag('later');
    this.lateTags.push(String(kept!.orderId), String(second));
  }

  #compare(): void {
    const id = this.#bar * 3;
    const ticket = this.tickets.get(id);
    if (ticket === undefined || this.#bar >= BARS - 20) return;
    this.again.push([ticketFacts(ticket), ticketFacts(this.transactions.getOrderTicket(id)!)]);
    this.again.push([this.orders.get(id)!, facts(this.transactions.getOrderById(id)!)]);
  }

  override onOrderEvent({ ticket, status, orderId }: OrderEvent): void {
    if (!isClosedStatus(status)) return;
    this.tickets.set(orderId, ticket);
    this.orders.set(orderId, facts(ticket.order!));
  }
}

async function busyRun(): Promise<{ strategy: Busy; orders: readonly Order[] }> {
  const strategies: Busy[] = [];
  class Kept extends Busy {
    constructor() {
      super();
      strategies.push(this);
    }
  }
  const bars = Array.from({ length: BARS }, (_, row) => {
    const open = 100 + Math.round(300 * Math.sin(row / 7)) / 100;
    return { open, high: open + 0.75, low: open - 0.5, close: open + 0.25, volume: 1_000 };
  });
  const data = [tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, bars })];
  const { orders } = await runStrategy(Kept, { data });
  return { strategy: strategies[0]!, orders };
}

test('orders that closed long ago say what they said, and so do their tickets', async () => {
  const { strategy, orders } = await busyRun();
  expect(strategy.orders.size).toBeGreaterThan(1_500);
  expect(strategy.again.length).toBeGreaterThan(100);
  for (const [kept, found] of strategy.again) expect(found).toEqual(kept);
  const late = new Set(strategy.lateTags);
  for (const order of orders) {
    const said = strategy.orders.get(order.id);
    if (said !== undefined && !late.has(String(order.id))) expect(facts(order)).toEqual(said);
  }
  const types = new Set(orders.filter(({ isClosed }) => isClosed).map(({ type }) => type));
  expect(types.size).toBe(7);
});

test('an order that closed long ago takes a tag, from a ticket that was kept and from one that was found', async () => {
  const { strategy, orders } = await busyRun();
  const [first, second] = strategy.lateTags.map((id) => orders.find((order) => String(order.id) === id));
  expect(first?.tag).toBe('late');
  expect(second?.tag).toBe('later');
  expect(strategy.tickets.get(first!.id)?.tag).toBe('late');
  expect(strategy.tickets.get(first!.id)?.updateRequests.length).toBe(1);
});
