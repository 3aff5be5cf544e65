import { describe, expect, test } from 'vitest';
import { Decimal } from '../numeric/decimal.ts';
import { ResultSampler } from './result-sampler.ts';

const d = (text: string) => Decimal.parse(text);
const DAY = 86_400_000;
const MINUTE = 60_000;
const START = Date.UTC(2020, 0, 1);

/** A run in UTC over an account whose values the test sets. */
function setUp(days = 5, start = '100000') {
  const account = { value: d(start), volume: d('0'), benchmark: d('50.12345678') };
  const forced: number[] = [];
  const sampler = new ResultSampler({
    account: {
      totalPortfolioValue: () => account.value,
      totalSaleVolume: () => account.volume,
      benchmarkValue: () => account.benchmark,
    },
    startLocalMs: START,
    endLocalMs: START + days * DAY,
    startingPortfolioValue: d(start),
    onForcedSample: (utcMs) => forced.push(utcMs),
  });
  return { account, sampler, forced };
}

const texts = (series: { readonly values: readonly Decimal[] }) => series.values.map(String);

describe('ResultSampler', () => {
  test('equity is sampled on slices more than four minutes apart', () => {
    const { sampler } = setUp();
    for (let minute = 1; minute <= 12; minute++) sampler.onSlice(START + minute * MINUTE);
    const { equity } = sampler.series(START);
    expect(equity.times.map((time) => (time - START) / MINUTE)).toEqual([1, 6, 11]);
  });

  test('behavior: long runs take a 4,000th of their length, a time exactly one period later is sampled', () => {
    const { sampler } = setUp(100);
    const period = (100 * DAY) / 4_000;
    sampler.onSlice(START);
    expect(START + period > sampler.nextSampleUtc).toBe(true);
    expect(START + period - 1 > sampler.nextSampleUtc).toBe(false);
  });

  test('behavior: points are smart-rounded, equity to four decimals first', () => {
    const { account, sampler } = setUp();
    account.value = d('100250.123456');
    sampler.sampleDaily(START, START);
    const series = sampler.series(START);
    expect(texts(series.equity)).toEqual(['100250.1235']);
    expect(texts(series.benchmark)).toEqual(['50.12346']);
    expect(texts(series.performance)).toEqual(['0.2501235']);
    expect(texts(series.drawdown)).toEqual(['0']);
  });

  test('behavior: performance and drawdown refer to the previous and the highest daily value', () => {
    const { account, sampler } = setUp();
    for (const [day, value] of ['100000', '110000', '99000', '104500'].entries()) {
      account.value = d(value);
      sampler.sampleDaily(START + day * DAY, START + day * DAY);
    }
    const series = sampler.series(START);
    expect(texts(series.performance)).toEqual(['0', '10', '-10', '5.555556']);
    expect(texts(series.drawdown)).toEqual(['0', '0', '-10', '-5']);
  });

  test('behavior: turnover skips the first midnight and divides by the value', () => {
    const { account, sampler } = setUp();
    sampler.sampleDaily(START, START);
    account.volume = d('25000');
    sampler.sampleDaily(START + DAY, START + DAY);
    account.volume = d('35000');
    sampler.sampleDaily(START + 2 * DAY, START + 2 * DAY);
    expect(texts(sampler.series(START).turnover)).toEqual(['0.25', '0.1']);
  });

  test('behavior: a second sample of an instant replaces only turnover, with the volume of both periods', () => {
    const { account, sampler } = setUp();
    sampler.sampleDaily(START + DAY, START + DAY);
    account.volume = d('25000');
    sampler.sampleDaily(START + 2 * DAY, START + 2 * DAY);
    account.volume = d('26000');
    account.value = d('130000');
    sampler.sampleDaily(START + 2 * DAY, START + 2 * DAY);
    const series = sampler.series(START);
    expect(texts(series.turnover)).toEqual(['0', '0.2']);
    expect(series.performance.times).toHaveLength(2);
    expect(texts(series.equity)).toEqual(['100000', '100000']);
  });

  test('behavior: nothing is sampled in warm-up; its end re-reads the start only where it differs', () => {
    const { account, sampler } = setUp(5, '100000.00');
    sampler.warmingUp = true;
    sampler.onSlice(START);
    sampler.sampleDaily(START, START);
    expect(sampler.series(START).equity.times).toEqual([]);
    account.value = d('100000');
    sampler.onWarmupFinished();
    expect(sampler.startingPortfolioValue.toString()).toBe('100000.00');
    account.value = d('99000');
    sampler.onWarmupFinished();
    expect(sampler.startingPortfolioValue.toString()).toBe('99000');
    sampler.sampleDaily(START + DAY, START + DAY);
    expect(texts(sampler.series(START).performance)).toEqual(['0']);
  });

  test('behavior: the end forces a sample before and after the last daily one', () => {
    const { sampler, forced } = setUp();
    sampler.onSlice(START + MINUTE);
    sampler.finish(START + 2 * MINUTE, START + 2 * MINUTE, START + 2 * MINUTE);
    const series = sampler.series(START);
    expect(forced).toEqual([START + 2 * MINUTE, START + 2 * MINUTE]);
    expect(series.equity.times).toEqual([START + MINUTE, START + 2 * MINUTE]);
    expect(series.performance.times).toEqual([START + 2 * MINUTE]);
  });

  test('behavior: a run cut short before any daily sample gets one point if its value changed', () => {
    const { account, sampler } = setUp();
    sampler.forceSample(START + MINUTE);
    expect(sampler.series(START + MINUTE).performance.times).toEqual([]);
    account.value = d('99948.97');
    const series = sampler.series(START + MINUTE);
    expect(texts(series.performance)).toEqual(['-0.05103']);
    expect(texts(series.benchmark)).toEqual(['0']);
  });

  test('behavior: exposure is sampled daily where the account tells it', () => {
    const sampler = new ResultSampler({
      account: {
        totalPortfolioValue: () => d('100'),
        totalSaleVolume: () => d('0'),
        benchmarkValue: () => d('0'),
        exposure: () => ({ long: d('0.99754'), short: d('-0.1') }),
      },
      startLocalMs: START,
      endLocalMs: START + DAY,
      startingPortfolioValue: d('100'),
    });
    sampler.sampleDaily(START, START);
    const { longExposure, shortExposure } = sampler.series(START);
    expect([texts(longExposure), texts(shortExposure)]).toEqual([['0.9975'], ['-0.1']]);
  });
});
