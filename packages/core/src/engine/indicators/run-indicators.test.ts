import { Duration } from 'luxon';
import { describe, expect, it } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { PriceBar } from '../../algorithm/history.ts';
import { Calendar } from '../../consolidators/calendar-periods.ts';
import type { Consolidator } from '../../consolidators/consolidator.ts';
import { Field } from '../../indicators/field.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { SimpleMovingAverage } from '../../indicators/simple-moving-average.ts';
import { QuoteBar } from '../../market/quote-bar.ts';
import { TradeBar } from '../../market/trade-bar.ts';
import { Resolution } from '../../time/resolution.ts';
import { MadeUpMarket, runOn } from '../engine-fixtures.ts';

const minutes = (count: number): Duration => Duration.fromObject({ minutes: count });
const span = (bar: PriceBar): string => `${bar.time.toFormat('MM-dd HH:mm')}-${bar.endTime.toFormat('HH:mm')}`;

/** Minutes of SPY on the 8th and 9th; what else there is, a test says. */
class TwoDays extends Algorithm {
  readonly notes: string[] = [];
  readonly #setUp: (algorithm: TwoDays) => void;
  readonly #onMinute: (algorithm: TwoDays) => void;
  fillForward = true;

  constructor(setUp: (algorithm: TwoDays) => void, onMinute: (algorithm: TwoDays) => void = () => {}) {
    super();
    this.#setUp = setUp;
    this.#onMinute = onMinute;
  }

  override initialize(): void {
    this.setStartDate(2021, 3, 8);
    this.setEndDate(2021, 3, 9);
    this.addEquity('SPY', Resolution.Minute, undefined, this.fillForward);
    this.#setUp(this);
  }

  override onData(): void {
    this.#onMinute(this);
  }

  note(text: string): void {
    this.notes.push(`${this.time.toFormat('dd HH:mm')} ${text}`);
  }

  /** Notes each bar with the time at which it came. */
  readonly noteBar = (bar: PriceBar): void => this.note(span(bar));
}

async function run(setUp: (algorithm: TwoDays) => void, market = new MadeUpMarket()): Promise<TwoDays> {
  const algorithm = new TwoDays(setUp);
  await runOn(market, algorithm);
  return algorithm;
}

/** Runs with indicators that a function makes. */
async function indicatorsOf<T>(make: (algorithm: TwoDays) => T): Promise<T> {
  let made: T | undefined;
  await run((algorithm) => {
    made = make(algorithm);
  });
  return made as T;
}

