import { describe, expect, test } from 'vitest';
import type { SubscriptionRequest } from '../../data/data-feed.ts';
import { at, configOf, NEW_YORK, stockExchange } from '../../data/subscription-fixtures.ts';
import { TickType } from '../../market/tick-type.ts';
import { Resolution } from '../../time/resolution.ts';
import { quoteBars, tradeBars } from '../bar-series.ts';
import { MemoryDataFeed } from '../memory-data-feed.ts';
import { describeDataFeed } from './describe-data-feed.ts';
import { describeHistoryProvider } from './describe-history-provider.ts';

const HOURS = stockExchange();
const framework = { describe, test, expect };

function request(
  ticker: string,
  resolution: Resolution,
  tickType: TickType,
  from: string,
  to: string,
): SubscriptionRequest {
  return {
    config: configOf(HOURS, { ticker, resolution, tickType }),
    startUtc: NEW_YORK.toUtc(at(from)),
    endUtc: NEW_YORK.toUtc(at(to)),
    auxiliaryEvents: true,
  };
}

function minutes(): { feed: MemoryDataFeed; request: SubscriptionRequest; requestWithoutData: SubscriptionRequest } {
  const closes = Array.from({ length: 500 }, (_, i) => (i % 7 === 3 ? null : 100 + (i % 11) / 10));
  const options = { start: '2024-03-08', resolution: Resolution.Minute, closes };
  const feed = new MemoryDataFeed(tradeBars('SPY', options), quoteBars('SPY', { ...options, spread: 0.02 }));
  const [from, to] = ['2024-03-08 15:00', '2024-03-11 09:45'];
  return {
    feed,
    request: request('SPY', Resolution.Minute, TickType.Quote, from, to),
    requestWithoutData: request('IBM', Resolution.Minute, TickType.Quote, from, to),
  };
}

function days(): ReturnType<typeof minutes> {
  const closes = Array.from({ length: 30 }, (_, i) => 100 + i);
  const feed = new MemoryDataFeed(tradeBars('SPY', { start: '2024-03-01', resolution: Resolution.Daily, closes }));
  const [from, to] = ['2024-03-05 00:00', '2024-03-20 00:00'];
  return {
    feed,
    request: request('SPY', Resolution.Daily, TickType.Trade, from, to),
    requestWithoutData: request('SPY', Resolution.Hour, TickType.Trade, from, to),
  };
}

for (const [name, create] of [
  ['MemoryDataFeed of minutes', minutes],
  ['MemoryDataFeed of days', days],
] as const) {
  describeDataFeed(framework, name, create);
  describeHistoryProvider(framework, name, () => ({ ...create(), history: create().feed }));
}
