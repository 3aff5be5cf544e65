import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DataNormalizationMode,
  daysFromDate,
  Resolution,
  SecurityType,
  type SubscriptionRequest,
  TickType,
} from '@lockstep/core';
import { describeDataFeed, describeHistoryProvider } from '@lockstep/core/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { hasLeanSampleData, leanSampleData } from '../src/data/fixtures/lean-sample-data.ts';
import { requestFor, type SubscriptionFixture } from '../src/data/fixtures/subscription-fixture.ts';
import { builtInReferenceData, CsvDataFeed, LeanDataFeed, LeanReferenceData } from '../src/index.ts';

const framework = { describe, test, expect };
const SPY = { ticker: 'SPY', securityType: SecurityType.Equity, market: 'usa' };

describe.skipIf(!hasLeanSampleData)('LEAN sample data', () => {
  const october = [daysFromDate(2013, 10, 8), daysFromDate(2013, 10, 10)] as const;
  const cases: readonly (readonly [string, SubscriptionFixture, readonly [number, number]])[] = [
    ['minute trades', { ...SPY, resolution: Resolution.Minute }, october],
    ['minute quotes', { ...SPY, resolution: Resolution.Minute, tickType: TickType.Quote }, october],
    ['hours', { ...SPY, resolution: Resolution.Hour }, october],
    ['days', { ...SPY, resolution: Resolution.Daily }, [daysFromDate(2013, 1, 8), daysFromDate(2013, 3, 10)]],
    [
      'adjusted days across splits and dividends',
      { ...SPY, ticker: 'AAPL', resolution: Resolution.Daily, normalization: DataNormalizationMode.Adjusted },
      [daysFromDate(2014, 1, 8), daysFromDate(2014, 12, 10)],
    ],
  ];
  for (const [name, fixture, [from, to]] of cases) {
    const create = () => {
      const reference = new LeanReferenceData(leanSampleData);
      const feed = new LeanDataFeed(leanSampleData, { cacheFolder: null });
      const requestWithoutData = requestFor({ ...fixture, ticker: 'NOSUCH' }, reference, from, to);
      return { feed, history: feed, request: requestFor(fixture, reference, from, to), requestWithoutData };
    };
    describeDataFeed(framework, `LeanDataFeed of ${name}`, create);
    describeHistoryProvider(framework, `LeanDataFeed of ${name}`, create);
  }
});

describe('CSV files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-csv-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const rows = Array.from({ length: 20 }, (_, i) => {
    const day = `2024-03-${String(i + 1).padStart(2, '0')}`;
    return `${day},${100 + i},${102.5 + i},${99.25 + i},${101 + i},${50 + i / 2},1000`;
  }).filter((row) => ![0, 6].includes(new Date(`${row.slice(0, 10)}T00:00Z`).getUTCDay()));
  writeFileSync(join(folder, 'ABC.csv'), ['Date,Open,High,Low,Close,Adj Close,Volume', ...rows].join('\n'));

  for (const normalization of [DataNormalizationMode.Raw, DataNormalizationMode.Adjusted]) {
    const create = () => {
      const request = (ticker: string): SubscriptionRequest =>
        requestFor(
          { ...SPY, ticker, resolution: Resolution.Daily, normalization },
          builtInReferenceData(),
          daysFromDate(2024, 3, 5),
          daysFromDate(2024, 3, 15),
        );
      const feed = new CsvDataFeed(folder);
      return { feed, history: feed, request: request('ABC'), requestWithoutData: request('NOSUCH') };
    };
    const name = `CsvDataFeed, ${normalization === DataNormalizationMode.Raw ? 'raw' : 'adjusted'},`;
    describeDataFeed(framework, name, create);
    describeHistoryProvider(framework, name, create);
  }
});
