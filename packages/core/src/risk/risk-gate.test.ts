import { describe, expect, test } from 'vitest';
import { Algorithm } from '../algorithm/algorithm.ts';
import { OrderResponseErrorCode } from '../orders/order-response.ts';
import { type BarValues, tradeBars } from '../testing/bar-series.ts';
import { runStrategy, type StrategyRun } from '../testing/run-strategy.ts';
import { Resolution } from '../time/resolution.ts';
import type { RiskLimits } from './risk-limits.ts';

/** Minute bars of ABC from 09:30 on 4 March 2024, one day after the other where there are more than fit. */
function bars(closes: readonly number[], start = '2024-03-04'): ReturnType<typeof tradeBars> {
  const values: BarValues[] = closes.map((close) => ({ open: close, high: close, low: close, close, volume: 10_000 }));
  return tradeBars('ABC', { start, resolution: Resolution.Minute, bars: values });
}

type Step = (algorithm: Scripted) => void;

/** Does one thing a minute. */
abstract class Scripted extends Algorithm {
  protected abstract readonly steps: readonly Step[];
  #next = 0;

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute);
  }

  override onData(): void {
    this.steps[this.#next]?.(this);
    this.#next += 1;
  }
}

async function play(risk: RiskLimits, steps: readonly Step[], closes?: readonly number[]): Promise<StrategyRun> {
  class Player extends Scripted {
    protected override readonly steps = steps;
  }
  return runStrategy(Player, { data: [bars(closes ?? steps.map(() => 100))], risk, cash: 10_000 });
}

/** The limits that refused orders, in their order. */
const refusals = ({ logs }: StrategyRun): string[] =>
  logs.flatMap(({ text }) => /The risk limit (\w+) refuses/.exec(text)?.[1] ?? []);

const buy =
  (quantity: number): Step =>
  (algorithm) =>
    algorithm.marketOrder('ABC', quantity);

const held = (run: StrategyRun): number => run.portfolio.get('ABC').quantity;

describe('RiskGate', () => {
  test('without limits only the checks of LEAN hold', async () => {
    const run = await play({}, [buy(150), buy(-300)]);
    expect(refusals(run)).toEqual([]);
    expect(held(run)).toBe(-150);
  });

  test('the value of a position, with the orders that wait', async () => {
    const limit: Step = (algorithm) => algorithm.limitOrder('ABC', 30, 99);
    const run = await play({ maxPositionValue: 5_000 }, [buy(20), limit, buy(20), buy(51), buy(-20)]);
    expect(refusals(run)).toEqual(['POSITION_VALUE', 'POSITION_VALUE']);
    expect(held(run)).toBe(0);
  });

  test('percent of equity, for one position and for all', async () => {
    expect(refusals(await play({ maxPositionPercent: 20 }, [buy(20), buy(1)]))).toEqual(['POSITION_PERCENT']);
    expect(refusals(await play({ maxStrategyAllocationPercent: 50 }, [buy(50), buy(1)]))).toEqual([
      'STRATEGY_ALLOCATION',
    ]);
  });

  test('a refused order is a ticket with the reason, and no order', async () => {
    let code = 0;
    let reason = '';
    const run = await play({ maxOrderQuantity: 10 }, [
      (algorithm) => {
        const ticket = algorithm.marketOrder('ABC', 11);
        code = ticket.submitRequest.response.errorCode;
        reason = ticket.submitRequest.response.errorMessage;
      },
    ]);
    expect(code).toBe(OrderResponseErrorCode.RiskLimit);
    expect(reason).toBe(
      'The risk limit ORDER_QUANTITY refuses the order for ABC: the quantity would be 11, the limit is 10.',
    );
    expect(run.orders).toEqual([]);
  });

  test('an order that reduces a position always passes', async () => {
    const strict = { maxOrderQuantity: 10, allowShortSelling: false, maxTradesPerDay: 1, maxOrdersPerMinute: 1 };
    const run = await play(strict, [buy(10), (algorithm) => algorithm.liquidate('ABC')]);
    expect(refusals(run)).toEqual([]);
    expect(held(run)).toBe(0);
  });

  test('an order that turns a position around does not', async () => {
    expect(refusals(await play({ allowShortSelling: false }, [buy(10), buy(-11), buy(-10)]))).toEqual([
      'SHORT_SELLING',
    ]);
  });

  test('a second entry, filled or waiting', async () => {
    const stop: Step = (algorithm) => algorithm.stopMarketOrder('ABC', 1, 105);
    const once = { allowAddingToPositions: false };
    expect(refusals(await play(once, [buy(1), buy(1)]))).toEqual(['DUPLICATE_POSITION']);
    expect(refusals(await play(once, [stop, buy(1)]))).toEqual(['DUPLICATE_POSITION']);
  });

  test('a price far from the market', async () => {
    const at =
      (price: number): Step =>
      (algorithm) =>
        algorithm.limitOrder('ABC', 1, price);
    expect(refusals(await play({ priceCollarPercent: 5 }, [at(95), at(94.9), at(106)]))).toEqual([
      'PRICE_COLLAR',
      'PRICE_COLLAR',
    ]);
  });

  test('orders within a minute, and entries of a day', async () => {
    const burst: Step = (algorithm) => {
      for (let index = 0; index < 3; index += 1) algorithm.limitOrder('ABC', 1, 90);
    };
    expect(refusals(await play({ maxOrdersPerMinute: 2 }, [burst, burst]))).toEqual(['ORDER_RATE', 'ORDER_RATE']);
    const round: Step[] = [buy(1), buy(-1), buy(1), buy(-1), buy(1)];
    expect(refusals(await play({ maxTradesPerDay: 2 }, round))).toEqual(['TRADES_PER_DAY']);
  });

  test('the fourth day trade of a small account', async () => {
    const rounds: Step[] = [buy(1), buy(-1), buy(1), buy(-1), buy(1), buy(-1), buy(1)];
    expect(refusals(await play({ patternDayTrading: 'refuse' }, rounds))).toEqual(['DAY_TRADING']);
    const warned = await play({ patternDayTrading: 'warn' }, rounds);
    expect(refusals(warned)).toEqual([]);
    expect(warned.logs.some(({ text }) => text.includes('3 day trades within five business days'))).toBe(true);
  });

  test('warns when a limit comes near', async () => {
    const { logs } = await play({ maxPositionValue: 1_000 }, [buy(7), buy(1)]);
    expect(logs.filter(({ text }) => text.startsWith('Near a risk limit')).map(({ text }) => text)).toEqual([
      "Near a risk limit, order for ABC: the position's value would be 800, the limit is 1000",
    ]);
  });
});

