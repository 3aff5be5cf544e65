import { OrderAction } from '@stoqey/ib';
import { afterEach, describe, expect, test } from 'vitest';
import { errorsOf, noticesOf } from './readings.ts';
import { Stage, type StageOptions } from './stage.ts';

describe('account', () => {
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

  /** The last value of a key, in a currency. */
  const valueOf = (key: string, currency = 'USD'): unknown =>
    stage.client.all('updateAccountValue').findLast(([name, , of]) => name === key && of === currency)?.[1];

  test('figures and positions, until the download ends; then with each trade and every three minutes', async () => {
    const { client } = await open({ prices: [100, 110, 110, 110, 110] });
    client.forget();
    await stage.ask((api) => api.reqAccountUpdates(true, 'DU1234567'));
    expect(client.names()[0]).toBe('updateAccountValue');
    expect(client.names().slice(-2)).toEqual(['updateAccountTime', 'accountDownloadEnd']);
    expect([valueOf('AccountReady', ''), valueOf('NetLiquidation'), valueOf('CashBalance', 'BASE')]).toEqual([
      'true',
      '100000',
      '100000',
    ]);
    await stage.place(1, { totalQuantity: 100 });
    expect([valueOf('CashBalance'), valueOf('NetLiquidation'), valueOf('GrossPositionValue')]).toEqual([
      '89999',
      '99999',
      '10000',
    ]);
    expect(client.all('updatePortfolio').at(-1)?.slice(1)).toEqual([100, 100, 10_000, 100, 0, 0, 'DU1234567']);
    await stage.minutes(4);
    expect(client.all('updatePortfolio').at(-1)?.slice(1, 6)).toEqual([100, 110, 11_000, 100, 1_000]);
    client.forget();
    await stage.ask((api) => api.reqAccountUpdates(false, 'DU1234567'));
    await stage.minutes(4);
    expect(client.names('updateAccountValue')).toEqual([]);
  });

  test('an account that is not ready says so first', async () => {
    await open({ habits: { accountReadyAfterMs: 120_000 } });
    await stage.ask((api) => api.reqAccountUpdates(true, ''));
    expect(valueOf('AccountReady', '')).toBe('false');
    await stage.pass(60_000);
    expect(valueOf('AccountReady', '')).toBe('true');
  });

  test('an account of somebody else is refused', async () => {
    const { client } = await open();
    client.forget();
    await stage.ask((api) => api.reqAccountUpdates(true, 'DU99'));
    expect(noticesOf(client)).toEqual([321]);
  });

  test('positions: all of them, then what changes, and at last nothing', async () => {
    const { client } = await open({ prices: [100, 110] });
    await stage.place(1, { totalQuantity: 100 });
    await stage.ask((api) => {
      api.reqPositions();
      api.reqPositionsMulti(7, 'DU1234567', '');
    });
    const positions = (event: string): unknown[] => client.all(event).map((args) => args.slice(-2));
    expect(positions('position')).toEqual([[100, 100]]);
    await stage.place(2, { totalQuantity: 40, action: OrderAction.SELL });
    await stage.place(3, { totalQuantity: 60, action: OrderAction.SELL });
    expect(positions('position')).toEqual([
      [100, 100],
      [60, 100],
      [0, 0],
    ]);
    expect(client.names('positionEnd', 'positionMultiEnd')).toEqual(['positionEnd', 'positionMultiEnd']);
    expect(client.all('positionMulti').map((args) => args[4])).toEqual([100, 60, 0]);
    await stage.ask((api) => api.cancelPositions());
    await stage.place(4, {});
    expect(positions('position').length).toBe(3);
  });

  test('a summary has the tags that were asked for; a third one is too many', async () => {
    const { client } = await open();
    await stage.ask((api) => {
      api.reqAccountSummary(1, 'All', 'NetLiquidation,BuyingPower');
      api.reqAccountSummary(2, 'All', '$LEDGER');
      api.reqAccountSummary(3, 'All', 'NetLiquidation');
    });
    expect(client.all('accountSummary').filter(([id]) => id === 1)).toEqual([
      [1, 'DU1234567', 'BuyingPower', '200000', 'USD'],
      [1, 'DU1234567', 'NetLiquidation', '100000', 'USD'],
    ]);
    expect(client.all('accountSummaryEnd')).toEqual([[1], [2]]);
    expect(errorsOf(client, 3)).toEqual([322]);
    await stage.ask((api) => api.cancelAccountSummary(1));
    await stage.ask((api) => api.reqAccountSummary(3, 'All', 'NetLiquidation'));
    expect(client.all('accountSummaryEnd').at(-1)).toEqual([3]);
  });

  test('profit and loss, of all and of one', async () => {
    const { client } = await open({ prices: [100, 110] });
    await stage.place(1, {});
    const conId = stage.simulator.instruments.traded()[0]?.contract.conId ?? 0;
    await stage.minutes();
    await stage.ask((api) => {
      api.reqPnL(1, 'DU1234567', '');
      api.reqPnLSingle(2, 'DU1234567', '', conId);
    });
    expect(client.all('pnl')).toEqual([[1, 100, 100, 0]]);
    expect(client.all('pnlSingle')).toEqual([[2, 10, 100, 100, 0, 1_100]]);
    await stage.place(2, { action: OrderAction.SELL });
    expect(client.all('pnl').at(-1)).toEqual([1, 100, 0, 100]);
  });

  test('updates of an account by a request of their own', async () => {
    const { client } = await open();
    await stage.ask((api) => api.reqAccountUpdatesMulti(5, 'DU1234567', '', false));
    expect(client.all('accountUpdateMulti')).toContainEqual([5, 'DU1234567', '', 'NetLiquidation', '100000', 'USD']);
    expect(client.names('accountUpdateMultiEnd').length).toBe(1);
  });
});
