import { describe, expect, test } from 'vitest';
import type { Bracket } from '../execution/brackets/bracket.ts';
import type { FillTiming } from '../execution/fill-timing.ts';
import type { AverageTrueRange } from '../indicators/average-true-range.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import { OrderStatus, orderStatusName } from '../orders/order-status.ts';
import { OrderField, type OrderTicket } from '../orders/order-ticket.ts';
import { OrderType } from '../orders/order-type.ts';
import { type BarValues, tradeBars } from '../testing/bar-series.ts';
import { type RunStrategyOptions, runStrategy } from '../testing/run-strategy.ts';
import { Resolution } from '../time/resolution.ts';
import { Algorithm } from './algorithm.ts';
import type { ProtectionOptions } from './protection.ts';

type Ohlc = readonly [open: number, high: number, low: number, close: number];

function bars(...rows: readonly Ohlc[]): ReturnType<typeof tradeBars> {
  const values: BarValues[] = rows.map(([open, high, low, close]) => ({ open, high, low, close, volume: 1_000 }));
  return tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, bars: values });
}

const calm: Ohlc = [100, 100.5, 99.5, 100];
const dips: Ohlc = [100, 100.2, 98.9, 99.5];
const rises: Ohlc = [100, 103.5, 100, 103];
const falls: Ohlc = [100, 100, 96, 96.5];

/** Buys ten on the first bar and protects them. */
abstract class Protects extends Algorithm {
  bracket: Bracket | null = null;
  bar = 0;

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute, undefined, false);
  }

  override onData(): void {
    this.bar += 1;
    this.act();
  }

  abstract act(): void;
}

const shown = (ticket: OrderTicket | null | undefined): string =>
  ticket ? `${ticket.orderId} ${orderStatusName(ticket.status)} ${ticket.quantity}` : 'none';

const legs = ({ bracket }: Protects): string[] => [
  shown(bracket?.entry),
  shown(bracket?.stopLoss),
  shown(bracket?.takeProfit),
];

const levels = ({ bracket }: Protects): (number | undefined)[] => [
  bracket?.stopLoss?.get(OrderField.StopPrice),
  bracket?.takeProfit?.get(OrderField.LimitPrice),
];

const WAYS: readonly (readonly [string, Partial<RunStrategyOptions>])[] = [
  ['in a backtest', {}],
  ['with deferred fills', { fillTiming: 'deferred' as FillTiming }],
  ['on a venue that keeps brackets', { fillTiming: 'deferred', venue: 'paper' }],
  [
    'on a venue that keeps none',
    { fillTiming: 'deferred', venue: 'paper', capabilities: { nativeBrackets: false, nativeOco: false } },
  ],
];

describe.each(WAYS)('protect, %s', (_name, way) => {
  test('a market order in the same handler: both children, the ids after its own', async () => {
    class AtOnce extends Protects {
      act(): void {
        this.bracket ??= this.protect(this.marketOrder('ABC', 10), { stopLoss: 97, takeProfit: 102 });
      }
    }
    const { algorithm, portfolio } = await runStrategy(AtOnce, { data: [bars(calm, calm, rises)], ...way });
    expect(legs(algorithm)).toEqual(['1 Filled 10', '2 Canceled -10', '3 Filled -10']);
    expect(portfolio.get('ABC').quantity).toBe(0);
  });

  test('a position that was opened before', async () => {
    class Later extends Protects {
      entry: OrderTicket | null = null;
      act(): void {
        this.entry ??= this.marketOrder('ABC', 10);
        if (this.bar === 2) this.limitOrder('ABC', 1, 50);
        if (this.bar === 3) this.bracket = this.protect(this.entry, { stopLoss: { percent: 2 } });
      }
    }
    const { algorithm, portfolio } = await runStrategy(Later, { data: [bars(calm, calm, calm, falls)], ...way });
    expect(legs(algorithm)).toEqual(['1 Filled 10', '3 Filled -10', 'none']);
    expect(portfolio.get('ABC').quantity).toBe(0);
  });

  test('a resting order: its children come with the fill, levels are counted from its price', async () => {
    class Resting extends Protects {
      act(): void {
        if (this.bar === 1) {
          const entry = this.limitOrder('ABC', 10, 99);
          this.bracket = this.protect(entry, { stopLoss: { percent: 1 }, takeProfit: { percent: 2 } });
        }
      }
    }
    const waiting = await runStrategy(Resting, { data: [bars(calm, calm)], ...way });
    expect(legs(waiting.algorithm)).toEqual(['1 Submitted 10', 'none', 'none']);
    expect(waiting.orders).toHaveLength(1);
    const { algorithm } = await runStrategy(Resting, { data: [bars(calm, calm, dips)], ...way });
    expect(legs(algorithm)).toEqual(['1 Filled 10', '2 Submitted -10', '3 Submitted -10']);
    expect(levels(algorithm)).toEqual([98.01, 100.98]);
  });

  test('a target alone, on a short position', async () => {
    class Short extends Protects {
      act(): void {
        this.bracket ??= this.protect(this.marketOrder('ABC', -10), { takeProfit: { percent: 3 } });
      }
    }
    const { algorithm, portfolio } = await runStrategy(Short, { data: [bars(calm, falls)], ...way });
    expect(legs(algorithm)).toEqual(['1 Filled -10', 'none', '3 Filled 10']);
    expect(levels(algorithm)[1]).toBe(97);
    expect(portfolio.get('ABC').quantity).toBe(0);
  });
});

