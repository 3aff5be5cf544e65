import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import {
  AverageTrueRange,
  BollingerBands,
  ExponentialMovingAverage,
  MovingAverageConvergenceDivergence,
  RelativeStrengthIndex,
  SimpleMovingAverage,
} from '@lockstep/core';
import type { Prices } from './prices.ts';

export const INDICATORS = ['SMA20', 'EMA20', 'RSI14', 'MACD', 'BB20,2', 'ATR14'] as const;
export type IndicatorName = (typeof INDICATORS)[number];

/** Gives the indicator the row of an index. */
export type Update = (index: number) => void;
type Makers = Readonly<Record<IndicatorName, (prices: Prices) => Update>>;

/** What is measured. Those with a version are loaded from the folder they were installed into. */
export const LIBRARIES: Readonly<Record<string, MeasuredLibrary>> = {
  '@lockstep/core': { version: null, load: () => lockstep },
  '@debut/indicators': { version: '1.4.2', load: (folder) => debut(load(folder, '@debut/indicators')) },
  'trading-signals': { version: '8.3.0', load: (folder) => tradingSignals(load(folder, 'trading-signals')) },
  technicalindicators: { version: '3.1.0', load: (folder) => technicalIndicators(load(folder, 'technicalindicators')) },
};

interface MeasuredLibrary {
  readonly version: string | null;
  readonly load: (folder: string) => Makers;
}

const lockstep: Makers = {
  SMA20: (prices) => ofCloses(new SimpleMovingAverage(20), prices),
  EMA20: (prices) => ofCloses(new ExponentialMovingAverage(20), prices),
  RSI14: (prices) => ofCloses(new RelativeStrengthIndex(14), prices),
  MACD: (prices) => ofCloses(new MovingAverageConvergenceDivergence(12, 26, 9), prices),
  'BB20,2': (prices) => ofCloses(new BollingerBands(20, 2), prices),
  ATR14: ({ high, low, close }) => {
    const indicator = new AverageTrueRange(14);
    return (index) => {
      indicator.pushBar(index, close[index]!, high[index]!, low[index]!, close[index]!);
    };
  },
};

function ofCloses(indicator: { update(time: number, value: number): unknown }, { close }: Prices): Update {
  return (index) => {
    indicator.update(index, close[index]!);
  };
}

/** The libraries are not there when this is compiled. */
type Library = Readonly<Record<string, new (...parameters: readonly unknown[]) => LibraryIndicator>>;
interface LibraryIndicator {
  nextValue(...values: readonly unknown[]): unknown;
  add(value: unknown): unknown;
}

function debut(library: Library): Makers {
  const closes =
    (make: () => LibraryIndicator) =>
    ({ close }: Prices): Update => {
      const indicator = make();
      return (index) => {
        indicator.nextValue(close[index]!);
      };
    };
  return {
    SMA20: closes(() => new library['SMA']!(20)),
    EMA20: closes(() => new library['EMA']!(20)),
    RSI14: closes(() => new library['RSI']!(14)),
    MACD: closes(() => new library['MACD']!(12, 26, 9)),
    'BB20,2': closes(() => new library['BollingerBands']!(20, 2)),
    ATR14: ({ high, low, close }) => {
      const indicator = new library['ATR']!(14);
      return (index) => {
        indicator.nextValue(high[index]!, low[index]!, close[index]!);
      };
    },
  };
}

function tradingSignals(library: Library): Makers {
  const closes =
    (make: () => LibraryIndicator) =>
    ({ close }: Prices): Update => {
      const indicator = make();
      return (index) => {
        indicator.add(close[index]!);
      };
    };
  return {
    SMA20: closes(() => new library['SMA']!(20)),
    EMA20: closes(() => new library['EMA']!(20)),
    RSI14: closes(() => new library['RSI']!(14)),
    MACD: closes(() => new library['MACD']!(new library['EMA']!(12), new library['EMA']!(26), new library['EMA']!(9))),
    'BB20,2': closes(() => new library['BollingerBands']!(20, 2)),
    ATR14: ({ high, low, close }) => {
      const indicator = new library['ATR']!(14);
      return (index) => {
        indicator.add({ high: high[index]!, low: low[index]!, close: close[index]! });
      };
    },
  };
}

function technicalIndicators(library: Library): Makers {
  const closes =
    (make: () => LibraryIndicator) =>
    ({ close }: Prices): Update => {
      const indicator = make();
      return (index) => {
        indicator.nextValue(close[index]!);
      };
    };
  const macd = { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9, SimpleMAOscillator: false, SimpleMASignal: false };
  return {
    SMA20: closes(() => new library['SMA']!({ period: 20, values: [] })),
    EMA20: closes(() => new library['EMA']!({ period: 20, values: [] })),
    RSI14: closes(() => new library['RSI']!({ period: 14, values: [] })),
    MACD: closes(() => new library['MACD']!({ ...macd, values: [] })),
    'BB20,2': closes(() => new library['BollingerBands']!({ period: 20, stdDev: 2, values: [] })),
    ATR14: ({ high, low, close }) => {
      const indicator = new library['ATR']!({ period: 14, high: [], low: [], close: [] });
      return (index) => {
        indicator.nextValue({ high: high[index]!, low: low[index]!, close: close[index]! });
      };
    },
  };
}

function load(folder: string, name: string): Library {
  return createRequire(join(resolve(folder), 'package.json'))(name) as Library;
}
