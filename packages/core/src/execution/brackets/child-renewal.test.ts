import { expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { Brokerage, BrokerageInbox } from '../../brokerage/brokerage.ts';
import type { AlgorithmRun } from '../../engine/algorithm-run.ts';
import { Engine } from '../../engine/engine.ts';
import { paperVenue, paperVenueOptions } from '../../engine/trading/paper-venue.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import { OrderResponseErrorCode } from '../../orders/order-response.ts';
import { orderStatusName } from '../../orders/order-status.ts';
import { tradeBars } from '../../testing/bar-series.ts';
import { SlowEntries } from '../../testing/faults/slow-entries.ts';
import { MemoryDataFeed } from '../../testing/memory-data-feed.ts';
import { testReferenceData } from '../../testing/test-reference-data.ts';
import { daysFromCivil } from '../../time/calendar.ts';
import { Resolution } from '../../time/resolution.ts';
import { SimulatedVenue } from '../../venue/simulated-venue.ts';
import type { Bracket } from './bracket.ts';

const DAY = daysFromCivil(2024, 3, 4);

class Enters extends Algorithm {
  bracket: Bracket | null = null;
  readonly heard: string[] = [];
  readonly codes: number[] = [];

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute, undefined, false).setFillModel(new SlowEntries(4));
  }

  override onData(): void {
    this.bracket ??= this.bracketOrder('ABC', 10, { limitPrice: 99.5, stopLoss: 98, takeProfit: 102 });
    this.codes.push(this.bracket.entry.update({ quantity: 12 }).errorCode);
  }

  override onOrderEvent(event: OrderEvent): void {
    this.heard.push(`${event.orderId} ${orderStatusName(event.status)} ${event.quantity}`);
  }
}

type Ohlc = readonly [open: number, high: number, low: number, close: number];
const calm: Ohlc = [100, 100, 99.8, 100];
const dips: Ohlc = [100, 100, 99, 99.5];
const falls: Ohlc = [99.5, 99.6, 97, 97.5];

/** A venue that says it can change orders, and refuses when it is asked to. */
class Stubborn extends SimulatedVenue {
  #inbox: BrokerageInbox | null = null;

  override connect(inbox: BrokerageInbox): void {
    this.#inbox = inbox;
    super.connect(inbox);
  }

  override updateOrder(order: Order): void {
    const refusal = { request: 'update', outcome: 'refused', code: '105', text: 'No changes today.' } as const;
    this.#inbox?.message({ kind: 'outcome', orderId: order.id, ...refusal });
  }
}

async function run(
  brokerage: (run: AlgorithmRun) => Brokerage,
  algorithm: Enters = new Enters(),
  rows: readonly Ohlc[] = [calm, dips, dips, dips, falls, calm],
): Promise<{ algorithm: Enters; held: number }> {
  const bars = rows.map(([open, high, low, close]) => ({ open, high, low, close, volume: 1_000 }));
  const feed = new MemoryDataFeed(tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, bars }));
  const { failure, run: ended } = await new Engine(algorithm, {
    feed,
    history: feed,
    reference: testReferenceData(),
    brokerage,
    fillTiming: 'deferred',
    lastPossibleDay: DAY,
    startDay: DAY,
  }).execute();
  expect(failure).toBe(null);
  return { algorithm, held: ended.portfolio.get('ABC').quantity };
}

const KEEPS_NONE = { nativeBrackets: false, nativeOco: false } as const;
const updates = new Set(['limitPrice', 'stopPrice'] as const);

test('where the quantity of an order cannot change, children are cancelled and placed anew', async () => {
  const { algorithm, held } = await run((of) => paperVenue(of, { ...KEEPS_NONE, updates }));
  expect(algorithm.heard).toEqual([
    '1 Submitted 10',
    '1 PartiallyFilled 10',
    '2 Submitted -4',
    '3 Submitted -4',
    '1 PartiallyFilled 10',
    '2 Canceled -4',
    '4 Submitted -8',
    '3 Canceled -4',
    '5 Submitted -8',
    '1 Filled 10',
    '4 Canceled -8',
    '6 Submitted -10',
    '5 Canceled -8',
    '7 Submitted -10',
    '6 Filled -10',
    '7 Canceled -10',
  ]);
  expect(held).toBe(0);
  expect(algorithm.codes.slice(0, 2)).toEqual([
    OrderResponseErrorCode.InvalidNewOrderStatus,
    OrderResponseErrorCode.UnsupportedRequestType,
  ]);
});

test('a child that the broker refuses to change has its old quantity, and is placed anew with the new one', async () => {
  const { algorithm, held } = await run((of) => new Stubborn({ ...paperVenueOptions(of), capabilities: KEEPS_NONE }));
  expect(algorithm.heard.slice(0, 12)).toEqual([
    '1 Submitted 10',
    '1 PartiallyFilled 10',
    '2 Submitted -4',
    '3 Submitted -4',
    // The refusals: of the strategy's change of the entry, and of the change of the stop.
    '1 PartiallyFilled 10',
    '1 PartiallyFilled 10',
    '2 Submitted -4',
    '2 Canceled -4',
    '4 Submitted -8',
    '3 Submitted -4',
    '3 Canceled -4',
    '5 Submitted -8',
  ]);
  expect(held).toBe(0);
});

class ShrinksTarget extends Enters {
  override onData(): void {
    this.bracket ??= this.bracketOrder('ABC', 10, { stopLoss: 95, takeProfit: 101 });
    if (this.bracket.takeProfit?.quantity === -10) this.bracket.takeProfit.update({ quantity: -6 });
  }
}

test('a child that was made smaller by hand and fills: the rest is protected anew by whoever trades, not by the venue', async () => {
  const rises: Ohlc = [101, 102, 101, 102];
  const { algorithm, held } = await run((of) => paperVenue(of), new ShrinksTarget(), [
    calm,
    calm,
    calm,
    rises,
    rises,
    rises,
  ]);
  expect(algorithm.heard.slice(-7)).toEqual([
    '3 UpdateSubmitted -6',
    '3 Filled -6',
    '2 Canceled -10',
    '4 Submitted -4',
    '5 Submitted -4',
    '5 Filled -4',
    '4 Canceled -4',
  ]);
  expect(held).toBe(0);
});
