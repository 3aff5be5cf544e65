import { describe, expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { BracketOptions } from '../../algorithm/trading.ts';
import { AccountType } from '../../brokerage-models/account-type.ts';
import { BrokerageName } from '../../brokerage-models/brokerage-name.ts';
import { DefaultBrokerageModel } from '../../brokerage-models/default-brokerage-model.ts';
import { Decimal } from '../../numeric/decimal.ts';
import type { Order } from '../../orders/order.ts';
import { OrderEvent } from '../../orders/order-event.ts';
import { OrderResponseErrorCode } from '../../orders/order-response.ts';
import { OrderStatus, orderStatusName } from '../../orders/order-status.ts';
import type { OrderTicket } from '../../orders/order-ticket.ts';
import { OrderType } from '../../orders/order-type.ts';
import { EquityFillModel } from '../../securities/models/fills/equity-fill-model.ts';
import type { FillContext } from '../../securities/models/models.ts';
import type { Security } from '../../securities/security.ts';
import { type BarValues, tradeBars } from '../../testing/bar-series.ts';
import { runStrategy } from '../../testing/run-strategy.ts';
import { Resolution } from '../../time/resolution.ts';
import type { Bracket } from './bracket.ts';

/** At most four shares a call; stops in full. */
class Slowly extends EquityFillModel {
  override fill(context: FillContext): OrderEvent | null {
    const whole = super.fill(context);
    const { order } = context;
    if (whole === null || this.inFull(order.type)) return whole;
    const rest = order.quantity.minus(order.quantityFilled);
    const isLast = rest.abs().lte(Decimal.fromInteger(4));
    const event = new OrderEvent(order, whole.utcTimeMs, isLast ? OrderStatus.Filled : OrderStatus.PartiallyFilled);
    event.exactFillPrice = whole.exactFillPrice;
    event.exactFillQuantity = isLast ? rest : Decimal.fromInteger(4 * rest.sign());
    return event;
  }

  protected inFull(_type: OrderType): boolean {
    return false;
  }
}

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
    expect(algorithm.resized).toEqual([-4, -8, -10, -6, -2, -2]);
    expect(portfolio.get('ABC').quantity).toBe(0);
  });

  test('behavior: children that the strategy cancels do not come back when the entry fills further', async () => {
    class Unguarded extends OneBracket {
      override initialize(): void {
        this.addEquity('ABC', Resolution.Minute).setFillModel(new Slowly());
      }
      override onData(): void {
        if (this.bracket !== null) return;
        this.bracket = this.bracketOrder('ABC', 20, { stopLoss: 99, takeProfit: 102 });
        this.bracket.stopLoss?.cancel();
        this.bracket.takeProfit?.cancel();
      }
    }
    const calm = Array.from({ length: 6 }, (): Ohlc => [100, 100, 100, 100]);
    const { algorithm, portfolio, orders } = await runStrategy(Unguarded, { data: [bars(...calm)] });
    expect(legs(algorithm)).toEqual(['Filled', 'Canceled', 'Canceled']);
    expect(portfolio.get('ABC').quantity).toBe(20);
    expect(orders).toHaveLength(3);
  });

  test('behavior: a stop that fills while the entry is still filling cancels the rest of the entry', async () => {
    class StopsInFull extends Slowly {
      protected override inFull(type: OrderType): boolean {
        return type === OrderType.StopMarket;
      }
    }
    class Stopped extends OneBracket {
      override initialize(): void {
        this.addEquity('ABC', Resolution.Minute).setFillModel(new StopsInFull());
      }
      override onData(): void {
        this.bracket ??= this.bracketOrder('ABC', 100, { stopLoss: 99, takeProfit: 102 });
      }
    }
    const { algorithm, portfolio } = await runStrategy(Stopped, {
      data: [bars([100, 100, 100, 100], [100, 100, 90, 91], [91, 92, 91, 92], [92, 92, 91, 92])],
    });
    expect(legs(algorithm)).toEqual(['Canceled', 'Filled', 'Canceled']);
    expect(portfolio.get('ABC').quantity).toBe(0);
    expect(algorithm.bracket?.isOpen).toBe(false);
  });

  test('behavior: an update to less than has filled is refused', async () => {
    class ShrinksEntry extends OneBracket {
      code: number | null = null;
      override initialize(): void {
        this.addEquity('ABC', Resolution.Minute).setFillModel(new Slowly());
      }
      override onOrderEvent(event: OrderEvent): void {
        if (event.orderId === 1 && event.isFill) this.code ??= event.ticket.updateQuantity(3).errorCode;
      }
    }
    const { algorithm, portfolio } = await runStrategy(ShrinksEntry, {
      data: [bars([100, 100, 100, 100], [100, 101, 100, 101], [101, 101, 100, 101])],
    });
    expect(algorithm.code).toBe(OrderResponseErrorCode.InvalidRequest);
    expect(portfolio.get('ABC').quantity).toBe(10);
  });

  test('behavior: a bracket that could not be opened leaves the next order alone', async () => {
    class Recovers extends OneBracket {
      override onData(): void {
        if (this.transactions.ordersCount > 0) return;
        expect(() => this.bracketOrder('ABC', 10, { stopLoss: 99, takeProfit: 102, limitPrice: Number.NaN })).toThrow(
          /limitPrice of the order for ABC is NaN/,
        );
        this.marketOrder('ABC', 5);
      }
    }
    const { orders } = await runStrategy(Recovers, { data: [bars([100, 100, 100, 100], [100, 100, 100, 100])] });
    expect(orders.map(({ type }) => type)).toEqual([OrderType.Market]);
  });

  test('behavior: both children fit a cash account and a share that cannot be borrowed', async () => {
    class NoShorting extends OneBracket {
      override initialize(): void {
        this.setBrokerageModel(BrokerageName.Default, AccountType.Cash);
        const security = this.addEquity('ABC', Resolution.Minute);
        security.setShortableProvider({
          shortableQuantity: () => Decimal.ZERO,
          feeRate: () => Decimal.ZERO,
          rebateRate: () => Decimal.ZERO,
        });
      }
    }
    const { algorithm } = await runStrategy(NoShorting, {
      data: [bars([100, 100, 100, 100], [100, 101, 100, 101])],
    });
    expect(legs(algorithm)).toEqual(['Filled', 'Submitted', 'Submitted']);
  });

  describe.each(['immediate', 'deferred'] as const)('with %s fills', (fillTiming) => {
    test('behavior: a position whose stop is refused is closed, and the refusal is reported', async () => {
      class NoStops extends DefaultBrokerageModel {
        override canSubmitOrder(_security: Security, order: Order): string | null {
          return order.type === OrderType.StopMarket ? 'no stops here' : null;
        }
      }
      class Unprotected extends OneBracket {
        override initialize(): void {
          this.setBrokerageModel(new NoStops());
          this.addEquity('ABC', Resolution.Minute);
        }
      }
      const { algorithm, logs, portfolio, orders } = await runStrategy(Unprotected, {
        data: [bars([100, 100, 100, 100], [100, 101, 100, 101])],
        fillTiming,
      });
      expect(legs(algorithm)).toEqual(['Filled', 'Invalid', 'Canceled']);
      expect(portfolio.get('ABC').quantity).toBe(0);
      expect(orders).toHaveLength(4);
      expect(logs.map(({ text }) => text).join()).toMatch(/stop of the bracket for ABC \(order 2\) was refused/);
    });
  });

  test.each([
    ['limit', (a: Algorithm) => a.limitOrder('ABC', 1, undefined as unknown as number), 'limitPrice'],
    ['stop', (a: Algorithm) => a.stopMarketOrder('ABC', 1, undefined as unknown as number), 'stopPrice'],
    [
      'trailing',
      (a: Algorithm) => a.trailingStopOrder('ABC', 1, undefined as unknown as number, true),
      'trailingAmount',
    ],
    ['bracket', (a: Algorithm) => a.bracketOrder('ABC', 1, { takeProfit: 102 } as BracketOptions), 'stopLoss'],
  ])('behavior: a %s order without its price is refused', async (_name, place, price) => {
    class Priceless extends OneBracket {
      override onData(): void {
        place(this);
      }
    }
    const run = runStrategy(Priceless, { data: [bars([100, 100, 100, 100])] });
    await expect(run).rejects.toThrow(`The ${price} of the order for ABC is undefined; expected a finite number`);
  });

  test('behavior: a stop on the wrong side of the target is refused with both prices', async () => {
    class WrongWay extends OneBracket {
      override onData(): void {
        this.bracketOrder('ABC', 10, { stopLoss: 102, takeProfit: 99 });
      }
    }
    const run = runStrategy(WrongWay, { data: [bars([100, 100, 100, 100])] });
    await expect(run).rejects.toThrow(/stop at 102, its entry at 100 and its target at 99; expected the stop below/);
  });
});