describe('protect', () => {
  test('of a position that was reduced meanwhile, the rest', async () => {
    class Reduced extends Protects {
      entry: OrderTicket | null = null;
      act(): void {
        this.entry ??= this.marketOrder('ABC', 10);
        if (this.bar === 2) this.marketOrder('ABC', -6);
        if (this.bar === 3) this.bracket = this.protect(this.entry, { stopLoss: 97 });
      }
    }
    const { algorithm, portfolio } = await runStrategy(Reduced, { data: [bars(calm, calm, calm, falls)] });
    expect(legs(algorithm)[1]).toBe('3 Filled -4');
    expect(portfolio.get('ABC').quantity).toBe(0);
  });

  test('of a position that is closed, nothing: no order is placed', async () => {
    class Closed extends Protects {
      act(): void {
        if (this.bar > 1) return;
        const entry = this.marketOrder('ABC', 10);
        this.liquidate('ABC');
        this.bracket = this.protect(entry, { stopLoss: 97 });
      }
    }
    const { algorithm, orders } = await runStrategy(Closed, { data: [bars(calm, calm)] });
    expect(algorithm.bracket?.isOpen).toBe(false);
    expect(orders).toHaveLength(2);
  });

  test('of a refused order, nothing', async () => {
    class Refused extends Protects {
      act(): void {
        this.bracket ??= this.protect(this.marketOrder('ABC', 10_000_000), { stopLoss: 97 });
      }
    }
    const { algorithm, orders } = await runStrategy(Refused, { data: [bars(calm, calm)] });
    expect(algorithm.bracket?.isOpen).toBe(false);
    expect(orders).toHaveLength(1);
  });

  test('distances in average true ranges: of the bars before, or of an indicator', async () => {
    class Ranges extends Protects {
      range!: AverageTrueRange;
      override initialize(): void {
        super.initialize();
        this.range = this.atr('ABC', 3);
      }
      act(): void {
        if (this.bar !== 4) return;
        this.bracket = this.bracketOrder('ABC', 10, {
          stopLoss: { atr: 2, period: 3 },
          takeProfit: { atr: 3, indicator: this.range },
        });
      }
    }
    const { algorithm } = await runStrategy(Ranges, { data: [bars(calm, calm, calm, calm, calm)] });
    // Each bar is one wide.
    expect(levels(algorithm)).toEqual([98, 103]);
  });

  const mistakes: readonly (readonly [string, ProtectionOptions, RegExp])[] = [
    ['no level', {}, /at least one of the two/],
    ['a stop on the wrong side', { stopLoss: 101 }, /expected the stop below/],
    ['a range of too few bars', { stopLoss: { atr: 2, period: 50 } }, /not known yet, after 1 of them/],
    ['no distance', { stopLoss: { percent: 0 } }, /The stopLoss of the order for ABC is NaN/],
    ['more than all', { stopLoss: { percent: 120 } }, /The stopLoss of the order for ABC is -20/],
  ];

  test.each(mistakes)('with %s is a mistake', async (_name, protection, message) => {
    class Wrong extends Protects {
      act(): void {
        this.protect(this.limitOrder('ABC', 10, 100), protection);
      }
    }
    await expect(runStrategy(Wrong, { data: [bars(calm)] })).rejects.toThrow(message);
  });

  test('twice is a mistake, and so is protecting a child', async () => {
    class Twice extends Protects {
      act(): void {
        const entry = this.limitOrder('ABC', 10, 90);
        this.protect(entry, { stopLoss: 80 });
        this.protect(entry, { stopLoss: 85 });
      }
    }
    await expect(runStrategy(Twice, { data: [bars(calm)] })).rejects.toThrow(/is protected already/);
    class OfChild extends Protects {
      act(): void {
        const { stopLoss } = this.bracketOrder('ABC', 10, { stopLoss: 98 });
        if (stopLoss !== null) this.protect(stopLoss, { stopLoss: 105 });
      }
    }
    await expect(runStrategy(OfChild, { data: [bars(calm)] })).rejects.toThrow(/a child of a bracket/);
  });

  test('an entry whose stop the broker has no orders for is not sent', async () => {
    class NoStops extends Protects {
      act(): void {
        this.bracket ??= this.bracketOrder('ABC', 10, { stopLoss: 98 });
      }
    }
    const { algorithm, orders, logs } = await runStrategy(NoStops, {
      data: [bars(calm, calm)],
      fillTiming: 'deferred',
      venue: 'paper',
      capabilities: { orderTypes: new Set([OrderType.Market, OrderType.Limit]) },
    });
    expect(algorithm.bracket?.entry.status).toBe(OrderStatus.Invalid);
    expect(orders).toEqual([]);
    expect(logs.map(({ text }) => text).join()).toMatch(/cannot take the stop of the bracket for ABC/);
  });
});

test('a stop may be moved in the handler of the fill that brought it', async () => {
  class ToTheEntry extends Protects {
    act(): void {
      this.bracket ??= this.bracketOrder('ABC', 10, { limitPrice: 99, stopLoss: 97, takeProfit: 105 });
    }
    override onOrderEvent(event: OrderEvent): void {
      if (event.orderId === 1 && event.isFill) this.bracket?.stopLoss?.updateStopPrice(98.5);
    }
  }
  for (const [, way] of WAYS) {
    const { algorithm } = await runStrategy(ToTheEntry, { data: [bars(calm, dips, calm)], ...way });
    expect(levels(algorithm)).toEqual([98.5, 105]);
  }
});
