import { Resolution, SecurityType, TickType } from '@lockstep/core';
import { describeDataFeed, describeHistoryProvider, quoteBars, tradeBars } from '@lockstep/core/testing';
import { describe, expect, test } from 'vitest';
import { configOf, DataStage } from './data-stage.ts';

const framework = { describe, test, expect };
const closes = Array.from({ length: 1_200 }, (_, i) => (i % 7 === 3 ? null : 100 + (i % 11) / 10));
const rates = closes.map((close) => (close === null ? null : close / 100));
const MINUTES = { start: '2024-03-08', resolution: Resolution.Minute, closes } as const;
const DAYS = { start: '2024-03-01', resolution: Resolution.Daily, closes: closes.slice(0, 40) } as const;
const EURUSD = { start: '2024-03-08 02:00', resolution: Resolution.Minute, closes: rates } as const;

/** The whole adapter over the real client, before the simulator of TWS; it waits for IB's pace on a clock of its own. */
async function harness(resolution: Resolution, tickType: TickType, from: string, to: string, ticker = 'SPY') {
  const securityType = ticker === 'EURUSD' ? SecurityType.Forex : SecurityType.Equity;
  const stage = await DataStage.open({
    now: '2024-06-03 12:00',
    series: [
      tradeBars('SPY', DAYS),
      tradeBars('SPY', MINUTES),
      quoteBars('SPY', { ...MINUTES, spread: 0.02 }),
      quoteBars('EURUSD', { ...EURUSD, spread: 0.0002, securityType }),
    ].filter(
      (series) =>
        series.ticker === ticker && (resolution === Resolution.Daily) === (series.resolution === Resolution.Daily),
    ),
  });
  await stage.connect();
  const config = (name: string) =>
    configOf(name, resolution, { tickType, securityType, strictDailyEndTimes: resolution === Resolution.Daily });
  const { feed, history } = stage.data;
  return {
    feed: {
      subscribe: (request: Parameters<typeof feed.subscribe>[0]) => {
        const source = feed.subscribe(request);
        return { next: () => stage.settled(Promise.resolve(source.next())), close: () => source.close() };
      },
    },
    history: {
      getHistory: (request: Parameters<typeof history.getHistory>[0]) =>
        stage.settled(Promise.resolve(history.getHistory(request))),
    },
    request: stage.request(config(ticker), from, to),
    requestWithoutData: stage.request(config(securityType === SecurityType.Forex ? 'GBPUSD' : 'IBM'), from, to),
    dispose: () => stage.close(),
  };
}

const CASES = [
  ['minutes', Resolution.Minute, TickType.Trade, '2024-03-08 15:00', '2024-03-11 09:45', 'SPY'],
  ['hours', Resolution.Hour, TickType.Trade, '2024-03-08 10:00', '2024-03-12 12:00', 'SPY'],
  ['days', Resolution.Daily, TickType.Trade, '2024-03-05 00:00', '2024-03-20 00:00', 'SPY'],
  ['minutes of quotes', Resolution.Minute, TickType.Quote, '2024-03-08 15:00', '2024-03-11 09:45', 'SPY'],
  ['minutes of a currency pair', Resolution.Minute, TickType.Quote, '2024-03-08 03:00', '2024-03-08 09:45', 'EURUSD'],
] as const;

for (const [name, resolution, tickType, from, to, ticker] of CASES) {
  const create = () => harness(resolution, tickType, from, to, ticker);
  describeHistoryProvider(framework, `IbHistoryProvider of ${name}`, create);
  describeDataFeed(framework, `IB's feed of ${name}`, create);
}
