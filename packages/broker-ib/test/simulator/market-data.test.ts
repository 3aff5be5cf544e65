import { BarSizeSetting, WhatToShow } from '@stoqey/ib';
import { afterEach, describe, expect, test } from 'vitest';
import { errorsOf, noticesOf } from './readings.ts';
import { AAPL, Stage, type StageOptions } from './stage.ts';

const MINUTE = BarSizeSetting.MINUTES_ONE;

describe('market data', () => {
  let stage: Stage;
  const open = async (options: StageOptions = {}): Promise<Stage> => {
    stage = await Stage.open(options);
    return stage;
  };
  afterEach(async () => {
    expect(stage.client.defects).toEqual([]);
    expect(stage.simulator.failures).toEqual([]);
    await stage.close();
  });

  test('quotes: the kind of data, what is there, and then what changes', async () => {
    const { client } = await open({ prices: [100, 101] });
    client.forget();
    await stage.ask((api) => api.reqMktData(5, AAPL, '', false, false));
    expect(client.all('marketDataType')).toEqual([[5, 1]]);
    const prices = (): unknown[] => client.all('tickPrice').map(([, tick, price]) => [tick, price]);
    expect(prices()).toEqual(
      expect.arrayContaining([
        [1, 100],
        [2, 100],
        [4, 100],
      ]),
    );
    client.forget();
    await stage.minutes();
    expect(prices()).toEqual(
      expect.arrayContaining([
        [1, 101],
        [2, 101],
        [4, 101],
      ]),
    );
    client.forget();
    await stage.ask((api) => api.cancelMktData(5));
    await stage.ask((api) => api.cancelMktData(5));
    expect(errorsOf(client, 5)).toEqual([300]);
  });

  test('a snapshot ends', async () => {
    const { client } = await open({ habits: { snapshotEndMs: 11_000 } });
    await stage.ask((api) => api.reqMktData(5, AAPL, '', true, false));
    expect(client.names('tickSnapshotEnd')).toEqual([]);
    await stage.pass(11_000);
    expect(client.all('tickSnapshotEnd')).toEqual([[5]]);
  });

  test.each([
    ['delayed', 1, [354]],
    ['delayed', 3, [10_167]],
    ['none', 3, [10_168]],
  ] as const)('an account whose data is %s, asked for type %i', async (marketData, type, codes) => {
    const { client } = await open({ habits: { marketData } });
    await stage.ask((api) => {
      api.reqMarketDataType(type as never);
      api.reqMktData(5, AAPL, '', false, false);
    });
    expect(errorsOf(client, 5)).toEqual(codes);
    const ticks = client.all('tickPrice').map(([, tick]) => tick);
    expect(ticks).toEqual(codes[0] === 10_167 ? expect.arrayContaining([66, 67, 68]) : []);
  });

  test('lines are limited, ids are not given twice, and instruments must be known', async () => {
    const { client } = await open({ habits: { marketDataLines: 1 } });
    await stage.ask((api) => {
      api.reqMktData(5, AAPL, '', false, false);
      api.reqMktData(5, AAPL, '', false, false);
      api.reqMktData(6, { ...AAPL, symbol: 'MSFT' }, '', false, false);
      api.reqMktData(7, { ...AAPL, symbol: 'NONE' }, '', false, false);
    });
    expect([5, 6, 7].map((id) => errorsOf(client, id))).toEqual([[322], [101], [200]]);
  });

  test('nothing comes while IB is lost; after 1101 it has to be asked for again', async () => {
    const { client } = await open({ prices: [100, 101, 102, 103] });
    await stage.ask((api) => api.reqMktData(5, AAPL, '', false, false));
    const { life } = stage.simulator;
    life.loseIb();
    client.forget();
    await stage.minutes();
    expect(client.names('tickPrice')).toEqual([]);
    life.restoreIb(true);
    await stage.minutes();
    expect(client.names('tickPrice').length).toBeGreaterThan(0);
    life.loseIb();
    life.restoreIb(false);
    client.forget();
    await stage.minutes();
    expect(client.names('tickPrice')).toEqual([]);
    life.setCompetingSession(true);
    await stage.simulator.quiet();
    expect(noticesOf(client)).toContain(10_197);
  });

  test('ticks one by one', async () => {
    const { client } = await open({ prices: [100, 101] });
    await stage.ask((api) => {
      api.reqTickByTickData(1, AAPL, 'Last' as never, 0, false);
      api.reqTickByTickData(2, AAPL, 'BidAsk' as never, 0, false);
      api.reqTickByTickData(3, AAPL, 'MidPoint' as never, 0, false);
      api.reqTickByTickData(4, AAPL, 'Last' as never, 0, false);
    });
    expect(errorsOf(client, 4)).toEqual([10_190]);
    await stage.minutes();
    expect(client.all('tickByTickAllLast')[0]).toEqual([
      1,
      1,
      '1709563620',
      101,
      1_200,
      { pastLimit: false, unreported: false },
      'NASDAQ',
      '',
    ]);
    expect(client.all('tickByTickBidAsk')[0]?.slice(0, 4)).toEqual([2, '1709563620', 101, 101]);
    expect(client.all('tickByTickMidPoint')).toEqual([[3, '1709563620', 101]]);
  });

  test('bars of five seconds come to the same as the bar of the minute', async () => {
    const { client } = await open({ prices: [100, 101] });
    await stage.ask((api) => api.reqRealTimeBars(5, AAPL, 5, WhatToShow.TRADES, true));
    await stage.minutes();
    const bars = client.all('realtimeBar').map((bar) => bar as number[]);
    expect(bars.length).toBe(12);
    expect(bars.map(([, time]) => time)).toEqual(Array.from({ length: 12 }, (_, at) => 1_709_563_560 + 5 * at));
    expect([bars[0]?.[2], bars.at(-1)?.[5]]).toEqual([100, 101]);
    expect(Math.max(...bars.map((bar) => bar[3] ?? 0))).toBe(101);
    expect(Math.min(...bars.map((bar) => bar[4] ?? 0))).toBe(100);
    expect(bars.reduce((sum, bar) => sum + (bar[6] ?? 0), 0)).toBe(1_200);
    stage.simulator.life.bustRealTimeBars();
    await stage.simulator.quiet();
    expect(errorsOf(client, 5)).toEqual([10_225]);
  });

  test('history: bars of any length, times as seconds or as days', async () => {
    const { client } = await open({ prices: [100, 101, 102, 103, 104, 105] });
    await stage.minutes(5);
    await stage.ask((api) => api.reqHistoricalData(1, AAPL, '', '1 D', MINUTE, WhatToShow.TRADES, 1, 2, false));
    const rows = (id: number): (readonly unknown[])[] => client.all('historicalData').filter(([reqId]) => reqId === id);
    expect(rows(1).map(([, date, , , , close]) => [date, close])).toEqual([
      ['1709563500', 100],
      ['1709563560', 101],
      ['1709563620', 102],
      ['1709563680', 103],
      ['1709563740', 104],
      ['1709563800', 105],
      [expect.stringMatching(/^finished-/), -1],
    ]);
    await stage.ask((api) =>
      api.reqHistoricalData(2, AAPL, '', '1 D', BarSizeSetting.MINUTES_FIVE, WhatToShow.TRADES, 1, 1, false),
    );
    expect(rows(2).map((row) => row.slice(1, 7))).toMatchObject([
      ['20240304 09:45:00 America/New_York', 100, 104, 100, 104, 6_000],
      ['20240304 09:50:00 America/New_York', 104, 105, 104, 105, 1_200],
      [expect.anything(), -1, -1, -1, -1, -1],
    ]);
    await stage.ask((api) =>
      api.reqHistoricalData(
        3,
        AAPL,
        '20240304-14:47:00',
        '2 D',
        BarSizeSetting.DAYS_ONE,
        WhatToShow.TRADES,
        1,
        2,
        false,
      ),
    );
    expect(rows(3)[0]?.slice(1, 6)).toEqual(['20240304', 100, 101, 100, 101]);
    await stage.ask((api) => api.reqHeadTimestamp(4, AAPL, WhatToShow.TRADES, true, 2));
    expect(client.all('headTimestamp')).toEqual([[4, '1709528400']]);
    await stage.ask((api) =>
      api.reqHistoricalTicks(5, AAPL, '20240304-14:45:00', null as never, 2, WhatToShow.TRADES, 1, false),
    );
    expect(client.all('historicalTicksLast')[0]).toMatchObject([
      5,
      [{ price: 100, size: 1_200 }, { price: 101 }],
      true,
    ]);
  });

  test('what cannot be asked of history', async () => {
    const { client } = await open();
    const ask = (
      id: number,
      symbol: string,
      end: string,
      duration: string,
      size: string,
      keep = false,
    ): Promise<unknown> =>
      stage.ask((api) =>
        api.reqHistoricalData(id, { ...AAPL, symbol }, end, duration, size as never, WhatToShow.TRADES, 1, 2, keep),
      );
    await ask(1, 'AAPL', '', '1 X', '1 min');
    await ask(2, 'AAPL', '', '1 D', '7 mins');
    await ask(3, 'AAPL', '20240304-14:47:00', '1 D', '1 min', true);
    await ask(4, 'AAPL', 'yesterday', '1 D', '1 min');
    await ask(5, 'NONE', '', '1 D', '1 min');
    await ask(6, 'AAPL', '20240101-14:47:00', '60 S', '1 min');
    await stage.ask((api) => api.cancelHistoricalData(9));
    expect([1, 2, 3, 4, 5, 6, 9].map((id) => errorsOf(client, id)[0])).toEqual([321, 321, 321, 10_314, 200, 162, 366]);
  });

  test('history is asked for at its pace', async () => {
    const { client } = await open();
    const ask = (id: number, duration: string): Promise<unknown> =>
      stage.ask((api) => api.reqHistoricalData(id, AAPL, '', duration, MINUTE, WhatToShow.TRADES, 1, 2, false));
    await ask(1, '1 D');
    await ask(2, '1 D');
    for (let id = 3; id <= 7; id += 1) await ask(id, `${id} D`);
    expect([1, 2, 3, 4, 5, 6, 7].map((id) => errorsOf(client, id))).toEqual([[], [162], [], [], [], [], [162]]);
    await stage.pass(15_000);
    await ask(8, '1 D');
    expect(errorsOf(client, 8)).toEqual([]);
  });

  test('history that is kept up to date: the bar that forms, then the next one, until it dies', async () => {
    const { client } = await open({ prices: [100, 101, 102, 103] });
    await stage.ask((api) => api.reqHistoricalData(1, AAPL, '', '1 D', MINUTE, WhatToShow.TRADES, 1, 2, true));
    await stage.minutes(2);
    const updates = client.all('historicalDataUpdate') as [number, string, number, number, number, number, number][];
    expect(updates.length).toBe(24);
    expect([updates[0]?.[1], updates[11]?.slice(1, 7), updates[12]?.[1]]).toEqual([
      '1709563560',
      ['1709563560', 100, 101, 100, 101, 1_200],
      '1709563620',
    ]);
    stage.simulator.life.failHistoryUpdates();
    await stage.minutes();
    expect(errorsOf(client, 1)).toEqual([10_182]);
    expect(client.names('historicalDataUpdate').length).toBe(24);
  });
});
