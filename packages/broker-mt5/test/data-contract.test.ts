import { Resolution, SecurityType } from '@lockstep/core';
import { describeDataFeed, describeHistoryProvider, quoteBars } from '@lockstep/core/testing';
import { describe, expect, test } from 'vitest';
import { PriceStage } from './price-stage.ts';
import { hasPython } from './python.ts';

const framework = { describe, test, expect };
const closes = Array.from({ length: 6_000 }, (_, i) => (i % 7 === 3 ? null : 1.08 + (i % 11) / 10_000));
const EURUSD = quoteBars('EURUSD', {
  start: '2024-03-04 00:00',
  resolution: Resolution.Minute,
  closes,
  spread: 0.0002,
  securityType: SecurityType.Forex,
  market: 'oanda',
});
const NOW = Date.UTC(2024, 5, 3, 12);

/** The whole adapter over the bridge. */
async function harness(resolution: Resolution, from: number, to: number) {
  const stage = await PriceStage.open(NOW, EURUSD);
  return {
    feed: stage.data.feed,
    history: stage.data.history,
    request: stage.request('EURUSD', resolution, from, to),
    requestWithoutData: stage.request('GBPUSD', resolution, from, to),
    dispose: () => stage.close(),
  };
}

const CASES = [
  ['minutes', Resolution.Minute, Date.UTC(2024, 2, 5, 9), Date.UTC(2024, 2, 5, 15)],
  ['hours', Resolution.Hour, Date.UTC(2024, 2, 4, 12), Date.UTC(2024, 2, 7, 12)],
  ['days', Resolution.Daily, Date.UTC(2024, 2, 4, 12), Date.UTC(2024, 2, 10, 12)],
] as const;

describe.skipIf(!hasPython)('through the bridge (needs Python 3.9 or later)', () => {
  for (const [name, resolution, from, to] of CASES) {
    const create = () => harness(resolution, from, to);
    describeHistoryProvider(framework, `Mt5HistoryProvider of ${name}`, create);
    describeDataFeed(framework, `MetaTrader's feed of ${name}`, create);
  }
});
