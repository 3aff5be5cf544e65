import { expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { Brokerage, BrokerageInbox, OrderHandover } from '../../brokerage/brokerage.ts';
import type { AlgorithmRun } from '../../engine/algorithm-run.ts';
import { Engine } from '../../engine/engine.ts';
import { paperVenueOptions } from '../../engine/trading/paper-venue.ts';
import { Decimal } from '../../numeric/decimal.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import { OrderStatus, orderStatusName } from '../../orders/order-status.ts';
import { OrderType } from '../../orders/order-type.ts';
import { tradeBars } from '../../testing/bar-series.ts';
import { MemoryDataFeed } from '../../testing/memory-data-feed.ts';
import { testReferenceData } from '../../testing/test-reference-data.ts';
import { daysFromCivil } from '../../time/calendar.ts';
import { Resolution } from '../../time/resolution.ts';
import { SimulatedVenue, type SimulatedVenueOptions } from '../../venue/simulated-venue.ts';
import type { Bracket } from './bracket.ts';

const DAY = daysFromCivil(2024, 3, 4);
const KEEPS_NONE = { nativeBrackets: false, nativeOco: false } as const;

/** Buys ten on the first bar, with a stop at 99 and a target at 102. */
class OneBracket extends Algorithm {
  bracket: Bracket | null = null;
  readonly fills: string[] = [];
  /** What happens before the strategy sees each bar. */
  before: (bar: number) => void = () => undefined;
  #bars = 0;

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute, undefined, false);
  }

  override onData(): void {
    this.#bars += 1;
    this.before(this.#bars);
    this.bracket ??= this.bracketOrder('ABC', 10, { stopLoss: 99, takeProfit: 102 });
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.isFill) this.fills.push(`${event.orderId} ${event.fillQuantity}`);
  }
}

type Ohlc = readonly [open: number, high: number, low: number, close: number];
const calm: Ohlc = [100, 100.5, 99.5, 100];
const rises: Ohlc = [100, 102.5, 100, 102.2];
const falls: Ohlc = [100, 100, 98, 98.5];

interface Ended {
  readonly algorithm: OneBracket;
  /** Units that the run and the venue hold. */
  readonly held: readonly [number, number];
  readonly errors: readonly string[];
}

