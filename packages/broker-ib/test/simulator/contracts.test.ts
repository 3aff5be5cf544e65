import { Decimal } from '@lockstep/core';
import { type ContractDetails, SecType } from '@stoqey/ib';
import { afterEach, describe, expect, test } from 'vitest';
import { errorsOf, noticesOf } from './readings.ts';
import { AAPL, Stage, type StageOptions } from './stage.ts';

describe('contracts', () => {
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

  const details = (): ContractDetails[] =>
    stage.client.all('contractDetails').map(([, found]) => found as ContractDetails);

  test('a stock: its number, exchanges, hours and price steps', async () => {
    const { client } = await open();
    await stage.ask((api) => api.reqContractDetails(1, AAPL));
    expect(details()).toMatchObject([
      {
        contract: { symbol: 'AAPL', exchange: 'SMART', primaryExch: 'NASDAQ', currency: 'USD' },
        minTick: 0.0001,
        validExchanges: 'SMART,NASDAQ',
        marketRuleIds: '26,26',
        timeZoneId: 'US/Eastern',
      },
    ]);
    expect(details()[0]?.liquidHours).toContain('20240304:0930-20240304:1600;');
    expect(details()[0]?.tradingHours).toContain('20240309:CLOSED');
    expect(client.all('contractDetailsEnd')).toEqual([[1]]);
    const conId = details()[0]?.contract.conId;
    await stage.ask((api) => api.reqContractDetails(2, { conId: conId ?? 0, exchange: 'SMART' }));
    expect(details()[1]?.contract.symbol).toBe('AAPL');
    await stage.ask((api) => api.reqMarketRule(26));
    expect(client.all('marketRule')[0]).toEqual([
      26,
      [
        { lowEdge: 0, increment: 0.0001 },
        { lowEdge: 1, increment: 0.01 },
      ],
    ]);
  });

  test('numbers are the same in another simulator', async () => {
    await open();
    await stage.ask((api) => api.reqContractDetails(1, AAPL));
    const first = details()[0]?.contract.conId;
    await stage.close();
    await open();
    await stage.ask((api) => api.reqContractDetails(1, AAPL));
    expect(details()[0]?.contract.conId).toBe(first);
  });

  test('what is unknown, and what there is several times', async () => {
    const { client } = await open({ contracts: [{ symbol: 'AAPL', secType: 'STK', primaryExchange: 'MEXI' }] });
    await stage.ask((api) => api.reqContractDetails(1, AAPL));
    await stage.ask((api) => api.reqContractDetails(2, { ...AAPL, symbol: 'NONE' }));
    expect(
      details()
        .map(({ contract }) => contract.primaryExch)
        .toSorted((a, b) => (a ?? '').localeCompare(b ?? '')),
    ).toEqual(['MEXI', 'NASDAQ']);
    expect(errorsOf(client, 2)).toEqual([200]);
    expect(client.all('contractDetailsEnd')).toEqual([[1]]);
    await stage.place(1, {});
    expect(errorsOf(client, 1)).toEqual([200]);
    await stage.place(2, {}, { ...AAPL, primaryExch: 'NASDAQ' });
    expect(client.names('execDetails').length).toBe(1);
  });

  test('futures, pairs and other contracts that are given', async () => {
    const { client } = await open({
      contracts: [
        {
          symbol: 'ES',
          secType: 'FUT',
          lastTradeDate: '20240315',
          multiplier: '50',
          localSymbol: 'ESH4',
          priceBands: [{ lowEdge: Decimal.ZERO, increment: Decimal.parse('0.25') }],
        },
        { symbol: 'ES', secType: 'FUT', lastTradeDate: '20240621', multiplier: '50', localSymbol: 'ESM4' },
        { symbol: 'EUR', secType: 'CASH', currency: 'USD', localSymbol: 'EUR.USD', minSize: Decimal.ONE },
        { symbol: 'BTC', secType: 'CRYPTO', sizeIncrement: Decimal.parse('0.00000001') },
        { symbol: 'IBUS500', secType: 'CFD' },
      ],
    });
    await stage.ask((api) => api.reqContractDetails(1, { symbol: 'ES', secType: SecType.FUT, exchange: 'CME' }));
    expect(details().length).toBe(2);
    await stage.ask((api) =>
      api.reqContractDetails(2, {
        symbol: 'ES',
        secType: SecType.FUT,
        lastTradeDateOrContractMonth: '202403',
        exchange: 'CME',
      }),
    );
    expect(details()[2]).toMatchObject({
      minTick: 0.25,
      contractMonth: '202403',
      contract: { localSymbol: 'ESH4', multiplier: 50 },
    });
    await stage.ask((api) =>
      api.reqContractDetails(3, { symbol: 'EUR', secType: SecType.CASH, currency: 'USD', exchange: 'IDEALPRO' }),
    );
    await stage.ask((api) =>
      api.reqContractDetails(4, { symbol: 'BTC', secType: SecType.CRYPTO, currency: 'USD', exchange: 'PAXOS' }),
    );
    await stage.ask((api) =>
      api.reqContractDetails(5, { symbol: 'IBUS500', secType: SecType.CFD, currency: 'USD', exchange: 'SMART' }),
    );
    expect(
      details()
        .slice(3)
        .map(({ contract }) => contract.symbol),
    ).toEqual(['EUR', 'BTC', 'IBUS500']);
    await stage.place(1, {}, { symbol: 'IBUS500', secType: SecType.CFD, currency: 'USD', exchange: 'SMART' });
    expect(errorsOf(client, 1)).toEqual([460]);
    await stage.ask((api) => api.reqMatchingSymbols(9, 'aap'));
    expect(client.all('symbolSamples')[0]).toMatchObject([9, [{ contract: { symbol: 'AAPL' } }]]);
  });

  test('a contract that is no more, and a rule that never was', async () => {
    const { client } = await open();
    await stage.ask((api) => api.reqContractDetails(1, AAPL));
    stage.simulator.instruments.delisted.add(details()[0]?.contract.conId ?? 0);
    await stage.ask((api) => api.reqContractDetails(2, AAPL));
    expect(errorsOf(client, 2)).toEqual([200]);
    client.forget();
    await stage.ask((api) => api.reqMarketRule(999));
    expect(noticesOf(client)).toEqual([321]);
  });
});
