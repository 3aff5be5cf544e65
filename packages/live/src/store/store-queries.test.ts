import { Decimal, LockstepError } from '@lockstep/core';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../test/scratch-store.ts';
import { closedTrade, fillEvent, OTHER_RECORDS, orderRequest, SESSION, snapshot } from '../../test/store-records.ts';
import type { Store } from './store.ts';
import { summarizeTrades } from './trade-figures.ts';

/** 21:30 in New York on 4 March 2024, which is the 5th in UTC. */
const LATE = Date.UTC(2024, 2, 5, 2, 30);
const NOON = Date.UTC(2024, 2, 4, 17);

describe('StoreQueries', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore();
    await Promise.all(
      [
        SESSION,
        orderRequest(1),
        orderRequest(2, { symbol: 'BRAVO' }),
        fillEvent(1, 'X-1'),
        {
          kind: 'execution',
          executionId: 'X-1',
          orderId: 1,
          symbol: 'ALFA',
          quantity: '10',
          price: '144.77',
          fee: { amount: '1.00', currency: 'USD' },
          executedAtMs: NOON,
          source: 'stream',
        } as const,
        closedTrade(NOON, '100.10'),
        closedTrade(LATE, '-50.05'),
        snapshot('100000.00'),
        ...OTHER_RECORDS,
      ].map((record) => store.append(record)),
    );
  });

  it('finds open orders, and those of a symbol', async () => {
    expect(await store.queries.openOrders()).toMatchObject([{ orderId: 2, symbol: 'BRAVO' }]);
    expect(await store.queries.recentOrders({ symbol: 'ALFA' })).toHaveLength(1);
    expect(await store.queries.recentOrders({ strategy: 'Other' })).toEqual([]);
    expect((await store.queries.recentOrders({ limit: 1 })).map(({ orderId }) => orderId)).toEqual([2]);
    await expect(store.queries.recentOrders({ limit: -1 })).rejects.toBeInstanceOf(LockstepError);
  });

  it('keeps executions with their corrections', async () => {
    await store.append({
      kind: 'execution',
      executionId: 'X-1',
      orderId: 1,
      symbol: 'ALFA',
      quantity: '10',
      price: '144.77',
      fee: null,
      executedAtMs: NOON,
      source: 'query',
    });
    expect(await store.queries.executions({ fromMs: NOON })).toMatchObject([
      { executionId: 'X-1', quantity: '9', price: '144.80', fee: '1.00', state: 'corrected' },
    ]);
    expect(await store.queries.executions({ toMs: NOON })).toEqual([]);
  });

  it('sums trades up exactly, by day in exchange time', async () => {
    expect(await store.queries.trades({ fromMs: LATE })).toMatchObject([
      { profitLoss: '-50.05', entryValues: { rsi: 31.5 }, orderIds: [1, 2] },
    ]);
    expect(await store.queries.tradesSummary()).toEqual({
      trades: 2,
      winningTrades: 1,
      losingTrades: 1,
      winRate: 0.5,
      profitLoss: '50.05',
      fees: '4.00',
      netProfit: '46.05',
      bestTrade: '98.10',
      worstTrade: '-52.05',
      profitFactor: 98.1 / 52.05,
    });
    expect(await store.queries.performanceByDay()).toMatchObject([
      { day: '2024-03-04', trades: 2, netProfit: '46.05' },
    ]);
    expect(await store.queries.performanceByDay({}, 'UTC')).toMatchObject([
      { day: '2024-03-04', netProfit: '98.10' },
      { day: '2024-03-05', netProfit: '-52.05' },
    ]);
    await expect(store.queries.performanceByDay({}, 'Mars')).rejects.toMatchObject({ code: 'TIME_ZONE_UNKNOWN' });
  });

  it('knows account, days, positions, strategies, sessions and objects', async () => {
    const { queries } = store;
    expect(await queries.accountSnapshots()).toMatchObject([{ equity: '100000.00', cashBook: { EUR: '5.00' } }]);
    expect(await queries.dailySummaries()).toMatchObject([{ day: '2024-03-04', maxDrawdown: 0.0125 }]);
    expect(await queries.positions()).toMatchObject([{ symbol: 'ALFA', quantity: '10', external: false }]);
    expect(await queries.strategies()).toMatchObject([
      { name: 'Cross', status: 'paused', statusBy: 'risk', losingTrades: 3, limitsUsed: { dailyLoss: 0.5 } },
    ]);
    expect(await queries.sessions()).toMatchObject([{ id: 1, endReason: 'stopped', summary: { trades: 1 } }]);
    expect(await queries.objects()).toEqual(new Map([['model', 'weights']]));
    expect(await store.lastState()).toMatchObject({ state: { entered: true } });
  });

  it('lists events newest first, with refusals and differences but not what was allowed', async () => {
    const events = await store.queries.recentEvents();
    const codes = events.map(({ code }) => code);
    expect(codes.slice(0, 2)).toEqual(['SESSION_ENDED', 'FEED_STALE']);
    expect(codes.filter((code) => code === 'RISK_REFUSED')).toHaveLength(1);
    expect(codes).toContain('RECONCILIATION_DIFFERENCE');
    expect(events.find(({ code }) => code === 'CANCEL_REQUESTED')?.message).toContain("it's late");
  });

  it('keeps what a session had when the next one starts', async () => {
    await store.append({ ...SESSION, strategyHash: 'def' });
    expect(await store.queries.strategies()).toMatchObject([
      { status: 'paused', losingTrades: 3, strategyHash: 'def', session: store.lastSeq },
    ]);
    expect(await store.queries.sessions()).toMatchObject([{ endedMs: null }, { id: 1 }]);
  });

  it('answers SQL, and only reads', async () => {
    expect(await store.queries.sql('SELECT count(*) AS n FROM orders WHERE symbol = ?', ['ALFA'])).toEqual([{ n: 1 }]);
    await expect(store.queries.sql('DELETE FROM orders')).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
    await expect(store.queries.sql('SELECT x FROM nowhere')).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: expect.stringContaining('no such table: nowhere') as string,
    });
  });

  it('stores any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        await store.append({ kind: 'signal', name: text, symbol: null, values: { text } });
        const [row] = await store.queries.recentSignals({ limit: 1 });
        expect(row).toMatchObject({ name: text, values: { text } });
      }),
      { numRuns: 40, examples: [["a'; DROP TABLE orders; --"], ['nul\0here'], ['?']] },
    );
    expect(await store.verify()).toMatchObject({ intact: true });
  });
});

describe('summarizeTrades', () => {
  it('has no figures without trades', () => {
    expect(summarizeTrades([])).toMatchObject({ trades: 0, winRate: 0, netProfit: '0', profitFactor: null });
  });

  it('adds up: net profit is the sum over the trades, whatever their order', () => {
    const cents = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => (value / 100).toFixed(2));
    const trade = fc.record({ profitLoss: cents, fees: cents });
    fc.assert(
      fc.property(fc.array(trade, { maxLength: 20 }), (trades) => {
        const { netProfit, winningTrades, losingTrades } = summarizeTrades(trades);
        const sum = trades.reduce(
          (total, { profitLoss, fees }) => total.plus(Decimal.parse(profitLoss)).minus(Decimal.parse(fees)),
          Decimal.ZERO,
        );
        expect(Decimal.parse(netProfit).equals(sum)).toBe(true);
        expect(summarizeTrades(trades.toReversed())).toMatchObject({ netProfit, winningTrades, losingTrades });
      }),
    );
  });
});
