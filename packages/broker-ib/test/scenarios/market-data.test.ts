import { NOTHING_YET, Resolution, SecurityType, type SubscriptionSource, TickType } from '@lockstep/core';
import { quoteBars, tradeBars } from '@lockstep/core/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { priceSnapshot } from '../../src/data/snapshot.ts';
import { ARRIVES } from '../../src/simulator/faults/telling-fate.ts';
import { configOf, DataStage, type DataStageOptions, newYork, pricesOf, symbolOf } from '../data-stage.ts';

const { Minute, Second, Tick, Daily } = Resolution;
/** A Monday. */
const OPEN = '2024-03-04 09:30';
const steps = (count: number, first = 100): number[] => Array.from({ length: count }, (_, at) => first + at);
const AAPL = tradeBars('AAPL', { start: OPEN, resolution: Minute, closes: steps(300), volume: 1_200 });
const MSFT = tradeBars('MSFT', { start: OPEN, resolution: Minute, closes: steps(300, 400), volume: 600 });
const EURUSD = quoteBars('EURUSD', {
  start: OPEN,
  resolution: Second,
  closes: Array.from({ length: 900 }, (_, at) => 1.1 + at / 100_000),
  spread: 0.0002,
  volume: 1_000_000,
  securityType: SecurityType.Forex,
});

/** Starts and closes of the bars that a live source has given by now, `HH:mm close`. */
async function barsOf(source: SubscriptionSource): Promise<string[]> {
  const bars: string[] = [];
  for (;;) {
    const batch = await source.next();
    if (batch === null || batch === NOTHING_YET) return bars;
    if (!('close' in batch)) continue;
    for (let row = 0; row < batch.length; row += 1) {
      const minutes = Math.round((batch.time[row]! - newYork('2024-03-04 00:00')) / 60_000);
      const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      bars.push(`${time} ${batch.close[row]}`);
    }
  }
}

/** Bid, its size, ask and its size of the last quote that a source has given by now. */
async function lastQuote(source: SubscriptionSource): Promise<string> {
  let text = '';
  for (;;) {
    const batch = await source.next();
    if (batch === null || batch === NOTHING_YET) return text;
    if ('bidPrice' in batch)
      text = [batch.bidPrice, batch.bidSize, batch.askPrice, batch.askSize].map((column) => column.at(-1)).join(' ');
  }
}

