import { describe, expect, test } from 'vitest';
import { type BarBatch, type DataBatch, DataKind } from '../../market/data-batch.ts';
import { TickType } from '../../market/tick-type.ts';
import { type BarValues, quoteBars, tradeBars } from '../../testing/bar-series.ts';
import { MemoryDataFeed } from '../../testing/memory-data-feed.ts';
import { TickStream } from '../../testing/tick-stream.ts';
import { MS_PER_MINUTE, Resolution } from '../../time/resolution.ts';
import { VirtualClock } from '../../time/virtual-clock.ts';
import {
  type DataFeed,
  type FeedStatus,
  type HistoryProvider,
  type HistoryRequest,
  NOTHING_YET,
  type SubscriptionRequest,
  type SubscriptionSource,
} from '../data-feed.ts';
import { PushSource } from '../push-source.ts';
import type { SubscriptionDataConfig } from '../subscription-data-config.ts';
import { configOf, stockExchange } from '../subscription-fixtures.ts';
import { AggregatingFeed, type AggregatingFeedOptions } from './aggregating-feed.ts';

/** Monday, 4 March 2024, in New York. */
const local = (text: string): number => Date.parse(`2024-03-04T${text}Z`) + 5 * 60 * MS_PER_MINUTE;
const OPEN = local('09:30:00');
const CLOSE = local('16:00:00');

/** A full day of minutes of which no two are alike. */
const minutes: readonly (BarValues & { readonly volume: number })[] = Array.from({ length: 390 }, (_, index) => {
  const open = 100 + Math.round(100 * Math.sin(index / 20)) / 100;
  return {
    open,
    high: open + 0.5 + (index % 7) / 100,
    low: open - 0.25 - (index % 5) / 100,
    close: open + 0.1,
    volume: 400 + 4 * index,
  };
});
const trades = tradeBars('SPY', { start: '2024-03-04', resolution: Resolution.Minute, bars: minutes });
const quotes = quoteBars('SPY', { start: '2024-03-04', resolution: Resolution.Minute, bars: minutes, spread: 0.02 });
const HISTORY = new MemoryDataFeed(trades, quotes);

/** Bars of the minutes in a span, put together by hand. */
function barOf(fromUtc: number, untilUtc: number): number[] {
  const part = minutes.slice((fromUtc - OPEN) / MS_PER_MINUTE, (untilUtc - OPEN) / MS_PER_MINUTE);
  return [
    part[0]!.open,
    Math.max(...part.map(({ high }) => high)),
    Math.min(...part.map(({ low }) => low)),
    part.at(-1)!.close,
    part.reduce((sum, { volume }) => sum + volume, 0),
  ];
}

interface Market {
  readonly clock: VirtualClock;
  readonly stream: TickStream;
  readonly feed: AggregatingFeed;
  readonly statuses: FeedStatus[];
  readonly asked: HistoryRequest[];
}

function market(
  startUtc: number,
  options: Partial<AggregatingFeedOptions> & { delayOf?: (timeMs: number) => number } = {},
): Market {
  const clock = new VirtualClock(startUtc);
  const { delayOf = () => 0, history = HISTORY, ...others } = options;
  const stream = new TickStream({ clock, bars: HISTORY, resolution: Resolution.Minute, untilUtc: CLOSE, delayOf });
  const asked: HistoryRequest[] = [];
  const watched: HistoryProvider = {
    getHistory: (request) => {
      asked.push(request);
      return history.getHistory(request);
    },
  };
  const feed = new AggregatingFeed({
    feed: stream,
    history: watched,
    clock,
    resolutionOf: () => Resolution.Tick,
    ...others,
  });
  const statuses: FeedStatus[] = [];
  void feed.connect({ arrived: () => undefined, status: (status) => statuses.push(status) });
  return { clock, stream, feed, statuses, asked };
}

/** A bar and when it was to be had: `[end, [open, high, low, close, volume]]`, and how late that was in ms. */
interface Given {
  readonly startUtc: number;
  readonly endUtc: number;
  readonly values: number[];
  readonly lateMs: number;
}

