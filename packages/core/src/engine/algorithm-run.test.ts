import { describe, expect, test } from 'vitest';
import { Algorithm } from '../algorithm/algorithm.ts';
import type { SecurityChanges } from '../algorithm/security-changes.ts';
import { AccountType } from '../brokerage-models/account-type.ts';
import { BrokerageName } from '../brokerage-models/brokerage-name.ts';
import type { Slice } from '../data/slice.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { tradeBars } from '../testing/bar-series.ts';
import { runStrategy } from '../testing/run-strategy.ts';
import { Resolution } from '../time/resolution.ts';

const CLOSES = [100, 101, 102, 103, 104, 105, 106, 107];
const days = ['ABC', 'DEF'].map((ticker) =>
  tradeBars(ticker, { start: '2024-03-04', resolution: Resolution.Daily, closes: CLOSES }),
);
const minutes = tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, closes: CLOSES });

/** Buys ABC at the second open and removes it on the third day, while the market is closed. */
class RemovesWhileClosed extends Algorithm {
  readonly seen: number[] = [];
  readonly changes: string[] = [];
  day = 0;

  override initialize(): void {
    this.addEquity('ABC', Resolution.Daily);
    this.addEquity('DEF', Resolution.Daily);
  }

  override onData(slice: Slice): void {
    this.day += 1;
    if (slice.bars.has('ABC')) this.seen.push(this.day);
    if (this.day === 1) this.marketOnOpenOrder('ABC', 10);
    if (this.day === 3) this.removeSecurity('ABC');
    this.onDay();
  }

  override onSecuritiesChanged({ addedSecurities, removedSecurities }: SecurityChanges): void {
    const names = [
      ...addedSecurities.map(({ symbol }) => `+${symbol.value}`),
      ...removedSecurities.map(({ symbol }) => `-${symbol.value}`),
    ];
    this.changes.push(`${this.day} ${names.join(' ')}`);
  }

  protected onDay(): void {}
}

describe('removeSecurity', () => {
  test('keeps the data until the position is closed at the next open', async () => {
    const run = await runStrategy(RemovesWhileClosed, { data: days });
    expect(run.orders.map(({ quantity, status }) => [quantity.toNumber(), status])).toEqual([
      [10, OrderStatus.Filled],
      [-10, OrderStatus.Filled],
    ]);
    expect(run.portfolio.invested).toBe(false);
    expect(run.algorithm.changes).toEqual(['0 +ABC +DEF', '3 -ABC']);
  });

  test('ends the data with the next change of subscriptions that finds it unused, and announces it once', async () => {
    class RemovesDefToo extends RemovesWhileClosed {
      protected override onDay(): void {
        if (this.day === 5) this.removeSecurity('DEF');
      }
    }
    const { algorithm } = await runStrategy(RemovesDefToo, { data: days });
    expect(algorithm.seen).toEqual([1, 2, 3, 4, 5]);
    expect(algorithm.changes).toEqual(['0 +ABC +DEF', '3 -ABC', '5 -DEF']);
  });

  test('goes on with the same data when it is added again meanwhile', async () => {
    class AddsAgain extends RemovesWhileClosed {
      protected override onDay(): void {
        if (this.day === 3) this.addEquity('ABC', Resolution.Daily);
        if (this.day === 5) this.marketOnOpenOrder('ABC', 1);
      }
    }
    const run = await runStrategy(AddsAgain, { data: days });
    expect(run.algorithm.seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(run.portfolio.get('ABC').quantity).toBe(1);
    expect(run.portfolio.securities.get('ABC').subscriptions).toHaveLength(1);
  });
});

describe('setBrokerageModel', () => {
  test('keeps the leverage of securities that were added before', async () => {
    class SetsItLate extends Algorithm {
      override initialize(): void {
        this.addEquity('ABC', Resolution.Minute, { leverage: 1 });
        this.setBrokerageModel(BrokerageName.InteractiveBrokersBrokerage, AccountType.Margin);
      }
    }
    const run = await runStrategy(SetsItLate, { data: [minutes] });
    expect(run.portfolio.securities.get('ABC').leverage).toBe(1);
  });

  test('belongs into initialize: amounts that wait for settlement would be lost', async () => {
    class SetsItInOnData extends RunsOnce {
      override act(): void {
        this.setBrokerageModel(BrokerageName.Default, AccountType.Cash);
      }
    }
    await expect(runStrategy(SetsItInOnData, { data: [minutes] })).rejects.toMatchObject({ code: 'INITIALIZE_ONLY' });
  });
});

/** Acts on the first data. */
class RunsOnce extends Algorithm {
  #done = false;

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute);
    this.setUp();
  }

  override onData(): void {
    if (this.#done) return;
    this.#done = true;
    this.act();
  }

  setUp(): void {}

  act(): void {}
}

const wrong = <T>(value: unknown): T => value as T;

