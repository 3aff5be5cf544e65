import { type DataBatch, DataKind, DataNormalizationMode, formatUtc, Resolution, TickType } from '@lockstep/core';
import { tradeBars } from '@lockstep/core/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { jsonReply } from '../../src/simulator/http/reply.ts';
import { EMPTY_REPLY } from '../market-data-server.ts';
import {
  type MarketDataStage,
  marketDataStage,
  NEW_YORK,
  newYork,
  type StageOptions,
  stockConfig,
} from '../market-data-stage.ts';

const CLOSES = Array.from({ length: 390 * 2 }, (_, minute) => 100 + minute / 100);
/** Shares in each minute. */
const MINUTE_VOLUME = 1_000_000;
const MINUTES = tradeBars('SPY', { start: '2024-03-04', resolution: Resolution.Minute, closes: CLOSES });

let stage: MarketDataStage;
afterEach(() => stage.close());

async function open(options: Partial<StageOptions> = {}): Promise<MarketDataStage> {
  stage = await marketDataStage({ now: '2024-03-05 11:00', series: [MINUTES], ...options });
  return stage;
}

const minutesOf = (from: string, to: string) => stage.history.getHistory(stage.request(stockConfig('SPY'), from, to));
const rowsOf = (batches: readonly DataBatch[]): number => batches.reduce((sum, { length }) => sum + length, 0);
const lastEnd = (batches: readonly DataBatch[]): string => {
  const batch = batches.at(-1);
  if (batch === undefined || batch.kind === DataKind.Auxiliary) return '';
  return formatUtc(batch.endTime[batch.length - 1]!);
};

