import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { BrokerageCapabilities } from '../../brokerage/brokerage.ts';
import { DefaultBrokerageModel } from '../../brokerage-models/default-brokerage-model.ts';
import type { Bracket } from '../../execution/brackets/bracket.ts';
import { Decimal } from '../../numeric/decimal.ts';
import type { Order } from '../../orders/order.ts';
import { OrderEvent } from '../../orders/order-event.ts';
import { OrderStatus, orderStatusName } from '../../orders/order-status.ts';
import { OrderType } from '../../orders/order-type.ts';
import { EquityFillModel } from '../../securities/models/fills/equity-fill-model.ts';
import type { FillContext } from '../../securities/models/models.ts';
import type { Security } from '../../securities/security.ts';
import { randomWalk } from '../../testing/random-walk.ts';
import { type RunStrategyOptions, runStrategy, type StrategyRun } from '../../testing/run-strategy.ts';
import { Resolution } from '../../time/resolution.ts';

/** A few units a bar, at most, of whatever rests or is bought; how many depends on the time alone. */
class InParts extends EquityFillModel {
  readonly #filledAt = new WeakMap<Order, number>();
  readonly #most: number;

  constructor(most: number) {
    super();
    this.#most = most;
  }

  override fill(context: FillContext): OrderEvent | null {
    const { order, utcNow } = context;
    if (this.#filledAt.get(order) === utcNow) return null;
    const whole = super.fill(context);
    if (whole === null || whole.exactFillQuantity.isZero()) return whole;
    this.#filledAt.set(order, utcNow);
    const most = Decimal.fromInteger(1 + ((utcNow / 60_000) % this.#most));
    const rest = order.quantity.minus(order.quantityFilled);
    const isLast = rest.abs().lte(most);
    const event = new OrderEvent(order, utcNow, isLast ? OrderStatus.Filled : OrderStatus.PartiallyFilled);
    event.exactFillPrice = whole.exactFillPrice;
    event.exactFillQuantity = isLast ? rest : rest.sign() < 0 ? most.negated() : most;
    return event;
  }
}

/** What a run is made of: drawn by the property. */
interface Draw {
  readonly seed: number;
  readonly quantity: number;
  /** Units a bar at most. */
  readonly most: number;
  /** Distance of stop and target in cents. */
  readonly distance: number;
  readonly entry: 'market' | 'limit' | 'stop';
  /** Bars after which an entry is cancelled; 0 for never. */
  readonly patience: number;
  readonly refusesStops: boolean;
}

const draws: fc.Arbitrary<Draw> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  quantity: fc.integer({ min: -30, max: 30 }).filter((quantity) => quantity !== 0),
  most: fc.integer({ min: 1, max: 12 }),
  distance: fc.integer({ min: 5, max: 120 }),
  entry: fc.constantFrom('market', 'limit', 'stop'),
  patience: fc.integer({ min: 0, max: 4 }),
  refusesStops: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

class NoStops extends DefaultBrokerageModel {
  override canSubmitOrder(_security: Security, order: Order): string | null {
    return order.type === OrderType.StopMarket && order.bracketId !== 0 ? 'no stops here' : null;
  }
}

function strategyOf(draw: Draw) {
  return class extends Algorithm {
    readonly brackets: Bracket[] = [];
    readonly heard: string[] = [];
    readonly violations: string[] = [];
    #bars = 0;
    #opened = 0;

    override initialize(): void {
      if (draw.refusesStops) this.setBrokerageModel(new NoStops());
      this.addEquity('ABC', Resolution.Minute).setFillModel(new InParts(draw.most));
    }

    override onData(): void {
      this.#bars += 1;
      this.#check();
      const last = this.brackets.at(-1);
      if (draw.patience > 0 && last?.entry.isOpen === true && this.#bars - this.#opened >= draw.patience) {
        last.entry.cancel();
      }
      if (last?.isOpen !== true && this.#bars < 110 && !this.portfolio.get('ABC').invested) this.#open();
      // Something else rests at the venue, and is looked at between the others.
      if (this.#bars % 7 === 0) this.limitOrder('ABC', 1, this.securities.get('ABC').price - 0.3).cancel();
    }

    #open(): void {
      const { price } = this.securities.get('ABC');
      const side = Math.sign(draw.quantity);
      const away = (cents: number): number => Math.round(price * 100 + side * cents) / 100;
      const prices = { stopLoss: away(-draw.distance - 20), takeProfit: away(draw.distance + 20) };
      const entry =
        draw.entry === 'market' ? {} : draw.entry === 'limit' ? { limitPrice: away(-10) } : { stopPrice: away(10) };
      this.#opened = this.#bars;
      this.brackets.push(this.bracketOrder('ABC', draw.quantity, { ...prices, ...entry }));
    }

    /** What holds whenever all events of a step are in. */
    #check(): void {
      for (const { entry, stopLoss, takeProfit } of this.brackets) {
        const filled = Math.abs(entry.quantityFilled);
        const exits = Math.abs((stopLoss?.quantityFilled ?? 0) + (takeProfit?.quantityFilled ?? 0));
        if (exits > filled) this.violations.push(`${this.time.toISO()} ${exits} out of ${filled}`);
        const atRisk = filled - exits;
        const guarded = stopLoss?.isOpen === true ? Math.abs(stopLoss.quantityRemaining) : 0;
        const isClosed = stopLoss?.status === OrderStatus.Invalid;
        if (!isClosed && guarded !== atRisk) this.violations.push(`${this.time.toISO()} ${guarded} guard ${atRisk}`);
        if (isClosed && entry.isOpen) this.violations.push(`${this.time.toISO()} no stop, and the entry goes on`);
        if (takeProfit?.isOpen === true && Math.abs(takeProfit.quantityRemaining) > atRisk)
          this.violations.push(`${this.time.toISO()} the target is for more than ${atRisk}`);
      }
    }

    override onOrderEvent(event: OrderEvent): void {
      this.heard.push(factOf(event));
    }
  };
}

const factOf = (event: OrderEvent): string =>
  [
    event.orderId,
    event.utcTimeMs,
    orderStatusName(event.status),
    event.exactFillPrice,
    event.exactFillQuantity,
    event.exactQuantity,
    event.orderFee.amount,
  ].join(' ');

/** What the broker of a pair cancels, and what execution cancels, may come in either order. */
function inOrder(events: readonly OrderEvent[]): string[] {
  const ordered: OrderEvent[] = [];
  for (const event of events) {
    let at = ordered.length;
    while (at > 0 && isCancel(event) && isAfter(ordered[at - 1]!, event)) at -= 1;
    ordered.splice(at, 0, event);
  }
  return ordered.map(factOf);
}

const isAfter = (one: OrderEvent, other: OrderEvent): boolean =>
  isCancel(one) && one.utcTimeMs === other.utcTimeMs && one.orderId > other.orderId;

const isCancel = ({ status }: OrderEvent): boolean => status === OrderStatus.Canceled;

/** The first event in which two runs differ, with those before it. */
function firstDifference(one: StrategyRun, other: StrategyRun): unknown {
  const [left, right] = [inOrder(one.orderEvents), inOrder(other.orderEvents)];
  const at = left.findIndex((fact, index) => fact !== right[index]);
  if (at < 0 && left.length === right.length) return null;
  return { left: left.slice(Math.max(0, at - 6), at + 4), right: right.slice(Math.max(0, at - 6), at + 4) };
}

const facts = (run: StrategyRun): unknown => ({
  events: inOrder(run.orderEvents),
  orders: run.orders.map(({ id, type, quantity, status }) => [id, type, quantity.toString(), status]),
  cash: run.portfolio.exactCash.toString(),
  held: run.portfolio.get('ABC').quantity,
  trades: run.trades.length,
  statistics: run.statistics,
});

const VENUES: readonly (readonly [name: string, Partial<BrokerageCapabilities>])[] = [
  ['keeps brackets', {}],
  ['keeps pairs only', { nativeBrackets: false }],
  ['keeps neither', { nativeBrackets: false, nativeOco: false }],
];

const run = async (draw: Draw, options: Partial<RunStrategyOptions>) =>
  runStrategy(strategyOf(draw), { data: [randomWalk(draw.seed, 120, 0.6)], fillTiming: 'deferred', ...options });

describe('brackets', () => {
  test.each(VENUES)('on a venue that %s come to what they come to in a backtest', async (_name, capabilities) => {
    await fc.assert(
      fc.asyncProperty(draws, async (draw) => {
        const lent = await run(draw, {});
        const venue = await run(draw, { venue: 'paper', capabilities });
        expect(firstDifference(venue, lent)).toBeNull();
        expect(facts(venue)).toEqual(facts(lent));
        if (capabilities.nativeOco !== undefined || capabilities.nativeBrackets === undefined)
          expect(venue.algorithm.heard).toEqual(lent.algorithm.heard);
        expect(venue.algorithm.violations).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('are protected at all times, with immediate fills too', async () => {
    let fills = 0;
    await fc.assert(
      fc.asyncProperty(draws, async (draw) => {
        const { algorithm, orderEvents } = await run(draw, { fillTiming: 'immediate' });
        expect(algorithm.violations).toEqual([]);
        fills += orderEvents.filter((event) => event.status === OrderStatus.PartiallyFilled).length;
      }),
      { numRuns: 60 },
    );
    expect(fills).toBeGreaterThan(100);
  });
});
