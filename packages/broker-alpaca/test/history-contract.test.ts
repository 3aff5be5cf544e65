import { Resolution } from '@lockstep/core';
import { describeHistoryProvider, tradeBars } from '@lockstep/core/testing';
import { describe, expect, test } from 'vitest';
import { marketDataStage, stockConfig } from './market-data-stage.ts';

const framework = { describe, test, expect };
const closes = Array.from({ length: 1_200 }, (_, i) => (i % 7 === 3 ? null : 100 + (i % 11) / 10));

async function harness(resolution: Resolution, bars: Parameters<typeof tradeBars>[1], from: string, to: string) {
  const stage = await marketDataStage({ now: '2024-06-03 12:00', series: [tradeBars('SPY', bars)] });
  stage.server.data.faults.pageSize = 101;
  stage.server.data.faults.emptyPages = true;
  const strictDailyEndTimes = resolution === Resolution.Daily;
  const options = { strictDailyEndTimes };
  return {
    history: stage.history,
    request: stage.request(stockConfig('SPY', resolution, undefined, options), from, to),
    requestWithoutData: stage.request(stockConfig('IBM', resolution, undefined, options), from, to),
    dispose: () => stage.close(),
  };
}

describeHistoryProvider(framework, 'AlpacaHistoryProvider of minutes', () =>
  harness(
    Resolution.Minute,
    { start: '2024-03-08', resolution: Resolution.Minute, closes },
    '2024-03-08 15:00',
    '2024-03-11 09:45',
  ),
);

describeHistoryProvider(framework, 'AlpacaHistoryProvider of hours', () =>
  harness(
    Resolution.Hour,
    { start: '2024-03-08', resolution: Resolution.Minute, closes },
    '2024-03-08 10:00',
    '2024-03-12 12:00',
  ),
);

describeHistoryProvider(framework, 'AlpacaHistoryProvider of days', () =>
  harness(
    Resolution.Daily,
    { start: '2024-03-01', resolution: Resolution.Daily, closes: closes.slice(0, 40) },
    '2024-03-05 00:00',
    '2024-03-20 00:00',
  ),
);
