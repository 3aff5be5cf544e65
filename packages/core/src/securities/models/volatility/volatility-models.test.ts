import { Duration } from 'luxon';
import { describe, expect, test } from 'vitest';
import { TradeBar } from '../../../market/trade-bar.ts';
import { MS_PER_DAY } from '../../../time/resolution.ts';
import { fixture, NEW_YORK } from '../model-fixture.ts';
import { IndicatorVolatilityModel } from './indicator-volatility-model.ts';
import { RelativeStandardDeviationVolatilityModel } from './relative-standard-deviation-volatility-model.ts';
import { StandardDeviationOfReturnsVolatilityModel } from './standard-deviation-of-returns-volatility-model.ts';

const { security } = fixture();

function bar(day: number, close: number): TradeBar {
  const end = (20_000 + day) * MS_PER_DAY;
  return new TradeBar(security.symbol, end - MS_PER_DAY, end, close, close, close, close, 1, NEW_YORK);
}

describe('volatility models', () => {
  test('standard deviation of returns, times the root of 252', () => {
    const model = new StandardDeviationOfReturnsVolatilityModel(3);
    for (const [day, close] of [100, 110, 99, 108.9].entries()) model.update(security, bar(day, close));
    // Returns 0.1, −0.1, 0.1: variance 0.04 / 3.
    expect(model.volatility.toNumber()).toBeCloseTo(Math.sqrt(0.04 / 3) * Math.sqrt(252), 9);
    expect(model.historyRequirements().periods).toBe(4);
    expect(model.volatility.isZero()).toBe(true);
  });

  test('relative standard deviation of prices, no more than one a period', () => {
    const model = new RelativeStandardDeviationVolatilityModel(Duration.fromObject({ days: 1 }), 2);
    model.update(security, bar(0, 10));
    model.update(security, bar(0, 1000));
    model.update(security, bar(1, 14));
    expect(model.volatility.toNumber()).toBeCloseTo(Math.sqrt(8) / 12, 12);
  });

  test('the value of an indicator, updated by the strategy', () => {
    const indicator = { value: 0 };
    const model = new IndicatorVolatilityModel(indicator, (_, data, updated) => {
      updated.value = data.price / 100;
    });
    model.update(security, bar(0, 25));
    expect(model.volatility.toString()).toBe('0.25');
  });

  test('need two values at least', () => {
    expect(() => new StandardDeviationOfReturnsVolatilityModel(1)).toThrow(/at least 2/);
    expect(() => new RelativeStandardDeviationVolatilityModel(Duration.fromObject({ days: 1 }), 1)).toThrow(
      /at least 2/,
    );
  });
});