describe('I. Market data and history', () => {
  let stage: DataStage;
  const open = async (options: Partial<DataStageOptions> = {}): Promise<DataStage> => {
    stage = await DataStage.open({ now: '2024-03-04 09:40', series: [AAPL, MSFT, EURUSD], ...options });
    await stage.connect();
    return stage;
  };
  const kindsOf = (): string[] => stage.statuses.map(({ kind }) => kind);
  /** A live subscription through the whole feed. */
  const live = (ticker: string, resolution: Resolution, options: Parameters<typeof configOf>[2] = {}) =>
    stage.data.feed.subscribe({
      ...stage.request(configOf(ticker, resolution, options)),
      startUtc: stage.clock.utcNow(),
    });
  /** One of IB's own streams. */
  const stream = (ticker: string, resolution: Resolution, options: Parameters<typeof configOf>[2] = {}) =>
    stage.data.stream.subscribe(stage.request(configOf(ticker, resolution, options)));

  afterEach(async () => {
    expect(stage.troubles).toEqual([]);
    expect(stage.connection.undecoded).toBe(0);
    expect(stage.simulator.failures).toEqual([]);
    await stage.close();
  });

  it('I1 quotes: sides by themselves, a size that comes without its price, -1 and 0 for none', async () => {
    await open();
    const source = stream('EURUSD', Tick, { securityType: SecurityType.Forex, tickType: TickType.Quote });
    await stage.moveTo('2024-03-04 09:40:02');
    expect(await lastQuote(source)).toMatch(/^1\.1\d+ 1000000 1\.1\d+ 1000000$/);
    // TWS says that nobody bids: -1 with a size of 0.
    stage.simulator.faults.onTelling(({ name, fields }) => name === 'tickPrice' && fields[3] === '1', {
      kind: 'changed',
      fields: (fields) => [...fields.slice(0, 4), '-1', '0', ...fields.slice(6)],
    });
    await stage.moveTo('2024-03-04 09:40:03');
    expect(await lastQuote(source)).toMatch(/^0 \d+ 1\.1\d+ 1000000$/);
  });

  it('I2 delayed prices are refused, or said to be late where they are wanted; never both in one', async () => {
    await open({ simulator: { habits: { marketData: 'delayed' } } });
    stream('AAPL', Tick);
    await stage.rest();
    expect(stage.statuses).toMatchObject([{ kind: 'refused', code: '354' }]);
    await stage.close();
    await open({ simulator: { habits: { marketData: 'delayed' } }, data: { delayed: true } });
    const source = stream('AAPL', Tick);
    await stage.moveTo('2024-03-04 09:42:30');
    expect(stage.statuses).toMatchObject([{ kind: 'delayed', delayMs: 900_000 }]);
    expect(await pricesOf(source)).toEqual([109, 110, 111]);
  });

  it.each([
    ['none', false, '354', /no subscription to this market data/],
    ['none', true, '10168', /delayed market data is not enabled/i],
  ] as const)('I3 an account whose data is %s (delayed: %s) hears of %s', async (marketData, delayed, code, text) => {
    await open({ simulator: { habits: { marketData } }, data: { delayed } });
    stream('AAPL', Tick);
    await stage.rest();
    expect(stage.statuses).toMatchObject([{ kind: 'refused', code, text: expect.stringMatching(text) }]);
  });

  it('I4 another session has the prices: they stand still, are asked for again, and go on', async () => {
    await open();
    const source = live('AAPL', Minute);
    await stage.moveTo('2024-03-04 09:42:10');
    stage.simulator.life.setCompetingSession(true);
    await stage.rest();
    expect(stage.statuses).toMatchObject([{ kind: 'disconnected', reason: expect.stringContaining('10197') }]);
    await stage.moveTo('2024-03-04 09:44:30');
    stage.simulator.life.setCompetingSession(false);
    await stage.moveTo('2024-03-04 09:47:30');
    expect(kindsOf()).toEqual(['disconnected', 'reconnected']);
    expect(await barsOf(source)).toEqual([
      '09:40 110',
      '09:41 111',
      '09:42 112',
      '09:43 113',
      '09:44 114',
      '09:45 115',
      '09:46 116',
    ]);
  });

  it('I5 one line too many: that one has no prices, the others go on', async () => {
    await open({ simulator: { habits: { marketDataLines: 1 } } });
    const [first, second] = [stream('AAPL', Tick), stream('MSFT', Tick)];
    await stage.moveTo('2024-03-04 09:42:30');
    expect(stage.statuses).toMatchObject([{ kind: 'refused', code: '101', symbol: { value: 'MSFT' } }]);
    expect([(await pricesOf(first)).length, await pricesOf(second)]).toEqual([2, []]);
  });

  it('I6 bars of five seconds become minutes: one that is missing, and one subscription that is busted', async () => {
    await open();
    const source = live('AAPL', Minute);
    await stage.moveTo('2024-03-04 09:41:30');
    stage.simulator.faults.onTelling('realtimeBar', { kind: 'dropped' }, 1);
    await stage.moveTo('2024-03-04 09:42:30');
    stage.simulator.life.bustRealTimeBars();
    await stage.moveTo('2024-03-04 09:44:30');
    expect(await barsOf(source)).toEqual(['09:40 110', '09:41 111', '09:42 112', '09:43 113']);
    expect(kindsOf()).toEqual(['missed']);
  });

  it('I7 tick by tick: trades that are no prices to go by are left out', async () => {
    await open({ data: { everyTick: true } });
    const trades = stream('AAPL', Tick);
    const quotes = stream('MSFT', Tick, { tickType: TickType.Quote });
    await stage.moveTo('2024-03-04 09:41:30');
    // Mask 2 is a trade that no exchange reported.
    stage.simulator.faults.onTelling(({ name, fields }) => name.startsWith('tickByTick') && fields[2] === '1', {
      kind: 'changed',
      fields: (fields) => [...fields.slice(0, 6), '2', ...fields.slice(7)],
    });
    await stage.moveTo('2024-03-04 09:43:30');
    expect(await pricesOf(trades)).toEqual([110, 112]);
    expect(await pricesOf(quotes)).toEqual([410, 411, 412]);
  });

  it('I8 history: nothing there is no error, and a pace that was too fast is waited out', async () => {
    await open();
    const ask = (ticker: string, from: string, to: string) =>
      stage.settled(Promise.resolve(stage.data.history.getHistory(stage.request(configOf(ticker, Minute), from, to))));
    expect(await ask('AAPL', '2024-02-01 10:00', '2024-02-01 11:00')).toEqual([]);
    expect(await ask('GONE', '2024-03-04 09:30', '2024-03-04 09:40')).toEqual([]);
    // Somebody else with the same login has used up the pace.
    const { faults } = stage.simulator;
    const text = 'Historical Market Data Service error message:Historical data request pacing violation';
    faults.onTelling('historicalData', {
      kind: 'changed',
      fields: ([, reqId = '']) => ['4', '2', reqId, '162', text, ''],
    });
    const before = stage.clock.utcNow();
    const found = await ask('AAPL', '2024-03-04 09:30', '2024-03-04 09:35');
    expect(found.reduce((sum, { length }) => sum + length, 0)).toBe(5);
    expect(stage.clock.utcNow() - before).toBeGreaterThanOrEqual(15_000);
  });

  it('I9 a burst of questions keeps to the pace, and the same question is one', async () => {
    await open();
    const asked: string[] = [];
    stage.simulator.faults.random = {
      request: ({ name }) => {
        if (name === 'reqHistoricalData') asked.push(name);
        return ARRIVES;
      },
      telling: () => ARRIVES,
    };
    const ask = (from: string) =>
      Promise.resolve(stage.data.history.getHistory(stage.request(configOf('AAPL', Minute), from, '2024-03-04 09:39')));
    const times = Array.from(
      { length: 61 },
      (_, at) => `2024-03-04 09:${String(30 + (at % 8)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`,
    );
    const answers = await stage.settled(Promise.all([...times, times[0]!, times[0]!].map(ask)));
    expect(answers.every((batches) => batches.length > 0)).toBe(true);
    expect(stage.codes).not.toContain(162);
    expect(asked.length).toBeLessThanOrEqual(62);
  });

  it('I10 days come as days of the exchange, also when clocks change', async () => {
    const closes = steps(12);
    const series = [tradeBars('AAPL', { start: '2024-03-01', resolution: Daily, closes })];
    await open({ now: '2024-03-20 12:00', series });
    const config = configOf('AAPL', Daily);
    const found = await stage.settled(
      Promise.resolve(stage.data.history.getHistory(stage.request(config, '2024-03-06 12:00', '2024-03-13 12:00'))),
    );
    const times = found.flatMap((batch) => ('time' in batch ? [...batch.time] : []));
    // The clocks went forward on the tenth.
    expect(times).toEqual(['06', '07', '08', '11', '12'].map((day) => newYork(`2024-03-${day} 00:00`)));
  });

  it('I11 bars under way never reach the strategy: each minute once, when it is over', async () => {
    await open();
    const source = live('AAPL', Minute);
    await stage.moveTo('2024-03-04 09:41:40');
    expect(await barsOf(source)).toEqual(['09:40 110']);
    await stage.moveTo('2024-03-04 09:42:30');
    expect(await barsOf(source)).toEqual(['09:41 111']);
  });

  it('I12 a stream that died without a word is asked for again, without a bar missing or twice', async () => {
    await open();
    const source = live('AAPL', Minute);
    await stage.moveTo('2024-03-04 09:41:30');
    stage.simulator.faults.onTelling('realtimeBar', { kind: 'dropped' }, 36);
    await stage.moveTo('2024-03-04 09:49:30');
    expect(kindsOf()).toContain('missed');
    expect(await barsOf(source)).toEqual(steps(9, 110).map((close, at) => `09:${40 + at} ${close}`));
  });

  it('I13 subscribed, left and subscribed again: what comes late for the first is not taken', async () => {
    await open();
    stream('AAPL', Tick).close();
    const second = stream('AAPL', Tick);
    await stage.moveTo('2024-03-04 09:41:30');
    expect(await pricesOf(second)).toEqual([110]);
    second.close();
    await stage.moveTo('2024-03-04 09:43:30');
    expect(await pricesOf(second)).toEqual([]);
    expect(kindsOf()).toEqual([]);
  });

  it('I14 a snapshot ends after its time, or is given up', async () => {
    await open({ simulator: { habits: { snapshotEndMs: 11_000 } } });
    const { contract } = await stage.settled(stage.data.contracts.resolve(symbolOf('AAPL')));
    expect(await stage.settled(priceSnapshot(stage.connection, contract))).toEqual({ bid: 109, ask: 109, last: 109 });
    stage.simulator.faults.onTelling('tickSnapshotEnd', { kind: 'dropped' }, 1);
    await expect(stage.settled(priceSnapshot(stage.connection, contract))).rejects.toMatchObject({ kind: 'silent' });
  });

  it('I15 the past joins what is live, without a hole or an overlap', async () => {
    await open();
    await stage.moveTo('2024-03-04 09:41:20');
    const source = stage.data.feed.subscribe(stage.request(configOf('AAPL', Minute), '2024-03-04 09:36'));
    const first = stage.settled(barsOf(source));
    const past = await first;
    await stage.moveTo('2024-03-04 09:44:30');
    const all = [...past, ...(await barsOf(source))];
    expect(all).toEqual(steps(9, 105).map((close, at) => `09:${35 + at} ${close}`));
  });
});
