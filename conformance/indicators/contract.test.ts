import { ConstantIndicator, Indicator, TimeZone, TradeBar } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { REFERENCE_CASES } from './cases.ts';
import { referenceSymbol } from './reference-files.ts';

const MS_PER_DAY = 86_400_000;
const START = Date.UTC(2019, 0, 1);

/** Indicators of several securities take the bars of all of them. */
const TICKERS: Readonly<Record<string, readonly string[]>> = {
  AdvanceDeclineDifference: ['AAPL', 'IBM', 'GOOG'],
  AdvanceDeclineRatio: ['AAPL', 'IBM', 'GOOG'],
  AdvanceDeclineRatioVolume: ['AAPL', 'IBM', 'GOOG'],
  ArmsIndex: ['AAPL', 'IBM', 'GOOG'],
  NewHighsNewLowsDifference: ['AAPL', 'IBM', 'GOOG'],
  NewHighsNewLowsRatio: ['AAPL', 'IBM', 'GOOG'],
  NewHighsNewLowsVolumeRatio: ['AAPL', 'IBM', 'GOOG'],
  AlphaIndicator: ['AMZN', 'SPX'],
  BetaIndicator: ['AMZN', 'SPX'],
  CorrelationPearson: ['SPY', 'QQQ'],
  Covariance: ['SPY', 'QQQ'],
};

/** They follow 2,530 securities. */
const TOO_LARGE = ['McClellanOscillator', 'McClellanSummationIndex'];

function bar(ticker: string, day: number, scale = 1): TradeBar {
  const price = (100 + day) * scale;
  const timeMs = START + day * MS_PER_DAY;
  return new TradeBar(
    referenceSymbol(ticker),
    timeMs,
    timeMs + MS_PER_DAY,
    price,
    price + 5 * scale,
    price - 5 * scale,
    price,
    100,
    TimeZone.of('UTC'),
  );
}

function feed(indicator: Indicator, name: string, day: number, scale?: number): void {
  for (const ticker of TICKERS[name] ?? ['SPY']) indicator.update(bar(ticker, day, scale));
}

/** The indicator and all that it shows. */
function family(indicator: Indicator, seen = new Set<Indicator>()): Set<Indicator> {
  if (seen.has(indicator) || indicator instanceof ConstantIndicator) return seen;
  seen.add(indicator);
  for (const part of Object.values(indicator)) if (part instanceof Indicator) family(part, seen);
  return seen;
}

const indicators = Object.entries(REFERENCE_CASES).filter(([name]) => !TOO_LARGE.includes(name));

describe.each(indicators)('%s', (name, { make }) => {
  it('is ready after as many inputs as it says', () => {
    const indicator = make();
    for (let day = 0; day < indicator.warmUpPeriod; day++) {
      expect(indicator.isReady, `after ${day} days of ${indicator.warmUpPeriod}`).toBe(false);
      feed(indicator, name, day);
    }
    expect(indicator.isReady).toBe(true);
    expect(indicator.samples).toBe(indicator.warmUpPeriod * (TICKERS[name]?.length ?? 1));
  });

  it('knows its value before', () => {
    const indicator = make();
    let before = indicator.value;
    indicator.onUpdated((sender, updated) => {
      expect(sender.previous.value).toBe(before);
      before = updated.value;
    });
    for (let day = 0; day < 2 * indicator.warmUpPeriod; day++) feed(indicator, name, day);
    expect(indicator.value).toBe(before);
  });

  it('ignores older input and the same bar twice', () => {
    const indicator = make();
    for (let day = 10; day > 0; day--) feed(indicator, name, day);
    const tickers = TICKERS[name] ?? ['SPY'];
    expect(indicator.samples).toBe(tickers.length);
    const next = bar(tickers[0] as string, 11);
    indicator.update(next);
    indicator.update(next);
    expect(indicator.samples).toBe(tickers.length + 1);
  });

  it('forgets everything at a reset', () => {
    const indicator = make();
    for (let day = 0; day < 2 * indicator.warmUpPeriod; day++) feed(indicator, name, day);
    indicator.reset();
    for (const part of family(indicator)) {
      expect([part.name, part.samples, part.value, part.isReady]).toEqual([part.name, 0, 0, false]);
    }
  });

  it('takes tiny and flat prices', () => {
    const indicator = make();
    for (let day = 0; day < 2 * indicator.warmUpPeriod; day++) feed(indicator, name, day, 1e-30);
    expect(Number.isFinite(indicator.value)).toBe(true);
    const flat = make();
    for (let day = 0; day < 2 * flat.warmUpPeriod; day++) {
      for (const ticker of TICKERS[name] ?? ['SPY']) {
        const { symbol, timeMs, endTimeMs, timeZone } = bar(ticker, day);
        flat.update(new TradeBar(symbol, timeMs, endTimeMs, 10, 10, 10, 10, 0, timeZone));
      }
    }
    expect(Number.isFinite(flat.value)).toBe(true);
  });
});