function rowsOf(batch: DataBatch, now: number): Given[] {
  const bars = batch as BarBatch;
  return Array.from({ length: bars.length }, (_, row) => {
    const prices =
      bars.kind === DataKind.TradeBar
        ? [bars.open, bars.high, bars.low, bars.close, bars.volume]
        : [bars.bidOpen, bars.bidHigh, bars.bidLow, bars.bidClose, bars.bidSize, bars.askOpen, bars.askClose];
    return {
      startUtc: bars.time[row]!,
      endUtc: bars.endTime[row]!,
      values: prices.map((column) => column[row]!),
      lateMs: now - bars.endTime[row]!,
    };
  });
}

/** An answer that may have to wait for the clock. */
async function settled<T>(answer: T | Promise<T>, clock: VirtualClock): Promise<T> {
  let isSettled = !(answer instanceof Promise);
  if (answer instanceof Promise) void answer.then(() => (isSettled = true));
  for (; !isSettled; await new Promise(setImmediate)) clock.advanceTo(clock.nextTimerUtc);
  return answer;
}

/** Reads a subscription while the clock moves on, looking whenever something is due. */
async function read(
  { clock, feed }: Market,
  config: SubscriptionDataConfig,
  untilUtc: number,
  startUtc = clock.utcNow(),
): Promise<Given[]> {
  const source = feed.subscribe({ config, startUtc, endUtc: untilUtc + 1, auxiliaryEvents: false });
  const given: Given[] = [];
  while (clock.utcNow() < untilUtc) {
    for (;;) {
      const batch = await settled(source.next(), clock);
      if (batch === NOTHING_YET || batch === null) break;
      given.push(...rowsOf(batch, clock.utcNow()));
    }
    clock.advanceTo(Math.min(clock.nextTimerUtc, untilUtc));
    await new Promise(setImmediate);
  }
  source.close();
  return given;
}

const config = (resolution: Resolution, tickType: TickType = TickType.Trade): SubscriptionDataConfig =>
  configOf(stockExchange(), { resolution, tickType, strictDailyEndTimes: resolution === Resolution.Daily });

/** Open, high, low, close and volume of each minute in a span. */
const minutesOf = (fromUtc: number, untilUtc: number): number[][] =>
  minutes
    .slice((fromUtc - OPEN) / MS_PER_MINUTE, (untilUtc - OPEN) / MS_PER_MINUTE)
    .map(({ open, high, low, close, volume }) => [open, high, low, close, volume]);

const values = (given: readonly Given[]): number[][] => given.map((bar) => bar.values);

