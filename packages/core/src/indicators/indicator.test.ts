import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AverageTrueRange } from './average-true-range.ts';
import { BollingerBands } from './bollinger-bands.ts';
import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { Identity } from './identity.ts';
import { emaOf, IndicatorExtensions, maxOf, minOf, smaOf, weightedBy } from './indicator-composition.ts';
import { BEFORE_FIRST_UPDATE, IndicatorDataPoint } from './indicator-data-point.ts';
import { indicatorName } from './indicator-name.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { Momentum } from './momentum.ts';
import { MovingAverageConvergenceDivergence } from './moving-average-convergence-divergence.ts';
import { RateOfChange } from './rate-of-change.ts';
import { RelativeStrengthIndex } from './relative-strength-index.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { StandardDeviation } from './standard-deviation.ts';
import { Variance } from './variance.ts';
import { WilderMovingAverage } from './wilder-moving-average.ts';

describe('an indicator', () => {
  it('starts with a zero from before time', () => {
    const average = new SimpleMovingAverage(3);
    expect(average.current).toEqual(new IndicatorDataPoint(BEFORE_FIRST_UPDATE, 0));
    expect(average.previous).toEqual(new IndicatorDataPoint(BEFORE_FIRST_UPDATE, 0));
    expect([average.samples, average.isReady, average.warmUpPeriod, average.window.count]).toEqual([0, false, 3, 1]);
  });

  it('keeps its last values, more of them once an earlier one was asked for', () => {
    const identity = new Identity();
    for (let i = 1; i <= 3; i++) identity.update(i, i * 10);
    expect([identity.get(0)?.value, identity.get(1)?.value, identity.previous.value]).toEqual([30, 20, 20]);
    expect(identity.window.size).toBe(2);
    expect(identity.get(3)).toBeUndefined();
    for (let i = 4; i <= 8; i++) identity.update(i, i * 10);
    expect([...identity.window].map((point) => point.value)).toEqual([80, 70, 60, 50]);
    identity.window.size = 2;
    expect([...identity.window].map((point) => point.timeMs)).toEqual([8, 7]);
    identity.update(9, 90);
    expect([...identity.window].map((point) => point.value)).toEqual([90, 80]);
  });

  it('has the zero as previous value after the first update', () => {
    const identity = new Identity();
    identity.update(1, 5);
    expect([...identity.window].map((point) => point.value)).toEqual([5, 0]);
    expect(identity.previous.timeMs).toBe(BEFORE_FIRST_UPDATE);
  });

  it('ignores older input and the same object twice, but not equal times', () => {
    const average = new SimpleMovingAverage(2);
    const point = new IndicatorDataPoint(10, 1);
    expect(average.update(point)).toBe(false);
    average.update(point);
    expect(average.update(9, 100)).toBe(false);
    expect([average.samples, average.value]).toEqual([1, 1]);
    expect(average.update(10, 2)).toBe(true);
    expect(average.value).toBe(1.5);
  });

  it('tells handlers of every value, also before it is ready', () => {
    const ema = new ExponentialMovingAverage(3);
    const told: [string, number][] = [];
    const handler = (sender: { name: string }, updated: IndicatorDataPoint) => told.push([sender.name, updated.value]);
    ema.onUpdated(handler);
    for (const value of [1, 2, 3, 5]) ema.update(value, value);
    expect(told).toEqual([
      ['EMA(3)', 0],
      ['EMA(3)', 0],
      ['EMA(3)', 2],
      ['EMA(3)', 3.5],
    ]);
    ema.offUpdated(handler);
    ema.update(6, 6);
    expect(told.length).toBe(4);
  });

  it('on bars refuses a mere value', () => {
    expect(() => new AverageTrueRange(14).update(1, 2)).toThrow(/open, high, low and close/);
  });

  it('stands in expressions and prints', () => {
    const identity = new Identity('x');
    identity.update(1, 1.234567);
    expect(Number(identity) > 1.2).toBe(true);
    expect(identity.toString()).toBe('1.23457');
    identity.update(2, 3);
    expect(identity.toString()).toBe('3.0');
  });

  it('refuses impossible periods', () => {
    expect(() => new SimpleMovingAverage(0)).toThrow(/SMA\(0\) got a period of 0/);
    expect(() => new RelativeStrengthIndex(1.5)).toThrow(/period of 1.5/);
    expect(() => new MovingAverageConvergenceDivergence(26, 12, 9)).toThrow(/fast one must be smaller/);
  });

  it("has LEAN's name", () => {
    const names = [
      new SimpleMovingAverage(10),
      new ExponentialMovingAverage(5, 0.5),
      new WilderMovingAverage(14),
      new StandardDeviation(10),
      new BollingerBands(20, 2),
      new MovingAverageConvergenceDivergence(12, 26, 9),
      new SimpleMovingAverage('mine', 3),
    ].map((indicator) => indicator.name);
    expect(names).toEqual(['SMA(10)', 'EMA(5,0.5)', 'WWMA14', 'STD(10)', 'BB(20,2)', 'MACD(12,26,9)', 'mine']);
    expect(indicatorName('SMA(10)', 'SPY', 2)).toBe('SMA(10,SPY_min)');
    expect(indicatorName('ATR(14,Wilders)', 'SPY', 4)).toBe('ATR(14,Wilders,SPY_day)');
    expect(indicatorName('RSI(2)', 'SPY', undefined)).toBe('RSI(2,SPY_)');
  });
});

