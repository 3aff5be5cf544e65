import { DataKind, type FeedStatus, NOTHING_YET, Resolution, type SubscriptionSource, TickType } from '@lockstep/core';
import { tradeBars } from '@lockstep/core/testing';
import { encode } from '@msgpack/msgpack';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { PriceRevision } from '../../src/data/alpaca-data-feed.ts';
import {
  type MarketDataStage,
  marketDataStage,
  newYork,
  pricesOf,
  type StageOptions,
  stockConfig,
} from '../market-data-stage.ts';

const CLOSES = Array.from({ length: 390 }, (_, minute) => 100 + minute / 100);

function minutes(...tickers: readonly string[]) {
  return tickers.map((ticker) =>
    tradeBars(ticker, { start: '2024-03-04', resolution: Resolution.Minute, closes: CLOSES }),
  );
}

let stage: MarketDataStage;
afterEach(() => stage.close());

async function open(options: Partial<StageOptions> = {}): Promise<MarketDataStage> {
  stage = await marketDataStage({ now: '2024-03-04 10:00', series: minutes('SPY', 'AAPL'), ...options });
  return stage;
}

/** The bars of a ticker as they come. */
function follow(ticker: string, tickType: TickType = TickType.Trade, resolution: Resolution = Resolution.Minute) {
  return stage.feed.subscribe(stage.request(stockConfig(ticker, resolution, tickType)));
}

/** Ends of the bars, or instants of the ticks, that a source has given by now, epoch ms UTC. */
async function timesOf(source: SubscriptionSource): Promise<number[]> {
  const times: number[] = [];
  for (let batch = await source.next(); batch !== null && batch !== NOTHING_YET; batch = await source.next()) {
    if (batch.kind !== DataKind.Auxiliary) times.push(...batch.endTime);
  }
  return times;
}

const kindsOf = (statuses: readonly FeedStatus[]): string[] => statuses.map(({ kind }) => kind);
const closeAt = (time: string): number =>
  CLOSES[(newYork(`2024-03-04 ${time}`) - newYork('2024-03-04 09:31')) / 60_000]!;

/** Lets time pass second by second until the feed is live. */
async function waitUntilUp(): Promise<void> {
  const begun = stage.clock.utcNow();
  for (let second = 0; second < 300 && !stage.feed.isUp; second += 1) {
    await stage.moveTo(begun + second * 1_000);
    // Connections are made in real time.
    await new Promise((resolve) => setTimeout(resolve, 5));
    await stage.moveTo(begun + second * 1_000);
  }
}

