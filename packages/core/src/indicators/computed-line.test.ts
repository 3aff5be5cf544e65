import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BollingerBands } from './bollinger-bands.ts';
import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { Identity } from './identity.ts';
import type { Indicator, ValueIndicator } from './indicator.ts';
import { smaOf } from './indicator-composition.ts';
import { BEFORE_FIRST_UPDATE, type IndicatorDataPoint } from './indicator-data-point.ts';
import { Line } from './line.ts';
import { MovingAverageConvergenceDivergence } from './moving-average-convergence-divergence.ts';
import { MovingAverageType } from './moving-average-type.ts';
import { RelativeStrengthIndex } from './relative-strength-index.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { StandardDeviation } from './standard-deviation.ts';
import { WilderMovingAverage } from './wilder-moving-average.ts';

/** An indicator with lines, and for each line an indicator that is updated by hand and must show the same. */
interface Pair {
  readonly whole: ValueIndicator;
  readonly lines: readonly Indicator[];
  readonly expected: readonly ValueIndicator[];
  readonly byHand: (timeMs: number, value: number) => void;
}

function macd(): Pair {
  const whole = new MovingAverageConvergenceDivergence(2, 4, 3);
  const [fast, slow, signal] = [2, 4, 3].map((period) => new ExponentialMovingAverage(period)) as [
    ExponentialMovingAverage,
    ExponentialMovingAverage,
    ExponentialMovingAverage,
  ];
  const histogram = new Identity();
  const byHand = (timeMs: number, value: number): void => {
    fast.push(timeMs, value);
    slow.push(timeMs, value);
    if (!slow.isReady) return;
    const difference = fast.value - slow.value + (fast.residual - slow.residual);
    signal.push(timeMs, difference);
    if (signal.isReady) histogram.push(timeMs, difference - signal.value - signal.residual);
  };
  const lines = [whole.fast, whole.slow, whole.signal, whole.histogram];
  return { whole, lines, expected: [fast, slow, signal, histogram], byHand };
}

function strength(): Pair {
  const whole = new RelativeStrengthIndex(3);
  const expected = [new WilderMovingAverage(3), new WilderMovingAverage(3)] as const;
  let last = Number.NaN;
  const byHand = (timeMs: number, value: number): void => {
    const change = value - last;
    last = value;
    if (Number.isNaN(change)) return;
    expected[0].push(timeMs, Math.max(0, change));
    expected[1].push(timeMs, Math.max(0, -change));
  };
  return { whole, lines: [whole.averageGain, whole.averageLoss], expected, byHand };
}

function bands(): Pair {
  const whole = new BollingerBands(3, 2, MovingAverageType.Simple);
  const inputs = [new StandardDeviation(3), new SimpleMovingAverage(3), new Identity()] as const;
  const [deviation, middle, price] = inputs;
  const bandWidth = new Line('', whole);
  const percentB = new Line('', whole);
  const byHand = (timeMs: number, value: number): void => {
    for (const each of inputs) each.push(timeMs, value);
    const lower = middle.value - 2 * deviation.value;
    const width = middle.value + 2 * deviation.value - lower;
    if (middle.value !== 0) bandWidth.push(timeMs, (width / middle.value) * 100);
    if (width !== 0) percentB.push(timeMs, (value - lower) / width);
  };
  const lines = [whole.standardDeviation, whole.middleBand, whole.price, whole.bandWidth, whole.percentB];
  return { whole, lines, expected: [deviation, middle, price, bandWidth, percentB], byHand };
}

const seen = ({ samples, value, timeMs, isReady, previous, current }: Indicator): unknown => ({
  samples,
  value,
  timeMs,
  isReady,
  previous,
  current,
});

/** Prices of which some stay the same, and some are zero. */
const price = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constantFrom(0, 1));
const inputs = fc.array(fc.tuple(fc.integer({ min: -1, max: 2 }), price), { maxLength: 30 });

test.each([
  ['MACD', macd],
  ['RSI', strength],
  ['Bollinger bands', bands],
])('behavior: the lines of %s are indicators like any others', (_, make) => {
  fc.assert(
    fc.property(inputs, fc.nat({ max: 30 }), (steps, watchedFrom) => {
      const { whole, lines, expected, byHand } = make();
      const told: [number, IndicatorDataPoint][] = [];
      const toldByHand: typeof told = [];
      let timeMs = 10;
      let latestMs = 0;
      steps.forEach(([change, value], step) => {
        if (step === watchedFrom) {
          lines.forEach((line) => line.onUpdated((sender, point) => told.push([lines.indexOf(sender), point])));
          expected.forEach((line, index) => line.onUpdated((_sender, point) => toldByHand.push([index, point])));
          for (const line of [...lines, ...expected]) line.window.size = 4;
        }
        timeMs += change;
        whole.update(timeMs, value);
        if (timeMs >= latestMs) byHand(timeMs, value);
        latestMs = Math.max(latestMs, timeMs);
        expect(lines.map(seen)).toEqual(expected.map(seen));
        if (step < watchedFrom) return;
        expect(lines.map((line) => [...line.window])).toEqual(expected.map((line) => [...line.window]));
        expect(told).toEqual(toldByHand);
      });
      whole.reset();
      expect(lines.map(seen)).toEqual(make().lines.map(seen));
    }),
  );
});

test('a line is not updated itself, and forgets alone', () => {
  const whole = new MovingAverageConvergenceDivergence(2, 3, 2);
  const { fast, slow } = whole;
  for (const [index, value] of [1, 2, 4, 8, 16].entries()) whole.update(index, value);
  expect(() => fast.update(9, 1)).toThrow(/MACD\(2,3,2\)_Fast is computed by another indicator/);
  fast.reset();
  expect([fast.samples, fast.value, fast.timeMs, fast.previous.value]).toEqual([0, 0, BEFORE_FIRST_UPDATE, 0]);
  expect([slow.samples, slow.timeMs]).toEqual([5, 4]);
});

test('what follows a line takes its values from then on', () => {
  const whole = new MovingAverageConvergenceDivergence(1, 2, 1);
  const mean = smaOf(whole.fast, 2);
  for (const [index, value] of [1, 2, 4].entries()) whole.update(index, value);
  expect([mean.value, mean.samples]).toEqual([3, 3]);
});