describe('loss limits', () => {
  test('three losing trades in a row pause trading; closing goes on', async () => {
    const steps: Step[] = [buy(10), buy(-10), buy(10), buy(-10), buy(10), buy(-10), buy(10)];
    const falling = steps.map((_, index) => 100 - index);
    const run = await play({ maxConsecutiveLosses: 3 }, steps, falling);
    expect(refusals(run)).toEqual(['TRADING_PAUSED']);
    expect(run.logs.some(({ text }) => text.includes('3 trades in a row have lost; the limit is 3'))).toBe(true);
  });

  test('a winning trade begins the count anew', async () => {
    const steps: Step[] = [buy(10), buy(-10), buy(10), buy(-10), buy(10), buy(-10), buy(10)];
    const run = await play({ maxConsecutiveLosses: 3 }, steps, [100, 99, 98, 110, 100, 99, 98]);
    expect(refusals(run)).toEqual([]);
  });

  test('the day’s loss, in percent, closes everything where the policy says so', async () => {
    const steps: Step[] = [buy(50), () => {}, () => {}, () => {}, buy(1)];
    const run = await play({ maxDailyLossPercent: 2, lossPolicy: 'flatten' }, steps, [100, 98, 95.9, 95, 95]);
    expect(held(run)).toBe(0);
    expect(run.orders.map(({ tag }) => tag)).toEqual(['', 'Loss limit']);
    expect(refusals(run)).toEqual(['TRADING_PAUSED']);
  });

  test('the fall from the day’s high', async () => {
    const steps: Step[] = [buy(50), () => {}, () => {}, buy(1)];
    const run = await play({ maxDrawdownFromDayHighPercent: 3 }, steps, [100, 110, 103, 103]);
    expect(refusals(run)).toEqual(['TRADING_PAUSED']);
    expect(held(run)).toBe(50);
  });

  test('the next session of the exchange begins anew', async () => {
    const day = [100, ...Array.from({ length: 389 }, () => 90)];
    class TwoDays extends Scripted {
      protected override readonly steps: readonly Step[] = [buy(50)];
      readonly tried: string[] = [];

      override onEndOfDay(): void {
        this.tried.push(`${this.time.toFormat('d H:mm')} ${this.marketOrder('ABC', 1).orderId > 0}`);
      }

      override onData(): void {
        super.onData();
        if (this.time.day === 5 && this.time.minute === 31 && this.time.hour === 9)
          this.tried.push(`${this.time.toFormat('d H:mm')} ${this.marketOrder('ABC', 1).orderId > 0}`);
      }
    }
    const twoDays = tradeBars('ABC', {
      start: '2024-03-04',
      resolution: Resolution.Minute,
      bars: [...day, ...day.map(() => 90)].map((close) => ({ open: close, high: close, low: close, close, volume: 1 })),
    });
    const { algorithm } = await runStrategy(TwoDays, {
      data: [twoDays],
      risk: { maxDailyLossAmount: 400 },
      cash: 10_000,
    });
    expect(algorithm.tried.slice(0, 2)).toEqual(['4 15:50 false', '5 9:31 true']);
  });

  test('an operator’s pause ends when the operator says so', async () => {
    const steps: Step[] = [buy(1), buy(1), buy(1)];
    class Operated extends Scripted {
      protected override readonly steps = steps;
    }
    const run = await runStrategy(Operated, { data: [bars([100, 100, 100])], risk: {} });
    const gate = run.outcome.run.riskGate;
    gate?.pause('lunch');
    expect(gate?.pausedBecause).toBe('lunch');
    gate?.resume();
    expect(gate?.pausedBecause).toBe(null);
  });

  test('the counters are one JSON value', async () => {
    const run = await play({ maxConsecutiveLosses: 5, maxOrdersPerMinute: 10 }, [buy(1), buy(-1)], [100, 99]);
    const state = run.outcome.run.riskGate?.state;
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    expect(state).toMatchObject({ consecutiveLosses: 1, entriesToday: 1, sessionStartEquity: 10_000 });
  });
});
