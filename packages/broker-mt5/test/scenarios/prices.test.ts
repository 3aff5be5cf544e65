import { Resolution, SecurityType } from '@lockstep/core';
import { quoteBars } from '@lockstep/core/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { ServerTime } from '../../src/wire/server-time.ts';
import { PriceStage, quotesOf } from '../price-stage.ts';
import { hasPython } from '../python.ts';

const NOW = Date.UTC(2024, 2, 6, 10);
const LATER = Date.UTC(2030, 0, 1);
let stage: PriceStage | null = null;

afterEach(async () => {
  await stage?.close();
  stage = null;
});

function eurusd(closes: readonly (number | null)[]) {
  return quoteBars('EURUSD', {
    start: '2024-03-06 04:00',
    resolution: Resolution.Minute,
    closes,
    spread: 0.0002,
    securityType: SecurityType.Forex,
    market: 'oanda',
  });
}

describe.skipIf(!hasPython)('prices (needs Python 3.9 or later)', () => {
  it('61 ticks that share a millisecond are each given once, also across two looks', async () => {
    stage = await PriceStage.open(NOW);
    stage.simulator.prices.publish('EURUSD', 1, 1.1);
    await stage.connect();
    const source = stage.data.feed.subscribe(stage.request('EURUSD', Resolution.Tick, NOW, LATER));
    await stage.pass(200);
    expect(await quotesOf(source)).toEqual([]);
    stage.simulator.prices.publish('EURUSD', 2, 2.1);
    stage.simulator.prices.publish('EURUSD', 3, 3.1);
    await stage.data.stream.look();
    stage.simulator.prices.publish('EURUSD', 4, 4.1);
    await stage.pass(300);
    stage.simulator.prices.publish('EURUSD', 5, 5.1);
    await stage.pass(300);
    expect(await quotesOf(source)).toEqual([
      [2, 2.1],
      [3, 3.1],
      [4, 4.1],
      [5, 5.1],
    ]);
  });

  it('62 history that is not loaded yet is asked for again; one that stays away is an error', async () => {
    stage = await PriceStage.open(NOW, eurusd([1.08, 1.09, 1.1, 1.11]));
    const request = stage.request('EURUSD', Resolution.Minute, NOW - 3_600_000, NOW);
    const missing = { error: [-4, 'Terminal: Not found'] as const };
    stage.simulator.faults.script('copy_rates_range', missing, missing);
    const answer = stage.data.history.getHistory(request);
    await stage.pass(5_000);
    expect((await answer).reduce((sum, { length }) => sum + length, 0)).toBe(4);
    stage.simulator.faults.script('copy_rates_range', ...Array.from({ length: 5 }, () => missing));
    const failure = Promise.resolve(stage.data.history.getHistory(request)).catch((error: unknown) => error);
    await stage.pass(10_000);
    expect(await failure).toMatchObject({ code: 'DATA_SOURCE_FAILED' });
  });

  it('65 a minute without a tick has no bar, and the next one is right', async () => {
    stage = await PriceStage.open(NOW);
    stage.simulator.prices.publish('EURUSD', 1.08, 1.0802);
    await stage.connect();
    const source = stage.data.feed.subscribe(stage.request('EURUSD', Resolution.Minute, NOW, LATER));
    await stage.pass(1_000);
    stage.simulator.prices.publish('EURUSD', 1.09, 1.0902);
    await stage.pass(120_000);
    stage.simulator.prices.publish('EURUSD', 1.1, 1.1002);
    await stage.pass(62_000);
    expect(await quotesOf(source)).toEqual([
      [1.09, 1.0902],
      [1.1, 1.1002],
    ]);
  });

  it('67 a day is one of our calendar, not one of the server', async () => {
    stage = await PriceStage.open(
      Date.UTC(2024, 2, 8, 12),
      eurusd(Array.from({ length: 2_000 }, (_, i) => 1 + i / 1e5)),
    );
    const request = stage.request('EURUSD', Resolution.Daily, Date.UTC(2024, 2, 6), Date.UTC(2024, 2, 8));
    const bars = await stage.data.history.getHistory(request);
    const ends = bars.flatMap((batch) => ('endTime' in batch ? [...batch.endTime] : []));
    expect(ends.length).toBeGreaterThan(0);
    // Data of currencies has days of UTC; those of the server end at 17:00 in New York.
    expect(ends.map((end) => end % 86_400_000)).toEqual(ends.map(() => 0));
  });

  it('the way to the terminal breaks: said, and what was missed comes from history', async () => {
    stage = await PriceStage.open(NOW);
    await stage.connect();
    stage.simulator.dropConnections();
    stage.data.feed.subscribe(stage.request('EURUSD', Resolution.Tick, NOW, LATER));
    await stage.pass(5_000);
    expect(stage.statuses.map(({ kind }) => kind)).toEqual(['disconnected', 'reconnected']);
  });
});

describe('the clock of the trade server', () => {
  it('58 59 is that of the rule, summer and winter, until fresh ticks show another', () => {
    const server = new ServerTime();
    const [winter, summer] = [Date.UTC(2024, 0, 10), Date.UTC(2024, 6, 10)];
    expect([server.offsetAt(winter), server.offsetAt(summer)]).toEqual([7_200_000, 10_800_000]);
    expect(server.toUtc(server.toServer(summer))).toBe(summer);
    const measured = [0, 1, 2].map((second) =>
      server.measure(winter + 3_600_000 + second * 1_000, winter + second * 1_000),
    );
    expect(measured).toEqual([null, null, -3_600_000]);
    expect(server.offsetAt(winter)).toBe(3_600_000);
  });

  it('60 is never measured by ticks of before the weekend', () => {
    const server = new ServerTime();
    const now = Date.UTC(2024, 0, 13, 12);
    const old = server.toServer(now) - 40 * 3_600_000;
    for (const second of [0, 1, 2, 3]) expect(server.measure(old, now + second * 1_000)).toBe(null);
  });

  it('is given by a zone, hours added to one, or a fixed offset', () => {
    const at = Date.UTC(2024, 6, 10);
    expect(
      ['Europe/Athens', 'UTC+03', 'America/New_York+7', 'Europe/London-1'].map(
        (rule) => new ServerTime(rule).offsetAt(at) / 3_600_000,
      ),
    ).toEqual([3, 3, 3, 0]);
    expect(() => new ServerTime('Mars/Base')).toThrow(/ENVIRONMENT_INVALID|America\/New_York\+7/);
  });
});
