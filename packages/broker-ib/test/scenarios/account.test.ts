import { Decimal, LockstepError, OrderType, Resolution, SecurityType } from '@lockstep/core';
import { tradeBars } from '@lockstep/core/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { readTime } from '../../src/wire/ib-times.ts';
import { AdapterStage } from '../adapter-stage.ts';
import { configOf, DataStage, type DataStageOptions, NEW_YORK, symbolOf } from '../data-stage.ts';

/** Where fields of a position are. */
const POSITION = { multiplier: 9, exchange: 10, localSymbol: 12, averageCost: 15 } as const;

const changed =
  (values: Readonly<Record<number, string>>) =>
  (fields: readonly string[]): string[] =>
    fields.map((field, at) => values[at] ?? field);

describe('J. Accounts', () => {
  let stage: AdapterStage;
  afterEach(async () => {
    expect(stage.simulator.failures).toEqual([]);
    await stage.close();
  });

  it('J1 cash by currency, and their sum not as one of them', async () => {
    stage = await AdapterStage.open();
    await stage.desk();
    stage.venue.cashBook.ensure('EUR').setAmount(Decimal.parse('250.5'));
    const cash = stage.adapter.getCashBalance();
    await stage.settle();
    const found = (await cash).map(({ currency, amount }) => `${amount} ${currency}`);
    expect(found.toSorted()).toEqual(['100000 USD', '250.5 EUR']);
  });

  it('J2 a position that is closed is none', async () => {
    stage = await AdapterStage.open();
    const desk = await stage.desk();
    const held = async (): Promise<number[]> => {
      const holdings = stage.adapter.getHoldings();
      await stage.settle();
      return (await holdings).map(({ quantity }) => quantity.toNumber());
    };
    await desk.place(OrderType.Market, 10);
    expect(await held()).toEqual([10]);
    await desk.place(OrderType.Market, -10);
    expect(await held()).toEqual([]);
  });

  it('J3 J5 positions are known by their contract number; the cost of what has a multiplier is that of a contract', async () => {
    stage = await AdapterStage.open();
    const desk = await stage.desk();
    await desk.place(OrderType.Market, 10);
    const { exchange, localSymbol, multiplier, averageCost } = POSITION;
    stage.simulator.faults.onTelling('position', {
      kind: 'changed',
      fields: changed({ [exchange]: '', [localSymbol]: 'SPY OTHER', [multiplier]: '50', [averageCost]: '5000' }),
    });
    const holdings = stage.adapter.getHoldings();
    await stage.settle();
    const [held] = await holdings;
    expect([held?.symbol?.id, held?.averagePrice.toNumber()]).toEqual([stage.symbol('SPY').id, 100]);
  });

  it('J4 the account is asked for again and again without a subscription being left', async () => {
    stage = await AdapterStage.open();
    const desk = await stage.desk();
    for (let times = 0; times < 5; times += 1) {
      const cash = stage.adapter.getCashBalance();
      await stage.settle();
      expect(await cash).toHaveLength(1);
    }
    const codes = desk.messages.flatMap((message) => (message.kind === 'notice' ? [message.code] : []));
    expect(codes.filter((code) => code.includes('322'))).toEqual([]);
  });
});

describe('J. Contracts and times', () => {
  let stage: DataStage;
  const open = async (options: Partial<DataStageOptions> = {}): Promise<void> => {
    const series = [
      tradeBars('AAPL', { start: '2024-03-04 09:30', resolution: Resolution.Minute, closes: [100, 101] }),
    ];
    stage = await DataStage.open({ now: '2024-03-04 09:40', series, ...options });
    await stage.connect();
  };
  afterEach(async () => {
    expect(stage.troubles).toEqual([]);
    expect(stage.simulator.failures).toEqual([]);
    await stage.close();
  });
  const resolve = (ticker: string, type: SecurityType = SecurityType.Equity) =>
    stage.settled(stage.data.contracts.resolve(symbolOf(ticker, type)));

  it('J6 details: price steps by price, sizes, and the day of a future without its hour', async () => {
    const contracts = [
      {
        symbol: 'ES',
        secType: 'FUT',
        lastTradeDate: '20260320 08:30 US/Central',
        multiplier: '50',
        primaryExchange: 'CME',
      },
    ] as const;
    await open({
      simulator: { contracts },
      data: { hints: { ES: { lastTradeDateOrContractMonth: '202603', exchange: 'CME', currency: 'USD' } } },
    });
    const { priceBands, conId, contract } = await resolve('AAPL');
    expect(priceBands.map(({ lowEdge, increment }) => `${lowEdge} ${increment}`)).toEqual(['0 0.0001', '1 0.01']);
    expect([contract.exchange, contract.primaryExch, contract.conId]).toEqual(['SMART', 'NASDAQ', conId]);
    const future = await resolve('ES', SecurityType.Future);
    expect(future.contract).toMatchObject({ lastTradeDateOrContractMonth: '20260320', multiplier: 50 });
  });

  it('J6 a ticker that is listed in several places is refused with what would be clear', async () => {
    const given = ['NYSE', 'LSE'].map((primaryExchange) => ({
      symbol: 'BHP',
      secType: 'STK' as const,
      primaryExchange,
    }));
    await open({ simulator: { contracts: given } });
    const error = await resolve('BHP').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LockstepError);
    expect(error).toMatchObject({
      code: 'BROKER_INSTRUMENT',
      message: expect.stringMatching(/BHP is ambiguous.*BHP STK NYSE USD \(\d+.*BHP STK LSE USD.*IBKR_CONTRACTS/s),
    });
  });

  it('J7 what is not listed any more has no data, and the rest goes on', async () => {
    await open();
    const gone = stage.data.stream.subscribe(stage.request(configOf('GONE', Resolution.Tick)));
    const { conId } = await resolve('AAPL');
    await stage.rest();
    expect(stage.statuses).toMatchObject([
      {
        kind: 'refused',
        code: 'BROKER_INSTRUMENT',
        symbol: { value: 'GONE' },
        text: expect.stringContaining('IB 200'),
      },
    ]);
    gone.close();
    expect(stage.data.contracts.symbolOf({ conId, exchange: '' })?.value).toBe('AAPL');
  });

  it('J8 a clock that differs is known', async () => {
    await open({ simulator: { habits: { clockSkewMs: 90_000 } } });
    await stage.settled(stage.connection.echo());
    expect(Math.abs(stage.connection.skewMs - 90_000)).toBeLessThanOrEqual(1_000);
  });

  it('J9 zones that are known by no name, and times without one', async () => {
    await open({ simulator: { habits: { zoneName: 'China Standard Time' } } });
    expect(stage.connection.session?.connectionTime).toContain('China Standard Time');
    const nine = Date.UTC(2024, 2, 4, 14, 0);
    expect(readTime('20240304  09:00:00', NEW_YORK)).toBe(nine);
    expect(readTime('20240304 09:00:00 US/Eastern', NEW_YORK)).toBe(nine);
    expect(readTime('20240304-14:00:00', NEW_YORK)).toBe(nine);
    expect(readTime('20240304 09:00:00 China Standard Time', NEW_YORK)).toBe(null);
  });
});
