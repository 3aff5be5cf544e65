import { describe, expect, test } from 'vitest';
import { Algorithm } from '../algorithm/algorithm.ts';
import { Decimal } from '../numeric/decimal.ts';
import { OrderEvent } from '../orders/order-event.ts';
import { OrderStatus, orderStatusName } from '../orders/order-status.ts';
import type { OrderTicket } from '../orders/order-ticket.ts';
import { OrderType } from '../orders/order-type.ts';
import { EquityFillModel } from '../securities/models/fills/equity-fill-model.ts';
import type { FillContext } from '../securities/models/models.ts';
import { type BarValues, tradeBars } from '../testing/bar-series.ts';
import { runStrategy } from '../testing/run-strategy.ts';
import { Resolution } from '../time/resolution.ts';
import type { Bracket } from './bracket-orders.ts';

type Ohlc = readonly [open: number, high: number, low: number, close: number];

/** Minute bars of ABC: open, high, low, close. */
function bars(...rows: readonly Ohlc[]): ReturnType<typeof tradeBars> {
  const values: BarValues[] = rows.map(([open, high, low, close]) => ({ open, high, low, close, volume: 1_000 }));
  return tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, bars: values });
}

/** Opens a bracket of 10 shares on the first bar: stop 99, target 102. */
class OneBracket extends Algorithm {
  bracket: Bracket | null = null;

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute);
  }

  override onData(): void {
    this.bracket ??= this.bracketOrder('ABC', 10, { stopLoss: 99, takeProfit: 102 });
  }
}

const states = (tickets: readonly (OrderTicket | null | undefined)[]): string[] =>
  tickets.map((ticket) => (ticket ? orderStatusName(ticket.status) : 'none'));

const legs = ({ bracket }: OneBracket): string[] => states([bracket?.entry, bracket?.stopLoss, bracket?.takeProfit]);

describe('bracketOrder', () => {
  test('places stop and target when the entry fills, the stop first', async () => {
    const { algorithm, orders } = await runStrategy(OneBracket, {
      data: [bars([100, 100, 100, 100], [100, 101, 100, 101])],
    });
    expect(legs(algorithm)).toEqual(['Filled', 'Submitted', 'Submitted']);
    expect(orders.map(({ type, quantity }) => [type, quantity.toNumber()])).toEqual([
      [OrderType.Market, 10],
      [OrderType.StopMarket, -10],
      [OrderType.Limit, -10],
    ]);
  });

  test('the target cancels the stop', async () => {
    const { algorithm, portfolio } = await runStrategy(OneBracket, {
      data: [bars([100, 100, 100, 100], [100, 103, 100, 103])],
    });
    expect(legs(algorithm)).toEqual(['Filled', 'Canceled', 'Filled']);
    expect(portfolio.get('ABC').quantity).toBe(0);
  });

  test('behavior: in a bar that reaches both, the stop counts and the target never fills', async () => {
    const { algorithm, orderEvents } = await runStrategy(OneBracket, {
      data: [bars([100, 100, 100, 100], [100, 103, 98, 100])],
    });
    expect(legs(algorithm)).toEqual(['Filled', 'Filled', 'Canceled']);
    expect(orderEvents.filter((event) => event.isFill).map((event) => event.orderId)).toEqual([1, 2]);
  });

  test('behavior: a limit entry has no children until it fills', async () => {
    class LimitEntry extends OneBracket {
      override onData(): void {
        this.bracket ??= this.bracketOrder('ABC', 10, { limitPrice: 99.5, stopLoss: 98, takeProfit: 102 });
      }
    }
    const rows: Ohlc[] = [
      [100, 100, 100, 100],
      [100, 100, 99.8, 100],
    ];
    const waiting = await runStrategy(LimitEntry, { data: [bars(...rows)] });
    expect(legs(waiting.algorithm)).toEqual(['Submitted', 'none', 'none']);
    const filled = await runStrategy(LimitEntry, { data: [bars(...rows, [100, 100, 99, 99.2])] });
    expect(legs(filled.algorithm)).toEqual(['Filled', 'Submitted', 'Submitted']);
  });

  test('behavior: requests that wait in line do not take the place of the entry', async () => {
    class CancelsFirst extends OneBracket {
      override onData(): void {
        if (this.bracket !== null) return;
        const resting = this.limitOrder('ABC', 1, 50);
        resting.cancel();
        this.bracket = this.bracketOrder('ABC', 10, { stopLoss: 99, takeProfit: 102 });
      }
    }
    const { algorithm, orders } = await runStrategy(CancelsFirst, {
      data: [bars([100, 100, 100, 100], [100, 101, 100, 101])],
    });
    expect(algorithm.bracket?.entry.orderId).toBe(2);
    expect(legs(algorithm)).toEqual(['Filled', 'Submitted', 'Submitted']);
    expect(orders[0]?.status).toBe(OrderStatus.Canceled);
  });

  test('behavior: a bracket opened in onOrderEvent while another is being opened', async () => {
    class Nested extends OneBracket {
      inner: Bracket | null = null;
      override onOrderEvent(event: OrderEvent): void {
        if (event.orderId === 1 && event.isFill) {
          this.inner = this.bracketOrder('ABC', -4, { stopLoss: 105, takeProfit: 90 });
        }
      }
    }
    const { algorithm } = await runStrategy(Nested, { data: [bars([100, 100, 100, 100], [100, 101, 100, 101])] });
    expect(legs(algorithm)).toEqual(['Filled', 'Submitted', 'Submitted']);
    const { inner } = algorithm;
    expect(states([inner?.entry, inner?.stopLoss, inner?.takeProfit])).toEqual(['Filled', 'Submitted', 'Submitted']);
  });

  test('behavior: the children follow an entry that fills in parts, and each other', async () => {
    /** At most four shares a call. */
    class Slowly extends EquityFillModel {
      override fill(context: FillContext): OrderEvent | null {
        const whole = super.fill(context);
        if (whole === null) return null;
        const { order } = context;
        const rest = order.quantity.minus(order.quantityFilled);
        const isLast = rest.abs().lte(Decimal.fromInteger(4));
        const event = new OrderEvent(order, whole.utcTimeMs, isLast ? OrderStatus.Filled : OrderStatus.PartiallyFilled);
        event.exactFillPrice = whole.exactFillPrice;
        event.exactFillQuantity = isLast ? rest : Decimal.fromInteger(4 * rest.sign());
        return event;
      }
    }
    class InParts extends OneBracket {
      readonly resized: number[] = [];
      override initialize(): void {
        this.addEquity('ABC', Resolution.Minute).setFillModel(new Slowly());
      }
      override onOrderEvent(event: OrderEvent): void {
        if (event.orderId === 2) this.resized.push(event.quantity);
      }
    }
    const { algorithm, portfolio } = await runStrategy(InParts, {
      data: [
        bars(
          [100, 100, 100, 100],
          [100, 101, 100, 101],
          [101, 101, 100, 101],
          [101, 103, 101, 103],
          [103, 104, 103, 104],
        ),
      ],
    });
    expect(algorithm.resized).toEqual([-4, -10, -6, -2, -2]);
    expect(portfolio.get('ABC').quantity).toBe(0);
  });

  test('behavior: a stop on the wrong side of the target is refused with both prices', async () => {
    class WrongWay extends OneBracket {
      override onData(): void {
        this.bracketOrder('ABC', 10, { stopLoss: 102, takeProfit: 99 });
      }
    }
    const run = runStrategy(WrongWay, { data: [bars([100, 100, 100, 100])] });
    await expect(run).rejects.toThrow(/stop at 102 and its target at 99; expected a stop below its target to buy/);
  });
});