describe('market data stream', () => {
  it('gives each bar of a minute when it has ended', async () => {
    await open();
    await stage.connect();
    const source = follow('SPY');
    await stage.moveTo(newYork('2024-03-04 10:03:30'));
    expect(await pricesOf(source)).toEqual([closeAt('10:01'), closeAt('10:02'), closeAt('10:03')]);
  });

  it('8 data stream 406 three times, then let in: 5, 10 and 20 s apart, subscriptions are whole afterwards', async () => {
    await open();
    stage.server.data.faults.authCodes.push(406, 406, 406);
    const source = follow('SPY');
    const connected = stage.connect();
    await stage.until(() => kindsOf(stage.statuses).includes('disconnected'));
    await waitUntilUp();
    await connected;
    const [begun = 0, ...later] = stage.server.connections;
    expect(later.map((utcMs) => (utcMs - begun) / 1_000)).toEqual([5, 15, 35]);
    expect(kindsOf(stage.statuses)).toEqual(['disconnected']);
    await stage.moveTo(newYork('2024-03-04 10:02:00'));
    expect(await pricesOf(source)).toEqual([closeAt('10:01'), closeAt('10:02')]);
  });

  it('9 data stream 402 at the start: no data, and it says why', async () => {
    await open({ secret: 'wrong' });
    await expect(stage.connect()).rejects.toMatchObject({
      code: 'DATA_NOT_PERMITTED',
      message: expect.stringContaining('does not accept the keys'),
    });
    await stage.moveTo(stage.clock.utcNow() + 600_000);
    expect(stage.server.data.sessions).toEqual([]);
  });

  it('10 data stream 409, a feed that the plan does not have: says which to choose', async () => {
    await open({ feed: { feed: 'sip' } });
    await expect(stage.connect()).rejects.toMatchObject({
      code: 'DATA_NOT_PERMITTED',
      message: expect.stringContaining('iex'),
    });
  });

  it('11 data stream 405 after symbol 31: that one is reported, the others go on, also after a reconnect', async () => {
    const tickers = Array.from({ length: 31 }, (_, i) => `S${String.fromCharCode(65 + (i % 26))}${i < 26 ? '' : 'X'}`);
    await open({ series: minutes(...tickers) });
    await stage.connect();
    const sources = tickers.map((ticker) => follow(ticker));
    await stage.moveTo(newYork('2024-03-04 10:01:00'));
    const refused = (): FeedStatus[] => stage.statuses.filter(({ kind }) => kind === 'refused');
    expect(refused()).toMatchObject([{ symbol: { value: tickers[30] }, code: 'SYMBOL_LIMIT' }]);
    const given = await Promise.all(sources.map(pricesOf));
    expect(given.filter(({ length }) => length === 1)).toHaveLength(30);
    stage.server.data.sessions[0]?.cut();
    await stage.until(() => kindsOf(stage.statuses).includes('disconnected'));
    await waitUntilUp();
    await stage.moveTo(newYork('2024-03-04 10:03:00'));
    const later = await Promise.all(sources.map(pricesOf));
    expect(later.filter((prices) => prices.includes(closeAt('10:03')))).toHaveLength(30);
    expect(refused()).toHaveLength(1);
  });

  it('12 subscribe A, subscribe B, acknowledged A, cut: B is subscribed again', async () => {
    await open();
    await stage.connect();
    stage.server.data.faults.cutAfterAcknowledgements = 1;
    const [spy, apple] = [follow('SPY'), follow('AAPL')];
    await stage.until(() => kindsOf(stage.statuses).includes('disconnected'));
    await waitUntilUp();
    expect(kindsOf(stage.statuses)).toEqual(['disconnected', 'reconnected']);
    await stage.moveTo(newYork('2024-03-04 10:02:00'));
    expect((await pricesOf(spy)).at(-1)).toBe(closeAt('10:02'));
    expect((await pricesOf(apple)).at(-1)).toBe(closeAt('10:02'));
  });

  it('13 a socket that is open and silent in market hours is replaced after a look at what it should have said', async () => {
    await open();
    await stage.connect();
    const source = follow('SPY');
    await stage.moveTo(newYork('2024-03-04 10:01:00'));
    stage.server.data.faults.isSilent = true;
    await stage.moveTo(newYork('2024-03-04 10:02:29'));
    expect(stage.server.requests).toEqual([]);
    await stage.moveTo(newYork('2024-03-04 10:02:31'));
    await stage.until(() => kindsOf(stage.statuses).includes('disconnected'));
    expect(stage.server.requests[0]).toContain('/v2/stocks/bars/latest');
    stage.server.data.faults.isSilent = false;
    await waitUntilUp();
    expect(kindsOf(stage.statuses)).toEqual(['disconnected', 'reconnected']);
    await stage.moveTo(newYork('2024-03-04 10:04:00'));
    expect((await pricesOf(source)).at(-1)).toBe(closeAt('10:04'));
  });

  it('13 a socket that is silent because nothing was traded stays, and at the weekend nobody looks', async () => {
    await open({ series: minutes('SPY').map((series) => ({ ...series, bars: series.bars.slice(0, 31) })) });
    await stage.connect();
    follow('SPY');
    await stage.moveTo(newYork('2024-03-04 10:05:00'));
    expect(stage.server.requests.length).toBeGreaterThan(0);
    expect(stage.statuses).toEqual([]);
    await stage.moveTo(newYork('2024-03-04 16:00:00'));
    stage.server.requests.length = 0;
    await stage.moveTo(newYork('2024-03-04 19:00:00'));
    expect(stage.server.requests).toEqual([]);
    expect(stage.statuses).toEqual([]);
  });

  it('14 a server that answers no ping is left after five seconds', async () => {
    await open();
    await stage.connect();
    const source = follow('SPY');
    await stage.moveTo(newYork('2024-03-04 10:00:01'));
    stage.server.simulator.faults.stream.answersPings = false;
    const begun = stage.clock.utcNow();
    for (let second = 1; second <= 20 && stage.statuses.length === 0; second += 1)
      await stage.moveTo(begun + second * 1_000);
    expect(stage.statuses).toMatchObject([{ kind: 'disconnected', reason: expect.stringContaining('ping') }]);
    expect(stage.clock.utcNow() - begun).toBeLessThanOrEqual(15_000);
    stage.server.simulator.faults.stream.answersPings = true;
    await waitUntilUp();
    await stage.moveTo(newYork('2024-03-04 10:01:00'));
    expect(await pricesOf(source)).toEqual([closeAt('10:01')]);
  });

  it('15 a frame that cannot be read asks for what it may have held, and the stream goes on', async () => {
    await open();
    await stage.connect();
    const source = follow('SPY');
    await stage.moveTo(newYork('2024-03-04 10:01:00'));
    stage.server.data.sessions[0]?.sendGarbage();
    await stage.moveTo(newYork('2024-03-04 10:02:00'));
    expect(stage.statuses).toMatchObject([
      { kind: 'disconnected', expected: true, reason: expect.stringContaining('failed to decode') },
      { kind: 'reconnected' },
    ]);
    expect(await pricesOf(source)).toEqual([closeAt('10:01'), closeAt('10:02')]);
    expect(stage.server.data.sessions).toHaveLength(1);
  });

  it.each([
    ["MessagePack's own", false],
    ['texts', true],
  ])('16 data stream with times that are %s: the same bars and trades', async (_, isText) => {
    await open();
    stage.server.data.faults.hasTextTimes = isText;
    await stage.connect();
    const [bars, trades] = [follow('SPY'), follow('SPY', TickType.Trade, Resolution.Tick)];
    await stage.moveTo(newYork('2024-03-04 10:02:30'));
    expect(await timesOf(bars)).toEqual(['10:01:00', '10:02:00'].map((time) => newYork(`2024-03-04 ${time}`)));
    const [first = 0, ...later] = await timesOf(trades);
    expect(first).toBeGreaterThanOrEqual(newYork('2024-03-04 10:00'));
    expect(later.length).toBeGreaterThan(0);
    expect(later.every((utcMs) => utcMs > first && utcMs <= newYork('2024-03-04 10:02:30'))).toBe(true);
  });

  it('17 a client that sends JSON gets an error 400; the library sends MessagePack', async () => {
    await open();
    const received: Buffer[] = [];
    const socket = new WebSocket(`${stage.server.simulator.endpoints.dataStream}/v2/iex`);
    socket.on('message', (data) => received.push(data as Buffer));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ action: 'auth', key: 'KEY', secret: 'SECRET' }));
    await stage.until(() => received.length === 2);
    expect(received[1]).toEqual(Buffer.from(encode([{ T: 'error', code: 400, msg: 'invalid syntax' }])));
    socket.terminate();
    await stage.connect();
    expect(stage.feed.isUp).toBe(true);
  });

  it('66 a bar that was changed after it was told: the change is reported, the bar that was given stays', async () => {
    const revisions: PriceRevision[] = [];
    await open({ feed: { onRevision: (revision) => revisions.push(revision) } });
    await stage.connect();
    const source = follow('SPY');
    await stage.moveTo(newYork('2024-03-04 10:01:00'));
    const t = new Date(newYork('2024-03-04 10:00'));
    stage.server.data.tell({ T: 'u', S: 'SPY', o: 100, h: 120, l: 99, c: 111, v: 7, t, n: 1, vw: 100 });
    await stage.moveTo(newYork('2024-03-04 10:02:00'));
    expect(await pricesOf(source)).toEqual([closeAt('10:01'), closeAt('10:02')]);
    expect(revisions).toMatchObject([{ kind: 'bar', bar: { symbol: 'SPY', close: 111, timestamp: t } }]);
  });

  it('a bar that is told twice counts once', async () => {
    await open();
    await stage.connect();
    const source = follow('SPY');
    await stage.moveTo(newYork('2024-03-04 10:01:00'));
    const t = new Date(newYork('2024-03-04 10:00'));
    stage.server.data.tell({ T: 'b', S: 'SPY', o: 100, h: 120, l: 99, c: 111, v: 7, t, n: 1, vw: 100 });
    await stage.moveTo(newYork('2024-03-04 10:01:30'));
    expect(await pricesOf(source)).toEqual([closeAt('10:01')]);
  });

  it('69 a halt is told, and a halted security may be silent', async () => {
    await open({ series: minutes('SPY').map((series) => ({ ...series, bars: series.bars.slice(0, 31) })) });
    await stage.connect();
    follow('SPY');
    await stage.moveTo(newYork('2024-03-04 10:01:00'));
    const halt = {
      T: 's',
      S: 'SPY',
      sc: 'H',
      sm: 'Trading Halt',
      rc: 'T1',
      rm: 'News Pending',
      t: new Date(),
    } as const;
    stage.server.data.tell(halt);
    await stage.moveTo(newYork('2024-03-04 10:10:00'));
    expect(stage.statuses).toMatchObject([
      { kind: 'halted', symbol: { value: 'SPY' }, reason: 'Trading Halt: News Pending' },
    ]);
    expect(stage.server.requests).toEqual([]);
    stage.server.data.tell({ ...halt, sc: 'T', sm: 'Trading Resumption', rm: '' });
    await stage.moveTo(newYork('2024-03-04 10:10:01'));
    expect(kindsOf(stage.statuses)).toEqual(['halted', 'resumed']);
  });

  it('70 corrections and cancellations of trades are passed on, and are no trades', async () => {
    const revisions: PriceRevision[] = [];
    await open({ feed: { onRevision: (revision) => revisions.push(revision) } });
    await stage.connect();
    const source = follow('SPY', TickType.Trade, Resolution.Tick);
    await stage.moveTo(newYork('2024-03-04 10:00:30'));
    const t = new Date(stage.clock.utcNow());
    stage.server.data.tell({ T: 't', S: 'SPY', i: 7, x: 'V', p: 101.5, s: 10, c: ['@'], t, z: 'B' });
    stage.server.data.tell({
      T: 'c',
      S: 'SPY',
      x: 'V',
      oi: 7,
      op: 101.5,
      os: 10,
      oc: [],
      ci: 8,
      cp: 101.4,
      cs: 10,
      cc: [],
      t,
      z: 'B',
    });
    stage.server.data.tell({ T: 'x', S: 'SPY', i: 8, x: 'V', p: 101.4, s: 10, a: 'C', t, z: 'B' });
    await stage.moveTo(newYork('2024-03-04 10:00:31'));
    expect(await pricesOf(source)).toEqual([101.5]);
    expect(revisions).toMatchObject([
      { kind: 'correction', correction: { originalId: 7, correctedPrice: 101.4 } },
      { kind: 'cancellation', cancellation: { id: 8, price: 101.4 } },
    ]);
  });
});