describe('bars of a stream of ticks', () => {
  test('minutes are those of the record, a grace after their end', async () => {
    const given = await read(market(OPEN), config(Resolution.Minute), local('09:45:30'));
    expect(values(given)).toEqual(minutesOf(OPEN, local('09:45:00')));
    expect(new Set(given.map(({ lateMs }) => lateMs))).toEqual(new Set([1_000]));
  });

  test('an hour begins with the market, a day runs from bell to bell', async () => {
    const hours = await read(market(OPEN), config(Resolution.Hour), local('11:30:00'));
    expect(hours.map(({ startUtc }) => startUtc)).toEqual([local('09:00:00'), local('10:00:00')]);
    expect(values(hours)).toEqual([barOf(OPEN, local('10:00:00')), barOf(local('10:00:00'), local('11:00:00'))]);
    const days = await read(market(OPEN), config(Resolution.Daily), local('16:30:00'));
    expect(days).toEqual([{ startUtc: OPEN, endUtc: CLOSE, values: barOf(OPEN, CLOSE), lateMs: 1_000 }]);
  });

  test('quotes: a bar opens at the close before it, as LEAN has it', async () => {
    const given = await read(market(OPEN), config(Resolution.Minute, TickType.Quote), local('09:32:30'));
    const [first, second] = minutes as [(typeof minutes)[0], (typeof minutes)[0]];
    const bid = (price: number): unknown => expect.closeTo(price - 0.01, 8);
    const ask = (price: number): unknown => expect.closeTo(price + 0.01, 8);
    expect(values(given)).toEqual([
      [bid(first.open), bid(first.high), bid(first.low), bid(first.close), 400, ask(first.open), ask(first.close)],
      [
        bid(first.close),
        bid(second.high),
        bid(second.low),
        bid(second.close),
        404,
        ask(first.close),
        ask(second.close),
      ],
    ]);
  });

  test('data that is late counts within the grace, after it the bar stays as it is', async () => {
    const late =
      (ms: number) =>
      (timeMs: number): number =>
        timeMs % MS_PER_MINUTE === 59_940 ? ms : 0;
    const inTime = await read(market(OPEN, { delayOf: late(1_000) }), config(Resolution.Minute), local('09:33:30'));
    expect(values(inTime)).toEqual(minutesOf(OPEN, local('09:33:00')));
    const tooLate = await read(market(OPEN, { delayOf: late(1_100) }), config(Resolution.Minute), local('09:33:30'));
    const withoutClose = minutesOf(OPEN, local('09:33:00')).map(([open, high, low, , volume]) => [
      open,
      high,
      low,
      low,
      (volume! * 3) / 4,
    ]);
    expect(values(tooLate)).toEqual(withoutClose);
  });
});

describe('what the stream has not shown comes from history', () => {
  test('a subscription that begins within a bar: that bar as a whole', async () => {
    const minute = await read(market(local('10:00:25')), config(Resolution.Minute), local('10:03:30'));
    expect(values(minute)).toEqual(minutesOf(local('10:00:00'), local('10:03:00')));
    const hour = await read(market(local('10:20:25')), config(Resolution.Hour), local('12:30:00'));
    expect(values(hour)).toEqual([
      barOf(local('10:00:00'), local('11:00:00')),
      barOf(local('11:00:00'), local('12:00:00')),
    ]);
    const day = await read(market(local('11:00:25')), config(Resolution.Daily), local('16:30:00'));
    expect(day).toEqual([{ startUtc: OPEN, endUtc: CLOSE, values: barOf(OPEN, CLOSE), lateMs: 1_000 }]);
  });

  test('the past and the stream join without a hole and without an overlap', async () => {
    // A broker's history that adds the bar under way, and takes a while.
    const eager: HistoryProvider = {
      getHistory: async (request) => HISTORY.getHistory({ ...request, endUtc: request.endUtc + MS_PER_MINUTE }),
    };
    for (const begin of ['10:00:00', '10:00:00.200', '10:00:25', '10:00:59.999']) {
      const house = market(local(begin), { history: eager });
      const given = await read(house, config(Resolution.Minute), local('10:05:30'), local('09:50:00'));
      expect(values(given), begin).toEqual(minutesOf(local('09:49:00'), local('10:05:00')));
    }
  });

  test('bars during which the stream was down, also when that was noticed late', async () => {
    const house = market(OPEN);
    house.clock.at(local('10:20:15'), () => house.stream.drop(7 * MS_PER_MINUTE, 20_000));
    const given = await read(house, config(Resolution.Hour), local('12:30:00'));
    expect(values(given)).toEqual([
      barOf(OPEN, local('10:00:00')),
      barOf(local('10:00:00'), local('11:00:00')),
      barOf(local('11:00:00'), local('12:00:00')),
    ]);
    const other = market(OPEN);
    other.clock.at(local('09:40:15'), () => other.stream.drop(3 * MS_PER_MINUTE, 20_000));
    const each = await read(other, config(Resolution.Minute), local('10:00:30'));
    expect(values(each)).toEqual(minutesOf(OPEN, local('10:00:00')));
    expect(other.asked.map(({ startUtc, endUtc }) => [startUtc, endUtc])).toEqual([
      [local('09:40:00'), local('09:43:00')],
      [local('09:43:00'), local('09:44:00')],
    ]);
  });

  test('when history does not answer, what was seen has to do, and that is told', async () => {
    let calls = 0;
    const broken: HistoryProvider = {
      getHistory: () => {
        calls += 1;
        return Promise.reject(new Error('pacing violation'));
      },
    };
    const house = market(local('10:20:25'), { history: broken });
    const given = await read(house, config(Resolution.Hour), local('11:05:00'));
    const seen = barOf(local('10:21:00'), local('11:00:00'));
    const half = minutes[50]!;
    // Of the minute that it began in: the low at 36 s and the close.
    expect(given[0]!.values).toEqual([
      half.low,
      Math.max(seen[1]!, half.close),
      Math.min(seen[2]!, half.low),
      seen[3]!,
      seen[4]! + half.volume / 2,
    ]);
    expect(given[0]!.lateMs).toBeLessThan(2_000);
    expect(calls).toBeGreaterThan(10);
    expect(house.statuses).toMatchObject([
      { kind: 'incomplete', fromUtc: local('10:00:00'), untilUtc: local('10:20:00'), reason: 'pacing violation' },
      { kind: 'incomplete', fromUtc: local('10:20:00'), untilUtc: local('10:21:00'), reason: 'pacing violation' },
    ]);
  });
});