/** A venue that tells by the inbox alone. */
function onAWire(venue: SimulatedVenue): Brokerage {
  return new Proxy<Brokerage>(venue, {
    get: (target, name) => {
      if (name === 'answersAtOnce') return false;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function run<V extends SimulatedVenue>(
  rows: readonly Ohlc[],
  create: (options: SimulatedVenueOptions) => V,
  before: (bar: number, venue: V) => void = () => undefined,
  algorithm: OneBracket = new OneBracket(),
): Promise<Ended & { readonly venue: V }> {
  const bars = rows.map(([open, high, low, close]) => ({ open, high, low, close, volume: 1_000 }));
  const feed = new MemoryDataFeed(tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, bars }));
  const errors: string[] = [];
  let venue: V | null = null;
  const { failure, run: ended } = await new Engine(algorithm, {
    feed,
    history: feed,
    reference: testReferenceData(),
    brokerage: (of: AlgorithmRun) => {
      const created = create(paperVenueOptions(of));
      venue = created;
      algorithm.before = (bar) => before(bar, created);
      return onAWire(created);
    },
    fillTiming: 'deferred',
    lastPossibleDay: DAY,
    startDay: DAY,
    onLog: ({ level, text }) => {
      if (level === 'error') errors.push(text);
    },
  }).execute();
  expect(failure).toBe(null);
  const { holdings } = ended.securities.get('ABC');
  const atVenue = (venue as unknown as V).securities.get('ABC').holdings.quantityNumber;
  return { algorithm, held: [holdings.quantityNumber, atVenue], errors, venue: venue as unknown as V };
}

/** Cancels of children do not come through. */
class LosesCancels extends SimulatedVenue {
  override cancelOrder(order: Order): void {
    if (order.bracketId === 0) super.cancelOrder(order);
  }
}

test('where both children have filled, the surplus is closed at the market at once', async () => {
  const { algorithm, held, errors } = await run(
    [calm, rises, falls, calm, calm],
    (options) => new LosesCancels({ ...options, capabilities: KEEPS_NONE }),
  );
  expect(algorithm.fills).toEqual(['1 10', '3 -10', '2 -10', '4 10']);
  expect(held).toEqual([0, 0]);
  expect(errors).toEqual([expect.stringContaining('The surplus is closed at the market')]);
});

/** Refuses stops, and the first two orders that are to close a position instead. */
class RefusesStops extends SimulatedVenue {
  #inbox: BrokerageInbox | null = null;
  #closings = 0;

  override connect(inbox: BrokerageInbox): void {
    this.#inbox = inbox;
    super.connect(inbox);
  }

  override placeOrder(handover: OrderHandover): void {
    const { order } = handover;
    const isClosing = order.type === OrderType.Market && order.bracketId !== 0;
    if (isClosing) this.#closings += 1;
    if (order.type === OrderType.StopMarket || (isClosing && this.#closings <= 2)) {
      const refusal = { request: 'place', outcome: 'refused', code: '201', text: 'Not today.' } as const;
      this.#inbox?.message({ kind: 'outcome', orderId: order.id, ...refusal });
    } else {
      super.placeOrder(handover);
    }
  }
}

test('an order that is to close what has no stop is placed again when it is refused, until it fills', async () => {
  const { algorithm, held, errors } = await run(
    [calm, calm, calm, calm, calm],
    (options) => new RefusesStops({ ...options, capabilities: KEEPS_NONE }),
  );
  expect(algorithm.fills[0]).toBe('1 10');
  expect(algorithm.fills).toHaveLength(2);
  expect(held).toEqual([0, 0]);
  expect(errors.filter((text) => text.includes('is open without a stop'))).toHaveLength(2);
});

/** Tells that the stop was cancelled before it tells of the entry's fill, and of the target's fill a bar later. */
class TellsLate extends SimulatedVenue {
  #inbox: BrokerageInbox | null = null;
  readonly #late: OrderEvent[] = [];
  readonly #later: OrderEvent[] = [];
  #scans = 0;

  override connect(inbox: BrokerageInbox): void {
    this.#inbox = inbox;
    super.connect({
      orderEvent: (event) => {
        if (event.orderId === 3 && event.isFill) this.#later.push(event);
        else if (event.orderId === 2 && event.status === OrderStatus.Canceled) this.#tellLate(event);
        else if (event.isFill) this.#late.push(event);
        else inbox.orderEvent(event);
      },
      message: (message) => inbox.message(message),
    });
  }

  #tellLate(cancelled: OrderEvent): void {
    this.#inbox?.orderEvent(cancelled);
    for (const event of this.#late.splice(0)) this.#inbox?.orderEvent(event);
  }

  override scan(): void {
    super.scan();
    this.#scans += 1;
    if (this.#scans > 6) for (const event of this.#later.splice(0)) this.#inbox?.orderEvent(event);
  }
}

test('a child that is gone before its entry is known to have filled may be gone because its sibling has filled', async () => {
  const { algorithm, held } = await run([calm, rises, calm, calm, calm, calm], (options) => new TellsLate(options));
  expect(algorithm.fills).toEqual(['1 10', '3 -10']);
  expect(held).toEqual([0, 0]);
});

test('an exit that is taken back after its bracket has ended is made again at the market', async () => {
  const { algorithm, held, errors } = await run(
    [calm, rises, calm, calm, calm],
    (options) => new SimulatedVenue({ ...options, capabilities: KEEPS_NONE }),
    (bar, venue) => {
      if (bar === 3) venue.correctExecution('3-2', null);
    },
  );
  expect(algorithm.fills).toEqual(['1 10', '3 -10', '3 10', '4 -10']);
  expect(held).toEqual([0, 0]);
  expect(errors[0]).toContain('is open without a stop and is closed at the market');
});

test.each([
  ['children kept here', KEEPS_NONE],
  ['children kept by the broker', {}],
])('children follow an entry of which less was executed after all: %s', async (_, capabilities) => {
  const { algorithm, held } = await run(
    [calm, calm, calm, rises, calm],
    (options) => new SimulatedVenue({ ...options, capabilities }),
    (bar, venue) => {
      if (bar === 2)
        venue.correctExecution('1-2', { quantity: Decimal.fromInteger(6), price: Decimal.fromInteger(100) });
    },
  );
  expect(algorithm.fills).toEqual(['1 10', '1 -10', '1 6', expect.stringMatching(/^\d -6$/)]);
  expect(held).toEqual([0, 0]);
  const { bracket } = algorithm;
  expect(orderStatusName(bracket?.stopLoss?.status ?? OrderStatus.None)).toBe('Canceled');
});

test('an order that gets the number of a bracket that was refused has no bracket', async () => {
  class Refused extends OneBracket {
    override onData(): void {
      if (this.bracket !== null) return;
      // Nothing of a kind that this venue takes.
      this.bracket = this.bracketOrder('ABC', 0.5, { stopLoss: 99, takeProfit: 102 });
      expect(this.bracket.entry.orderId).toBeLessThan(1);
      this.marketOrder('ABC', 5);
    }
  }
  const { algorithm, held } = await run(
    [calm, calm, calm],
    (options) => new SimulatedVenue({ ...options, capabilities: { fractionalQuantities: false } }),
    undefined,
    new Refused(),
  );
  expect(algorithm.fills).toEqual(['1 5']);
  expect(held).toEqual([5, 5]);
});