describe('history', () => {
  it('62 pages with a border inside a symbol and empty ones in between: complete, in order, nothing twice', async () => {
    await open();
    const { faults } = stage.server.data;
    const whole = await minutesOf('2024-03-04 09:31', '2024-03-05 10:30');
    faults.pageSize = 37;
    faults.emptyPages = true;
    stage.server.requests.length = 0;
    const paged = await minutesOf('2024-03-04 09:31', '2024-03-05 10:30');
    const ends = (batches: readonly DataBatch[]): number[] =>
      batches.flatMap((batch) => (batch.kind === DataKind.TradeBar ? [...batch.endTime] : []));
    expect(ends(paged)).toEqual(ends(whole));
    expect(ends(paged)).toHaveLength(390 + 60);
    expect(new Set(ends(paged)).size).toBe(450);
    expect(stage.server.requests.length).toBe(2 * Math.ceil(451 / 37) - 1);
  });

  it('63 a page token that comes again ends the loop with an error', async () => {
    await open();
    Object.assign(stage.server.data.faults, { pageSize: 10, repeatsToken: true });
    await expect(minutesOf('2024-03-04 09:31', '2024-03-04 12:00')).rejects.toMatchObject({
      code: 'DATA_SOURCE_FAILED',
      message: expect.stringContaining('lead back'),
    });
    expect(stage.server.requests.length).toBeLessThan(4);
  });

  it('64 no recent prices of all exchanges: the answer is taken from IEX, or ends 15 minutes ago', async () => {
    await open({ history: { feed: 'sip' } });
    expect(lastEnd(await minutesOf('2024-03-05 09:31', '2024-03-05 11:00'))).toBe('2024-03-05T16:00:00Z');
    expect(stage.server.requests.map((url) => new URL(url, 'http://x').searchParams.get('feed'))).toEqual([
      'sip',
      'iex',
    ]);
    expect(stage.notices).toEqual([expect.stringContaining('IEX')]);
    await stage.close();
    await open({ history: { feed: 'sip', recentSip: 'trim' } });
    expect(lastEnd(await minutesOf('2024-03-05 09:31', '2024-03-05 11:00'))).toBe('2024-03-05T15:45:00Z');
    expect(stage.notices).toEqual([expect.stringContaining('left out')]);
    // What is older is there without any of that.
    expect(rowsOf(await minutesOf('2024-03-04 09:31', '2024-03-04 16:00'))).toBe(390);
    expect(stage.notices).toHaveLength(1);
  });

  it('65 daily bars in weeks of winter and summer time belong to their trading days', async () => {
    const closes = Array.from({ length: 15 }, (_, day) => 100 + day);
    const days = tradeBars('SPY', { start: '2024-03-04', resolution: Resolution.Daily, closes });
    await open({ now: '2024-04-01 12:00', series: [days] });
    const ask = async (strictDailyEndTimes: boolean): Promise<string[]> => {
      const config = stockConfig('SPY', Resolution.Daily, TickType.Trade, { strictDailyEndTimes });
      const batches = await stage.history.getHistory(stage.request(config, '2024-03-07 00:00', '2024-03-14 00:00'));
      return batches.flatMap((batch) =>
        batch.kind === DataKind.TradeBar
          ? Array.from(batch.time, (time, row) => `${local(time)} ${local(batch.endTime[row]!)} ${batch.close[row]}`)
          : [],
      );
    };
    const local = (utcMs: number): string => formatUtc(NEW_YORK.toLocal(utcMs)).slice(5, 16);
    expect(await ask(true)).toEqual([
      '03-07T09:30 03-07T16:00 103',
      '03-08T09:30 03-08T16:00 104',
      '03-11T09:30 03-11T16:00 105',
      '03-12T09:30 03-12T16:00 106',
      '03-13T09:30 03-13T16:00 107',
    ]);
    expect(await ask(false)).toEqual([
      '03-06T00:00 03-07T00:00 102',
      '03-07T00:00 03-08T00:00 103',
      '03-08T00:00 03-09T00:00 104',
      '03-11T00:00 03-12T00:00 105',
      '03-12T00:00 03-13T00:00 106',
      '03-13T00:00 03-14T00:00 107',
    ]);
  });

  it('hours begin at the open, whatever was traded before it', async () => {
    const early = tradeBars('SPY', { start: '2024-03-04 09:00', resolution: Resolution.Minute, closes: CLOSES });
    await open({ series: [early] });
    const batches = await stage.history.getHistory(
      stage.request(stockConfig('SPY', Resolution.Hour), '2024-03-04 09:00', '2024-03-04 11:00'),
    );
    expect(batches).toMatchObject([{ length: 2, volume: { 0: 30 * MINUTE_VOLUME, 1: 60 * MINUTE_VOLUME } }]);
  });

  it('prices are adjusted as the subscription asks, and refused where Alpaca has no such prices', async () => {
    await open();
    const ask = (normalization: DataNormalizationMode) =>
      stage.history.getHistory(
        stage.request(stockConfig('SPY', Resolution.Minute, TickType.Trade, { normalization }), '2024-03-04 09:31'),
      );
    await ask(DataNormalizationMode.Raw);
    await ask(DataNormalizationMode.SplitAdjusted);
    await ask(DataNormalizationMode.Adjusted);
    expect(stage.server.requests.map((url) => new URL(url, 'http://x').searchParams.get('adjustment'))).toEqual([
      'raw',
      'split',
      'all',
    ]);
    await expect(ask(DataNormalizationMode.TotalReturn)).rejects.toMatchObject({ code: 'DATA_KIND_UNSUPPORTED' });
  });

  it('too many requests and broken servers are waited for, wrong keys are not', async () => {
    await open();
    stage.server.answers.push(
      jsonReply(429, { message: 'too many requests.' }),
      { status: 503, body: '<html>unavailable</html>', contentType: 'text/html' },
      EMPTY_REPLY,
    );
    const asked = minutesOf('2024-03-04 09:31', '2024-03-04 10:00');
    for (let answers = 1; answers <= 3; answers += 1) {
      await stage.until(() => stage.server.requests.length === answers);
      await stage.until(() => stage.clock.nextTimerUtc < Number.POSITIVE_INFINITY);
      await stage.moveTo(stage.clock.nextTimerUtc);
    }
    expect(rowsOf(await asked)).toBe(30);
    stage.server.requests.length = 0;
    stage.server.answers.push({ status: 401, body: '<html><body>denied</body></html>', contentType: 'text/html' });
    await expect(minutesOf('2024-03-04 09:31', '2024-03-04 10:00')).rejects.toMatchObject({
      code: 'DATA_NOT_PERMITTED',
      message: expect.stringContaining('denied'),
    });
    expect(stage.server.requests).toHaveLength(1);
  });

  it('no more is asked in a minute than the plan allows', async () => {
    const { DataRequests } = await import('../../src/data/data-requests.ts');
    await open();
    const requests = new DataRequests({ clock: stage.clock, perMinute: 3 });
    const begun = stage.clock.utcNow();
    const asked: number[] = [];
    const all = Promise.all(
      Array.from({ length: 7 }, () =>
        requests.ask('anything', async () => void asked.push(stage.clock.utcNow() - begun)),
      ),
    );
    await stage.moveTo(newYork('2024-03-05 11:05'));
    await all;
    expect(asked).toEqual([0, 0, 0, 60_000, 60_000, 60_000, 120_000]);
  });
});