describe('indicators on the own resolution', () => {
  it('are up to date in onData and bear LEAN’s names', async () => {
    const values: number[] = [];
    let sma: SimpleMovingAverage | undefined;
    const algorithm = new TwoDays(
      (each) => {
        sma = each.sma('SPY', 3);
      },
      () => values.push((sma as SimpleMovingAverage).value),
    );
    await runOn(new MadeUpMarket(), algorithm);
    expect(sma?.name).toBe('SMA(3,SPY_min)');
    expect(values.slice(0, 4)).toEqual([8_001, 8_001.5, 8_002, 8_003]);
    expect(values.at(-1)).toBe(9_389);
    expect(sma?.samples).toBe(780);
  });

  it('take what a selector takes', async () => {
    const [high, low, doubled, volume, range] = await indicatorsOf((algorithm): Indicator[] => [
      algorithm.max('SPY', 5),
      algorithm.min('SPY', 5),
      algorithm.sma('SPY', 1, undefined, (bar) => bar.close * 2),
      algorithm.identity('SPY', undefined, Field.volume, 'volume'),
      algorithm.atr('SPY', 3),
    ]);
    expect([high?.value, low?.value, doubled?.value, volume?.value]).toEqual([9_391, 9_385, 18_780, 100]);
    expect(range?.value).toBeCloseTo(2, 12);
    expect(volume?.name).toBe('volume(SPY_min)');
  });

  it('take a bar that is filled forward on a finer grid once', async () => {
    const daily = await indicatorsOf((algorithm) => {
      algorithm.addEquity('AAA', Resolution.Daily);
      return algorithm.sma('AAA', 2);
    });
    expect(daily.samples).toBe(2);
    expect(daily.value).toBe(8_890);
  });

  it('that share a feed come and go one by one', async () => {
    const made: SimpleMovingAverage[] = [];
    const add = (each: TwoDays): void => void made.push(each.sma('AAA', 1), each.sma('AAA', 2));
    const algorithm = new TwoDays(
      (each) => {
        each.addEquity('AAA', Resolution.Daily);
        add(each);
      },
      (each) => {
        const { day, hour, minute } = each.time;
        if (minute !== 30) return;
        // Between two daily bars the last one is repeated: a newcomer takes it once, the others not again.
        if (day === 9 && hour === 10) add(each);
        if (day === 9 && hour === 11) each.deregisterIndicator(made[0] as SimpleMovingAverage);
      },
    );
    await runOn(new MadeUpMarket(), algorithm);
    expect(made.map((indicator) => indicator.samples)).toEqual([1, 2, 2, 2]);
    expect(made[1]?.value).toBe(made[3]?.value);
  });

  it('stop when they are deregistered', async () => {
    const algorithm = new TwoDays(
      () => {},
      (each) => {
        if (each.time.hour === 10) for (const indicator of made) each.deregisterIndicator(indicator);
      },
    );
    const made: SimpleMovingAverage[] = [];
    const start = algorithm.initialize.bind(algorithm);
    algorithm.initialize = () => {
      start();
      made.push(algorithm.sma('SPY', 2), algorithm.sma('SPY', 2, Resolution.Hour));
    };
    await runOn(new MadeUpMarket(), algorithm);
    expect(made.map((indicator) => indicator.samples)).toEqual([30, 1]);
  });
});