describe('arguments that can never be right', () => {
  const inInitialize: readonly (readonly [code: string, text: RegExp, call: (algorithm: Algorithm) => unknown])[] = [
    ['ARGUMENT_INVALID', /setCash got NaN; expected an amount/, (each) => each.setCash(Number.NaN)],
    ['ARGUMENT_INVALID', /setCash got -5/, (each) => each.setCash(-5)],
    ['ARGUMENT_INVALID', /setCash of 'EUR'.* got NaN/, (each) => each.setCash('EUR', Number.NaN)],
    ['ARGUMENT_INVALID', /expected a currency/, (each) => each.setCash(wrong(undefined))],
    ['ARGUMENT_INVALID', /setMaximumOrders got NaN/, (each) => each.setMaximumOrders(Number.NaN)],
    ['ARGUMENT_INVALID', /ticker .* undefined/, (each) => each.addEquity(wrong(undefined))],
    ['ARGUMENT_INVALID', /'minute' \(a text\).*Resolution\.Minute/, (each) => each.addEquity('DEF', wrong('minute'))],
    ['MARGIN_INVALID', /setLeverage\(NaN\) for DEF/, (each) => each.addEquity('DEF').setLeverage(Number.NaN)],
    ['DATES_INVALID', /setStartDate got '2024-03-04' \(a text\)/, (each) => each.setStartDate(wrong('2024-03-04'))],
    ['DATES_INVALID', /setEndDate got undefined/, (each) => each.setEndDate(wrong(undefined))],
    [
      'SCHEDULE_INVALID',
      /the callback undefined; expected/,
      (each) => each.schedule.on(each.dateRules.everyDay('ABC'), each.timeRules.noon, wrong(undefined)),
    ],
    [
      'SCHEDULE_INVALID',
      /the time rule undefined; expected/,
      (each) => each.schedule.on('name', each.dateRules.everyDay('ABC'), wrong(undefined), () => {}),
    ],
  ];

  test.each(inInitialize)('%s %s in initialize', async (code, text, call) => {
    class Calls extends RunsOnce {
      override setUp(): void {
        call(this);
      }
    }
    await expect(runStrategy(Calls, { data: [minutes] })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(text),
    });
  });

  const inOnData: readonly (readonly [code: string, text: RegExp, call: (algorithm: Algorithm) => unknown])[] = [
    [
      'ORDER_INVALID',
      /order 1 got the quantity NaN/,
      (each) => each.limitOrder('ABC', 1, 50).updateQuantity(Number.NaN),
    ],
    [
      'ORDER_INVALID',
      /order 1 got the limitPrice Infinity/,
      (each) => each.limitOrder('ABC', 1, 50).updateLimitPrice(Number.POSITIVE_INFINITY),
    ],
    [
      'ORDER_INVALID',
      /order 1 got the limitPrice 1e\+300/,
      (each) => each.limitOrder('ABC', 1, 50).updateLimitPrice(1e300),
    ],
    ['ORDER_INVALID', /for ABC is 1e\+300; expected a finite/, (each) => each.marketOrder('ABC', 1e300)],
    ['ORDER_INVALID', /for ABC is '10' \(a text\)/, (each) => each.limitOrder('ABC', wrong('10'), 50)],
    ['SECURITY_UNKNOWN', /Received undefined instead of a security/, (each) => each.marketOrder(wrong(undefined), 1)],
    ['ORDER_INVALID', /target for ABC is NaN/, (each) => each.setHoldings('ABC', Number.NaN)],
    ['ORDER_INVALID', /target for ABC is '1' \(a text\)/, (each) => each.calculateOrderQuantity('ABC', wrong('1'))],
  ];

  test.each(inOnData)('%s %s in onData', async (code, text, call) => {
    class Calls extends RunsOnce {
      override act(): void {
        call(this);
      }
    }
    await expect(runStrategy(Calls, { data: [minutes] })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(text),
    });
  });

  test('setHoldings of NaN leaves a pending order alone', async () => {
    class Survives extends RemovesWhileClosed {
      protected override onDay(): void {
        if (this.day === 1) expect(() => this.setHoldings('ABC', Number.NaN)).toThrow(/target for ABC/);
      }
    }
    const run = await runStrategy(Survives, { data: days });
    expect(run.orders.slice(0, 2).map(({ tag }) => tag)).toEqual(['', 'Removed']);
  });
});

describe('texts of calls that are refused', () => {
  test('setHoldings in initialize is told that orders come later', async () => {
    class TooEarly extends RunsOnce {
      override setUp(): void {
        this.setHoldings('ABC', 1);
      }
    }
    const run = await runStrategy(TooEarly, { data: [minutes] });
    expect(run.logs.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^Orders are not taken in initialize/),
    );
  });

  test('setHoldings is told when the portfolio is worth nothing', async () => {
    class WorthNothing extends RunsOnce {
      override act(): void {
        this.portfolio.cashBook.account.setAmount(this.portfolio.exactCash.minus(this.portfolio.exactCash));
        this.portfolio.invalidate();
        expect(this.setHoldings('ABC', 0.5)).toEqual([]);
      }
    }
    const run = await runStrategy(WorthNothing, { data: [minutes] });
    expect(run.logs.map(({ text }) => text)).toContainEqual(expect.stringMatching(/portfolio is worth 0/));
  });

  test('an update of a closed order is told its status by name', async () => {
    class UpdatesLate extends RunsOnce {
      text = '';

      override act(): void {
        this.text = this.marketOrder('ABC', 1).updateQuantity(2).errorMessage;
      }
    }
    const { algorithm } = await runStrategy(UpdatesLate, { data: [minutes] });
    expect(algorithm.text).toMatch(/closed \(Filled\)/);
  });
});