describe('values', () => {
  const cents = fc.array(fc.integer({ min: 1, max: 99_999 }), { minLength: 1, maxLength: 60 });

  it('behavior: extremes are those of the window, with their age', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 1, max: 9 }), (values, period) => {
        const [maximum, minimum] = [new Maximum(period), new Minimum(period)];
        values.forEach((value, i) => {
          maximum.update(i, value);
          minimum.update(i, value);
          const window = values.slice(Math.max(0, i + 1 - period), i + 1);
          expect(maximum.value).toBe(Math.max(...window));
          expect(minimum.value).toBe(Math.min(...window));
          expect(maximum.periodsSinceMaximum).toBe(window.length - 1 - window.lastIndexOf(maximum.value));
          expect(minimum.periodsSinceMinimum).toBe(window.length - 1 - window.lastIndexOf(minimum.value));
        });
      }),
    );
  });

  it('behavior: the variance is that of the window; a flat one gives exactly zero', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 2, max: 9 }), fc.constantFrom(1, 100, 3), (values, period, divisor) => {
        const variance = new Variance(period);
        values.forEach((whole, i) => {
          variance.update(i, whole / divisor);
          const window = values.slice(Math.max(0, i + 1 - period), i + 1);
          const mean = window.reduce((sum, each) => sum + each, 0) / window.length;
          const expected = window.reduce((sum, each) => sum + (each - mean) ** 2, 0) / window.length / divisor ** 2;
          expect(Math.abs(variance.value - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected));
          if (window.every((each) => each === window[0])) expect(variance.value).toBe(0);
        });
      }),
    );
  });

  it('behavior: differences look back the period, or to the first value', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 1, max: 9 }), (values, period) => {
        const [momentum, change] = [new Momentum(period), new RateOfChange(period)];
        values.forEach((value, i) => {
          momentum.update(i, value);
          change.update(i, value);
          const before = values[Math.max(0, i - period)] as number;
          expect(momentum.value).toBe(value - before);
          expect(change.value).toBe((value - before) / before);
          expect(momentum.isReady).toBe(i >= period);
        });
      }),
    );
  });

  it('a window without losses has a strength of 100', () => {
    const rsi = new RelativeStrengthIndex(3);
    for (const value of [1, 2, 3, 3, 4]) rsi.update(value, value);
    expect([rsi.value, rsi.isReady]).toEqual([100, true]);
  });

  it("flat prices leave the bands' own value as it was", () => {
    const bands = new BollingerBands(3, 2);
    for (const [i, value] of [10.1, 10.3, 10.1, 10.1, 10.1].entries()) bands.update(i, value);
    expect([bands.isReady, bands.standardDeviation.value, bands.timeMs, bands.samples]).toEqual([true, 0, 3, 5]);
    expect([bands.upperBand.value, bands.lowerBand.value, bands.bandWidth.value]).toEqual([10.1, 10.1, 0]);
    expect(bands.percentB.timeMs).toBe(3);
  });
});

describe('composition', () => {
  it('feeds an indicator with another, once that one is ready', () => {
    const source = new SimpleMovingAverage(2);
    const [sma, eager] = [smaOf(source, 2), smaOf(source, 2, false)];
    const [ema, max, min] = [emaOf(source, 1), maxOf(source, 5), minOf(source, 5)];
    for (const value of [1, 3, 5]) source.update(value, value);
    expect([sma.value, sma.samples, eager.samples]).toEqual([3, 2, 3]);
    expect([ema.value, max.value, min.value]).toEqual([4, 4, 2]);
    expect(sma.name).toBe('SMA2_Of_SMA(2)');
  });

  it('computes with indicators and numbers when both sides are new', () => {
    const [left, right] = [new Identity('l'), new Identity('r')];
    const spread = left.minus(right);
    const ratio = left.over(right, 'ratio');
    const scaled = left.plus(right).times(10);
    left.update(1, 6);
    expect([spread.samples, ratio.isReady]).toEqual([0, false]);
    right.update(2, 4);
    expect([spread.value, spread.timeMs, ratio.value, scaled.value]).toEqual([2, 2, 1.5, 100]);
    left.update(3, 8);
    expect(spread.value).toBe(2);
    right.update(3, 0);
    // Division by zero keeps the last quotient.
    expect([spread.value, ratio.value, scaled.value, ratio.name, spread.name]).toEqual([
      8,
      1.5,
      80,
      'ratio',
      'COMPOSE(l,r)',
    ]);
    spread.reset();
    expect([left.samples, right.samples, spread.value]).toEqual([0, 0, 0]);
  });

  it('weights one indicator by another', () => {
    const [price, volume] = [new Identity('price'), new Identity('volume')];
    const mean = weightedBy(price, volume, 2);
    for (const [time, value, weight] of [
      [1, 10, 1],
      [2, 20, 3],
      [3, 30, 1],
    ] as const) {
      price.update(time, value);
      volume.update(time, weight);
    }
    expect([mean.value, mean.isReady, mean.name]).toEqual([22.5, true, 'RESET_COMPOSE(Sum_xy,Sum_y)']);
    mean.reset();
    expect([mean.value, mean.isReady]).toEqual([0, false]);
    price.update(4, 5);
    volume.update(4, 2);
    expect(mean.value).toBe(5);
  });

  it('has LEAN’s functions under one name', () => {
    const source = new Identity('s');
    const sum = IndicatorExtensions.plus(IndicatorExtensions.sma(source, 2), 1);
    const chained = IndicatorExtensions.of(new Maximum(3), source);
    for (const value of [1, 3]) source.update(value, value);
    expect([sum.value, chained.value]).toEqual([3, 3]);
  });
});