describe('consolidators', () => {
  it('hand bars over when they end, counted from the year 1', async () => {
    const { notes } = await run((each) => void each.consolidate('SPY', minutes(130), each.noteBar));
    expect(notes).toEqual([
      '08 10:30 03-08 08:20-10:30',
      '08 12:40 03-08 10:30-12:40',
      '08 14:50 03-08 12:40-14:50',
      '08 17:00 03-08 14:50-17:00',
      '09 10:20 03-09 08:10-10:20',
      '09 12:30 03-09 10:20-12:30',
      '09 14:40 03-09 12:30-14:40',
    ]);
  });

  it('make days from open to close of a resolution, calendar days of a duration', async () => {
    const daily = await run((each) => void each.consolidate('SPY', Resolution.Daily, each.noteBar));
    expect(daily.notes).toEqual(['08 16:00 03-08 09:30-16:00', '09 16:00 03-09 09:30-16:00']);
    const calendar = await run((each) => void each.consolidate('SPY', Duration.fromObject({ days: 1 }), each.noteBar));
    expect(calendar.notes).toEqual(['09 00:00 03-08 00:00-00:00']);
    const week = await run((each) => void each.consolidate('SPY', Calendar.weekly, each.noteBar));
    expect(week.notes).toEqual([]);
  });

  it('finish a bar without data in its last minute at its end, at the old price', async () => {
    const isMissing = (start: number): boolean => [39, 40, 41].includes((start / 60_000) % 60);
    const algorithm = new TwoDays((each) => {
      each.consolidate('SPY', minutes(10), (bar) => {
        each.noteBar(bar);
        if (each.notes.length > 1) return;
        const ticket = each.marketOrder('SPY', 1);
        each.note(`${ticket.averageFillPrice}`);
      });
    });
    algorithm.fillForward = false;
    await runOn(new MadeUpMarket(false, isMissing), algorithm);
    expect(algorithm.notes.slice(0, 2)).toEqual(['08 09:40 03-08 09:30-09:40', '08 09:40 8010']);
  });

  it('pass the subscription’s own bars on, and quotes when asked', async () => {
    const bars: PriceBar[] = [];
    await run((each) => {
      each.consolidate(QuoteBar, 'SPY', Resolution.Minute, (bar) => bars.push(bar));
      each.consolidate(TradeBar, 'SPY', Resolution.Hour, (bar) => bars.push(bar));
    });
    expect(bars.filter((bar) => bar instanceof QuoteBar)).toHaveLength(780);
    expect(bars.filter((bar) => bar instanceof TradeBar).map((bar) => bar.close)).toEqual([
      8_030, 8_090, 8_150, 8_210, 8_270, 8_330, 8_390, 9_030, 9_090, 9_150, 9_210, 9_270, 9_330, 9_390,
    ]);
  });

  it('feed indicators of a longer period', async () => {
    const [hourly, tens] = await indicatorsOf((algorithm) => {
      const average = new SimpleMovingAverage(2);
      algorithm.registerIndicator('SPY', average, minutes(10));
      return [algorithm.sma('SPY', 2, Resolution.Hour), average];
    });
    expect(hourly?.name).toBe('SMA(2,SPY_hr)');
    expect([hourly?.samples, hourly?.value]).toEqual([14, 9_360]);
    expect([tens?.samples, tens?.value]).toEqual([78, 9_385]);
  });

  it('can be taken away', async () => {
    const { notes } = await run((each) => {
      const consolidator: Consolidator<TradeBar> = each.consolidate('SPY', minutes(10), (bar: TradeBar) => {
        each.noteBar(bar);
        each.subscriptionManager.removeConsolidator('SPY', consolidator as unknown as Consolidator);
      });
    });
    expect(notes).toHaveLength(1);
  });

  it('refuse a period finer than the data, data that is not there, and promises', async () => {
    const failing = (setUp: (algorithm: TwoDays) => void): Promise<unknown> => run(setUp);
    await expect(failing((each) => void each.consolidate('SPY', Resolution.Second, () => {}))).rejects.toMatchObject({
      code: 'CONSOLIDATOR_INVALID',
    });
    await expect(
      failing((each) => {
        each.addEquity('AAA', Resolution.Daily);
        each.consolidate(QuoteBar, 'AAA', Resolution.Daily, () => {});
      }),
    ).rejects.toMatchObject({ code: 'SUBSCRIPTION_MISSING' });
    await expect(
      failing((each) => void each.consolidate('SPY', minutes(10), (() => Promise.resolve()) as () => void)),
    ).rejects.toMatchObject({ code: 'ASYNC_HANDLER' });
  });
});

describe('warming up indicators', () => {
  it.each([false, true])('makes them ready before the first data (answers later: %s)', async (isSlow) => {
    const seen: (number | boolean)[] = [];
    let sma: SimpleMovingAverage | undefined;
    const algorithm = new TwoDays(
      (each) => {
        each.settings.automaticIndicatorWarmUp = true;
        sma = each.sma('SPY', 4);
      },
      () => {
        if (seen.length === 0) seen.push((sma as SimpleMovingAverage).isReady, (sma as SimpleMovingAverage).value);
      },
    );
    const outcome = await runOn(new MadeUpMarket(isSlow), algorithm);
    expect(seen).toEqual([true, (5_388 + 5_389 + 5_390 + 8_001) / 4]);
    expect(outcome.historyDataPoints).toBe(8);
  });

  it('uses the resolution of the indicator', async () => {
    const sma = await indicatorsOf((algorithm) => {
      const average = new SimpleMovingAverage(3);
      void algorithm.warmUpIndicator('SPY', average, Resolution.Daily);
      return average;
    });
    expect(sma.value).toBe(4_390);
  });

  it('brings its values of the past', async () => {
    let values: number[] = [];
    const algorithm = new TwoDays(() => {});
    algorithm.onEndOfAlgorithm = async () => {
      const points = await algorithm.indicatorHistory(new SimpleMovingAverage(2), 'SPY', 3);
      values = points.current.map((point) => point.value);
    };
    await runOn(new MadeUpMarket(), algorithm);
    expect(values).toEqual([9_387.5, 9_388.5, 9_389.5]);
  });
});
