import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AverageTrueRange } from './average-true-range.ts';
import { BollingerBands } from './bollinger-bands.ts';
import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import type { Indicator } from './indicator.ts';
import type { BarInput } from './indicator-data-point.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { Momentum } from './momentum.ts';
import { MomentumPercent } from './momentum-percent.ts';
import { MovingAverageConvergenceDivergence } from './moving-average-convergence-divergence.ts';
import { MovingAverageType } from './moving-average-type.ts';
import { RateOfChange } from './rate-of-change.ts';
import { RateOfChangePercent } from './rate-of-change-percent.ts';
import { RelativeStrengthIndex } from './relative-strength-index.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { StandardDeviation } from './standard-deviation.ts';
import { TrueRange } from './true-range.ts';
import { Variance } from './variance.ts';

const FOLDER = new URL('../../../../../shared/lean/indicators/', import.meta.url);

interface Row {
  readonly bar: BarInput;
  readonly cells: ReadonlyMap<string, string>;
}

function read(file: string): Row[] {
  const text = readFileSync(new URL(file, FOLDER), 'utf8').replace(/^\uFEFF/, '');
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const names = (lines[0] as string).split(',').map((name) => name.trim().toLowerCase());
  return lines.slice(1).map((line, i) => {
    const cells = new Map(line.split(',').map((cell, column) => [names[column] ?? '', cell.trim()]));
    const number = (name: string): number => Number(cells.get(name));
    const close = number('close');
    return {
      bar: { endTimeMs: i, value: close, open: number('open'), high: number('high'), low: number('low'), close },
      cells,
    };
  });
}

interface Case<T extends Indicator = Indicator> {
  readonly indicator: T;
  readonly file: string;
  /** Column and how our value compares to it. */
  readonly columns: Readonly<Record<string, (indicator: T) => number>>;
  /** Largest difference allowed where the file prints fewer digits or has another precision. */
  readonly tolerance: number;
}

const value = (indicator: Indicator): number => indicator.value;

function check<T extends Indicator>(name: string, test: Case<T>): void {
  it(`${name}: ${test.indicator.name} equals ${test.file}, before and after a reset`, () => {
    const rows = read(test.file);
    for (const round of ['fresh', 'reset']) {
      let compared = 0;
      let readyAfter = 0;
      for (const { bar, cells } of rows) {
        const isReady = test.indicator.update(bar);
        if (!isReady) continue;
        if (readyAfter === 0) readyAfter = test.indicator.samples;
        for (const [column, read] of Object.entries(test.columns)) {
          const cell = cells.get(column.toLowerCase());
          if (cell === undefined || cell === '' || cell === 'NaN') continue;
          compared++;
          const difference = Math.abs(read(test.indicator) - Number(cell));
          expect(difference, `${round}, ${column}, row ${bar.endTimeMs}: ${cell}`).toBeLessThanOrEqual(test.tolerance);
        }
      }
      expect(compared).toBeGreaterThan(250);
      expect(readyAfter).toBe(test.indicator.warmUpPeriod);
      test.indicator.reset();
      expect(test.indicator.samples).toBe(0);
      expect(test.indicator.value).toBe(0);
      expect(test.indicator.isReady).toBe(false);
    }
  });
}

describe.skipIf(!existsSync(FOLDER))('LEAN reference files (skipped without ../shared/lean/indicators)', () => {
  check('sma', {
    indicator: new SimpleMovingAverage(14),
    file: 'spy_with_indicators.txt',
    columns: { SMA14: value },
    tolerance: 0.01,
  });
  check('ema', {
    indicator: new ExponentialMovingAverage(14),
    file: 'spy_ema.csv',
    columns: { EMA14: value },
    tolerance: 1e-9,
  });
  check('ema', {
    indicator: new ExponentialMovingAverage(14),
    file: 'spy_with_indicators.txt',
    columns: { EMA14: value },
    tolerance: 0.01,
  });
  check('rsi', {
    indicator: new RelativeStrengthIndex(14),
    file: 'spy_with_indicators.txt',
    columns: { 'RSI 14 Wilder': value },
    tolerance: 2e-5,
  });
  check('rsi', {
    indicator: new RelativeStrengthIndex(14, MovingAverageType.Simple),
    file: 'spy_with_indicators.txt',
    columns: { 'RSI 14': value },
    tolerance: 1e-3,
  });
  check('macd', {
    indicator: new MovingAverageConvergenceDivergence(12, 26, 9),
    file: 'spy_with_macd.txt',
    columns: { MACD: value, Signal: (it) => it.signal.value, Histogram: (it) => it.histogram.value },
    tolerance: 1e-3,
  });
  check('bollinger', {
    indicator: new BollingerBands(20, 2),
    file: 'spy_bollinger_bands.txt',
    columns: {
      'Moving Average 20': (it) => it.middleBand.value,
      'Bollinger Bands® 20 2 Top': (it) => it.upperBand.value,
      'Bollinger Bands® 20 2 Bottom': (it) => it.lowerBand.value,
      BandWidth: (it) => it.bandWidth.value,
      '%B': (it) => it.percentB.value,
    },
    tolerance: 2e-4,
  });
  check('atr', {
    indicator: new AverageTrueRange(14),
    file: 'spy_atr_wilder.txt',
    columns: { 'Average True Range 14': value },
    tolerance: 2e-5,
  });
  check('true range', { indicator: new TrueRange(), file: 'spy_tr.txt', columns: { TR: value }, tolerance: 1e-9 });
  check('maximum', { indicator: new Maximum(5), file: 'spy_max.txt', columns: { MAX_5: value }, tolerance: 0 });
  check('minimum', { indicator: new Minimum(5), file: 'spy_min.txt', columns: { MIN_5: value }, tolerance: 0 });
  check('variance', { indicator: new Variance(10), file: 'spy_var.txt', columns: { Var: value }, tolerance: 1e-9 });
  check('deviation', {
    indicator: new StandardDeviation(10),
    file: 'spy_var.txt',
    columns: { Var: (it) => it.value ** 2 },
    tolerance: 1e-9,
  });
  const rocp = 'Rate of Change % 50';
  check('rocp', {
    indicator: new RateOfChangePercent(50),
    file: 'spy_with_rocp50.txt',
    columns: { [rocp]: value },
    tolerance: 2e-5,
  });
  check('momp', {
    indicator: new MomentumPercent(50),
    file: 'spy_with_rocp50.txt',
    columns: { [rocp]: value },
    tolerance: 2e-5,
  });
  check('roc', {
    indicator: new RateOfChange(50),
    file: 'spy_with_rocp50.txt',
    columns: { [rocp]: (it) => it.value * 100 },
    tolerance: 2e-5,
  });
  const closes = existsSync(FOLDER) ? read('spy_with_rocp50.txt').map(({ bar }) => bar.close) : [];
  check('momentum', {
    indicator: new Momentum(50),
    file: 'spy_with_rocp50.txt',
    columns: { [rocp]: (it) => (it.value / (closes[it.samples - 51] as number)) * 100 },
    tolerance: 2e-5,
  });
});
