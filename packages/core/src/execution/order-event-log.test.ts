import { expect, test } from 'vitest';
import { Algorithm } from '../algorithm/algorithm.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import { OrderStatus } from '../orders/order-status.ts';
import type { OrderTicket } from '../orders/order-ticket.ts';
import { tradeBars } from '../testing/bar-series.ts';
import { runStrategy } from '../testing/run-strategy.ts';
import { Resolution } from '../time/resolution.ts';

/** Everything that an event says. */
function facts(event: OrderEvent): unknown[] {
  const { orderId, id, utcTimeMs, status, direction, symbol, message, ticket, executionId } = event;
  const texts = [
    event.exactQuantity,
    event.exactFillPrice,
    event.exactFillQuantity,
    event.exactLimitPrice,
    event.exactStopPrice,
    event.exactTriggerPrice,
    event.exactTrailingAmount,
    event.orderFee.amount,
    event.orderFee.currency,
  ].map(String);
  return [orderId, id, utcTimeMs, status, direction, symbol.id, message, ticket.orderId, executionId, ...texts];
}

/** Orders of every type, changed, cancelled, filled and refused, on bars that rise by one. */
class AllSorts extends Algorithm {
  readonly seen: unknown[][] = [];
  readonly tickets: OrderTicket[] = [];
  #bars = 0;

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute);
  }

  override onData(): void {
    this.#bars += 1;
    const { price } = this.securities.get('ABC');
    if (this.#bars === 1) {
      this.tickets.push(
        this.marketOrder('ABC', 10),
        this.limitOrder('ABC', 10, price - 50),
        this.stopLimitOrder('ABC', 5, price + 1.5, price + 3.25),
        this.trailingStopOrder('ABC', -5, 2.5, false),
        this.limitIfTouchedOrder('ABC', -5, price + 2, price + 1),
        this.marketOrder('ABC', 1_000_000),
      );
    } else if (this.#bars === 3) {
      this.tickets[1]!.update({ quantity: 4, limitPrice: price - 40.5 });
    } else if (this.#bars === 5) {
      this.tickets[1]!.cancel('enough');
    }
  }

  override onOrderEvent(event: OrderEvent): void {
    this.seen.push(facts(event));
  }
}

test('events read later say what the strategy was told, in the same order', async () => {
  const strategies: AllSorts[] = [];
  class Kept extends AllSorts {
    constructor() {
      super();
      strategies.push(this);
    }
  }
  const bars = Array.from({ length: 8 }, (_, row) => {
    const open = 100 + row;
    return { open, high: open + 1.25, low: open - 0.5, close: open + 1, volume: 1_000 };
  });
  const data = [tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, bars })];
  const run = await runStrategy(Kept, { data });
  const [strategy] = strategies;
  const statuses = new Set(run.orderEvents.map(({ status }) => status));
  for (const name of ['Submitted', 'Filled', 'UpdateSubmitted', 'CancelPending', 'Canceled', 'Invalid'] as const) {
    expect([name, statuses.has(OrderStatus[name])]).toEqual([name, true]);
  }
  expect(run.orderEvents.map((event) => facts(event))).toEqual(strategy!.seen);
  for (const ticket of strategy!.tickets) {
    const own = strategy!.seen.filter(([orderId]) => orderId === ticket.orderId);
    expect(ticket.orderEvents.map((event) => facts(event))).toEqual(own);
  }
});
