import { describe, expect, it } from 'vitest';
import { Identity } from '../identity.ts';
import { type Indicator, ValueIndicator } from '../indicator.ts';
import { fromTechnicalIndicators, technicalindicators as ti } from './index.ts';
import { TechnicalBarIndicator } from './technical-bar-indicator.ts';
import type { TechnicalIndicatorClass } from './technical-calculator.ts';

function bar(i: number) {
  const close = 100 + 5 * Math.sin(i / 3) + i / 10;
  const open = close - Math.cos(i);
  const high = Math.max(open, close) + 1;
  return { endTimeMs: i, value: close, open, high, low: Math.min(open, close) - 1, close, volume: 1_000 + 7 * i };
}

const BARS = Array.from({ length: 200 }, (_, i) => bar(i));
const column = (name: 'open' | 'high' | 'low' | 'close' | 'volume'): number[] => BARS.map((each) => each[name]);
const series = {
  values: column('close'),
  open: column('open'),
  high: column('high'),
  low: column('low'),
  close: column('close'),
  volume: column('volume'),
};

/** Parameters that any class finds its own among. */
const PARAMETERS = {
  period: 5,
  stdDev: 2,
  fastPeriod: 3,
  slowPeriod: 6,
  signalPeriod: 3,
  SimpleMAOscillator: false,
  SimpleMASignal: false,
  rsiPeriod: 5,
  stochasticPeriod: 5,
  kPeriod: 3,
  dPeriod: 3,
  step: 0.02,
  max: 0.2,
  conversionPeriod: 3,
  basePeriod: 5,
  spanPeriod: 8,
  displacement: 3,
  maPeriod: 3,
  atrPeriod: 3,
  useSMA: false,
  multiplier: 2,
  ROCPer1: 3,
  ROCPer2: 4,
  ROCPer3: 5,
  ROCPer4: 6,
  SMAROCPer1: 2,
  SMAROCPer2: 2,
  SMAROCPer3: 2,
  SMAROCPer4: 2,
};

/** They compare two lines, or are made of a whole series at once. */
const NOT_STREAMING = ['CrossUp', 'CrossDown', 'VolumeProfile'];

const classes = Object.entries(ti).filter(
  ([, each]) => typeof each === 'function' && 'nextValue' in ((each.prototype as object | undefined) ?? {}),
) as unknown as [string, TechnicalIndicatorClass & { calculate(input: object): unknown[] }][];

describe('any class of technicalindicators', () => {
  it('is covered', () => expect(classes.length).toBeGreaterThan(35));

  it.each(classes.filter(([name]) => !NOT_STREAMING.includes(name)))(
    '%s gives the values of the package',
    (_, Class) => {
      const indicator = fromTechnicalIndicators(Class, PARAMETERS as never) as unknown as Indicator;
      const values: number[] = [];
      for (const each of BARS) {
        if (indicator.update(each)) values.push(indicator.value);
        if (values.length === 1 && indicator.samples === indicator.warmUpPeriod) expect(indicator.isReady).toBe(true);
      }
      expect(indicator.isReady).toBe(true);
      const outputs = Class.calculate({ ...PARAMETERS, ...series });
      const all = Array.isArray(outputs) ? outputs : (outputs as { close: number[] }).close;
      const mains = all.map(
        (output) => (typeof output === 'object' ? Object.values(output as object)[0] : output) as number,
      );
      expect(values.slice(-100).map(Number)).toEqual(mains.slice(-100).map(Number));
      indicator.reset();
      expect([indicator.samples, indicator.value, indicator.isReady]).toEqual([0, 0, false]);
      for (const each of BARS) indicator.update(each);
      expect(indicator.value).toBe(values.at(-1));
    },
  );

  it.each(classes.filter(([name]) => NOT_STREAMING.includes(name)))('%s is refused', (_, Class) => {
    const parameters = { lineA: [], lineB: [], noOfBars: 3 };
    expect(() => fromTechnicalIndicators(Class, parameters as never)).toThrow(/of technicalindicators/);
  });
});

describe('an indicator of technicalindicators', () => {
  it('is named for its class and parameters, and composes', () => {
    const rsi = fromTechnicalIndicators(ti.RSI, { period: 14 });
    expect(rsi).toBeInstanceOf(ValueIndicator);
    expect([rsi.name, rsi.warmUpPeriod]).toEqual(['RSI(14)', 15]);
    const source = new Identity();
    const half = rsi.of(source).over(2);
    for (const { close, endTimeMs } of BARS) source.update(endTimeMs, close);
    expect(half.value).toBe(rsi.value / 2);
  });

  it('has a line for each number of its class', () => {
    const macd = fromTechnicalIndicators(
      ti.MACD,
      { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9, SimpleMAOscillator: false, SimpleMASignal: false },
      { name: 'mine' },
    );
    const [signal, histogram] = [macd.line('signal'), macd.line('histogram')];
    expect([macd.name, signal.name, signal.warmUpPeriod]).toEqual(['mine', 'mine_signal', 34]);
    for (const { close, endTimeMs } of BARS) macd.update(endTimeMs, close);
    expect(histogram.value).toBeCloseTo(macd.value - signal.value, 12);
    macd.reset();
    expect([signal.value, signal.isReady]).toEqual([0, false]);
  });

  it('of several numbers takes the one that is named', () => {
    const bands = fromTechnicalIndicators(ti.BollingerBands, { period: 20, stdDev: 2 }, { value: 'upper' });
    const upper = bands.line('upper');
    for (const { close, endTimeMs } of BARS) bands.update(endTimeMs, close);
    expect(bands.value).toBe(upper.value);
    const wrong = fromTechnicalIndicators(ti.BollingerBands, { period: 2, stdDev: 2 }, { value: 'nothing' as 'upper' });
    wrong.update(1, 1);
    expect(() => wrong.update(2, 2)).toThrow(/no line nothing; it has middle, upper, lower, pb/);
  });

  it('of bars needs a volume only where its class does', () => {
    const range = fromTechnicalIndicators(ti.ATR, { period: 3 });
    const flow = fromTechnicalIndicators(ti.MFI, { period: 3 });
    expect(range).toBeInstanceOf(TechnicalBarIndicator);
    expect([range.needsVolume, flow.needsVolume]).toEqual([false, true]);
    const { volume: _, ...quote } = bar(1);
    range.update(quote);
    expect(range.samples).toBe(1);
    expect(() => flow.update(quote)).toThrow(/close and volume, and got a bar without volume/);
  });

  it('says what is wrong with its parameters', () => {
    expect(() => fromTechnicalIndicators(ti.Highest, {} as never)).toThrow(/Highest of technicalindicators/);
  });
});
