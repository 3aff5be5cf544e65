import { expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import { Decimal } from '../../numeric/decimal.ts';
import { Order } from '../../orders/order.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import { OrderStatus, orderStatusName } from '../../orders/order-status.ts';
import { OrderType } from '../../orders/order-type.ts';
import { tradeBars } from '../../testing/bar-series.ts';
import { MemoryDataFeed } from '../../testing/memory-data-feed.ts';
import { testReferenceData } from '../../testing/test-reference-data.ts';
import { daysFromCivil } from '../../time/calendar.ts';
import { Resolution } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { Engine } from '../engine.ts';
import { paperVenue } from '../trading/paper-venue.ts';
import { adoptAccount, type StartingAccount, type StartingOrder } from './adopt-account.ts';

const DAY = daysFromCivil(2024, 3, 4);
const decimal = (value: number): Decimal => Decimal.fromNumber(value);

/** Two resting orders of an earlier run, which the venue has: a sale of what is held, and a limit to buy. */
function startingAccount(run: AlgorithmRun): StartingAccount {
  const { symbol } = run.securities.get('ABC');
  const common = { symbol, tag: 'old', timeMs: run.startUtc, status: OrderStatus.PartiallyFilled, brokerIds: ['7'] };
  const orders: StartingOrder[] = [
    {
      ...common,
      id: 7,
      type: OrderType.Limit,
      quantity: decimal(-10),
      limitPrice: decimal(101),
      quantityFilled: decimal(-4),
      averageFillPrice: decimal(101),
    },
    {
      ...common,
      id: 9,
      type: OrderType.Limit,
      quantity: decimal(5),
      limitPrice: decimal(90),
      status: OrderStatus.Submitted,
      brokerIds: ['9'],
      quantityFilled: Decimal.ZERO,
      averageFillPrice: Decimal.ZERO,
    },
  ];
  return {
    cash: [{ currency: 'USD', amount: decimal(5_000) }],
    holdings: [{ symbol, quantity: decimal(6), averagePrice: decimal(98) }],
    orders,
    nextOrderId: 12,
  };
}

class Heir extends Algorithm {
  readonly seen: string[] = [];

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute);
  }

  override onData(): void {
    if (this.seen.length > 0) return;
    const { quantity, averagePrice } = this.portfolio.get('ABC');
    this.seen.push(`${this.portfolio.cash} cash, ${quantity} at ${averagePrice}`);
    const open = this.transactions.getOpenOrderTickets();
    this.seen.push(open.map((each) => `${each.orderId} ${each.quantityRemaining}`).join());
    open.find(({ orderId }) => orderId === 9)?.cancel('not any more');
    this.marketOrder('ABC', 1);
  }

  override onOrderEvent(event: OrderEvent): void {
    this.seen.push(`${event.orderId} ${orderStatusName(event.status)} ${event.fillQuantity}`);
  }
}

test('a run goes on with the cash, positions and open orders that are there', async () => {
  const closes = [100, 100.5, 102];
  const feed = new MemoryDataFeed(
    tradeBars('ABC', {
      start: '2024-03-04',
      resolution: Resolution.Minute,
      bars: closes.map((close) => ({ open: close, high: close, low: close, close, volume: 1_000 })),
    }),
  );
  const algorithm = new Heir();
  const engine = new Engine(algorithm, {
    feed,
    history: feed,
    reference: testReferenceData(),
    brokerage: paperVenue,
    fillTiming: 'deferred',
    lastPossibleDay: DAY,
    startDay: DAY,
    takeUpAccount: async (run) => {
      const account = startingAccount(run);
      adoptAtVenue(run, account);
      adoptAccount(run, account);
    },
  });
  const { failure, run } = await engine.execute();
  expect(failure).toBe(null);
  expect(algorithm.seen.filter((line) => !line.includes('Submitted'))).toEqual([
    '5000 cash, 6 at 98',
    '7 -6,9 5',
    '9 CancelPending 0',
    '9 Canceled 0',
    '12 Filled 1',
    '7 Filled -6',
  ]);
  expect(run.portfolio.get('ABC').quantity).toBe(1);
  expect(run.book.get(7)?.ticket.averageFillPrice.toFixed(1)).toBe('101.6');
});

/** Hands the orders to the venue as the earlier run had done; what is left of the first is 6. */
function adoptAtVenue(run: AlgorithmRun, { orders }: StartingAccount): void {
  for (const fields of orders) {
    const order = new Order({ ...fields, quantity: fields.quantity.minus(fields.quantityFilled) });
    void run.brokerage.placeOrder({ order, clientOrderId: String(order.id), children: [] });
  }
}
