import { AggregatingFeed, Resolution, TickType } from '@lockstep/core';
import { describeDataFeed, describeHistoryProvider, quoteBars, tradeBars } from '@lockstep/core/testing';
import { describe, expect, test } from 'vitest';
import { marketDataStage, stockConfig } from './market-data-stage.ts';

const framework = { describe, test, expect };
const closes = Array.from({ length: 1_200 }, (_, i) => (i % 7 === 3 ? null : 100 + (i % 11) / 10));
const MINUTES = { start: '2024-03-08', resolution: Resolution.Minute, closes } as const;
const DAYS = { start: '2024-03-01', resolution: Resolution.Daily, closes: closes.slice(0, 40) } as const;

/** The whole adapter: history pages of a hundred rows with empty ones between, and what is built around the stream. */
async function harness(resolution: Resolution, tickType: TickType, from: string, to: string) {
  const series =
    resolution === Resolution.Daily
      ? [tradeBars('SPY', DAYS)]
      : [tradeBars('SPY', MINUTES), quoteBars('SPY', { ...MINUTES, spread: 0.02 })];
  const stage = await marketDataStage({ now: '2024-06-03 12:00', series });
  Object.assign(stage.server.data.faults, { pageSize: 101, emptyPages: true });
  const { feed: stream, history, clock } = stage;
  const config = (ticker: string) =>
    stockConfig(ticker, resolution, tickType, { strictDailyEndTimes: resolution === Resolution.Daily });
  return {
    feed: new AggregatingFeed({ feed: stream, history, clock, resolutionOf: () => Resolution.Minute }),
    history,
    request: stage.request(config('SPY'), from, to),
    requestWithoutData: stage.request(config('IBM'), from, to),
    dispose: () => stage.close(),
  };
}

const CASES = [
  ['minutes', Resolution.Minute, TickType.Trade, '2024-03-08 15:00', '2024-03-11 09:45'],
  ['hours', Resolution.Hour, TickType.Trade, '2024-03-08 10:00', '2024-03-12 12:00'],
  ['days', Resolution.Daily, TickType.Trade, '2024-03-05 00:00', '2024-03-20 00:00'],
] as const;

for (const [name, resolution, tickType, from, to] of CASES) {
  const create = () => harness(resolution, tickType, from, to);
  describeHistoryProvider(framework, `AlpacaHistoryProvider of ${name}`, create);
  describeDataFeed(framework, `Alpaca's feed of ${name}`, create);
}
describeHistoryProvider(framework, 'AlpacaHistoryProvider of minutes of quotes', () =>
  harness(Resolution.Minute, TickType.Quote, '2024-03-08 15:00', '2024-03-11 09:45'),
);