describe('bars of a stream of minutes', () => {
  /** Pushes each minute when it is over, and once more with another close when that was corrected. */
  class MinuteStream implements DataFeed {
    readonly #clock: VirtualClock;
    readonly #correctedMs: number;

    constructor(clock: VirtualClock, correctedMs: number) {
      this.#clock = clock;
      this.#correctedMs = correctedMs;
    }

    subscribe(request: SubscriptionRequest): SubscriptionSource {
      const source = new PushSource(null, () => undefined);
      for (let at = Math.floor(request.startUtc / MS_PER_MINUTE) * MS_PER_MINUTE; at < CLOSE; at += MS_PER_MINUTE) {
        const [bar] = HISTORY.getHistory({ ...request, startUtc: at + MS_PER_MINUTE, endUtc: at + MS_PER_MINUTE });
        if (bar === undefined) continue;
        const wrong = tradeBars('SPY', {
          start: '2024-03-04',
          resolution: Resolution.Minute,
          closes: minutes.map(() => 99),
        });
        const [correction] = new MemoryDataFeed(wrong).getHistory({
          ...request,
          startUtc: at + MS_PER_MINUTE,
          endUtc: at + MS_PER_MINUTE,
        });
        this.#clock.at(at + MS_PER_MINUTE + 300, () => source.push(bar));
        this.#clock.at(at + MS_PER_MINUTE + this.#correctedMs, () => source.push(correction!));
      }
      return source;
    }
  }

  const minuteMarket = (startUtc: number, correctedMs: number): Market => {
    const house = market(startUtc);
    const feed = new AggregatingFeed({
      feed: new MinuteStream(house.clock, correctedMs),
      history: HISTORY,
      clock: house.clock,
      resolutionOf: () => Resolution.Minute,
    });
    return { ...house, feed };
  };

  test('are given at once; a correction that comes afterwards changes nothing', async () => {
    const given = await read(minuteMarket(OPEN, 5_000), config(Resolution.Minute), local('09:40:00'));
    expect(values(given)).toEqual(minutesOf(OPEN, local('09:39:00')));
    expect(new Set(given.map(({ lateMs }) => lateMs))).toEqual(new Set([300]));
  });

  test('make hours and days', async () => {
    const hours = await read(minuteMarket(OPEN, 5_000), config(Resolution.Hour), local('11:30:00'));
    expect(values(hours)).toEqual([barOf(OPEN, local('10:00:00')), barOf(local('10:00:00'), local('11:00:00'))]);
    const days = await read(minuteMarket(local('12:00:30'), 5_000), config(Resolution.Daily), local('16:30:00'));
    expect(values(days)).toEqual([barOf(OPEN, CLOSE)]);
  });
});
