import { Decimal, OrderStatus, OrderType, SecuritySymbol, SecurityType } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { readDeal } from '../../src/brokerage/looks/deal-reader.ts';
import { Instrument } from '../../src/symbols/instrument.ts';
import { OrderReason } from '../../src/wire/enums.ts';
import { ServerTime } from '../../src/wire/server-time.ts';
import type { WireDeal, WireSymbol } from '../../src/wire/structures.ts';
import { hasPython } from '../python.ts';
import { ScenarioStage } from './scenario-desk.ts';

const { Submitted, Filled, Canceled } = OrderStatus;
const { Market, Limit } = OrderType;
const MAGIC = 76_737_683;
const scene = new ScenarioStage();

describe.skipIf(!hasPython)('what the trade server does by itself (needs Python 3.9 or later)', () => {
  it('41 a quantity is changed by cancelling and placing anew: what has filled in between is not filled again', async () => {
    await scene.open();
    scene.stage.fillInParts(4);
    const order = await scene.desk.place(Limit, 10, { limit: 95 });
    expect(scene.stage.adapter.capabilities.updates.has('quantity')).toBe(false);
    await scene.desk.trade(94);
    await scene.desk.cancel(order);
    const left = 7 - order.quantityFilled.toNumber();
    const instead = left > 0 ? await scene.desk.place(Limit, left, { limit: 93 }) : null;
    await scene.desk.trade(92);
    const filled = order.quantityFilled.toNumber() + (instead?.quantityFilled.toNumber() ?? 0);
    const [holding] = await scene.stage.adapter.getHoldings();
    expect([order.status, filled, holding?.quantity.toNumber()]).toEqual([Canceled, 7, 7]);
  });

  it.each([
    ['54', OrderReason.StopOut, 'so: 50%', true],
    ['51', OrderReason.StopLoss, '[sl 99.0000]', false],
    ['51', OrderReason.TakeProfit, '[tp 101.0000]', false],
  ])(
    '%s closes a position (reason %i): an execution of none of our orders, once',
    async (_, reason, comment, forced) => {
      await scene.open();
      await scene.desk.place(Market, 10);
      scene.stage.simulator.byServer(reason, { symbol: 'SPY', volume: 10, type: 1, magic: MAGIC, comment });
      await scene.stage.pass(60_000);
      const told = scene.desk.messages.filter(({ kind }) => kind === 'externalExecution');
      expect(told.length).toBe(1);
      expect(told[0]).toMatchObject({ forced, execution: { clientOrderId: null } });
      expect(await scene.stage.adapter.getHoldings()).toEqual([]);
      const { executions } = await scene.stage.adapter.getExecutions(0);
      expect(executions.map(({ clientOrderId }) => clientOrderId)).toEqual(['T1', null]);
    },
  );

  it('56 takes a trade back: the execution is taken back, once', async () => {
    await scene.open();
    const order = await scene.desk.place(Market, 10);
    const [deal] = scene.stage.simulator.ledger.deals;
    // The venue's id of the first execution of its order: submission was its first event.
    scene.stage.venue.correctExecution(`${deal?.order}-2`, null);
    await scene.stage.pass(60_000);
    const told = scene.desk.messages.filter(({ kind }) => kind === 'executionCorrected');
    const [fill] = scene.desk.fillsOf(order);
    expect(told).toEqual([
      { kind: 'executionCorrected', executionId: fill?.executionId, correction: null, orderId: order.id },
    ]);
    expect((await scene.stage.adapter.getExecutions(0)).executions).toEqual([]);
    expect(await scene.stage.adapter.getHoldings()).toEqual([]);
  });

  it('68 an order goes before history that was asked for earlier', async () => {
    await scene.open();
    const range = { name: 'SPY', timeframe: 1, from: 0, to: 1 };
    scene.faults.script('copy_rates_range', ...Array.from({ length: 20 }, () => ({ error: [-4, 'none'] as const })));
    const history = Array.from({ length: 20 }, () => scene.stage.terminal.request('rates', range).catch(() => null));
    const order = await scene.desk.place(Market, 10);
    await Promise.all(history);
    const { calls } = scene.stage.simulator;
    const before = calls.slice(0, calls.indexOf('order_send')).filter((call) => call === 'copy_rates_range');
    expect(order.status).toBe(Filled);
    // Symbol, check and sending are three questions: in front of each may be one that is being answered.
    expect(before.length).toBeLessThan(10);
  });

  it('71 comes to the history in another order than it happened: told in its own', async () => {
    await scene.open({ adapter: { looks: { busyMs: 100, openMs: 100, idleMs: 500 } } });
    const order = await scene.desk.place(Limit, 10, { limit: 95 });
    await scene.stage.pass(1_000);
    // The deal is there before its order is in the history.
    Object.assign(scene.faults, { historyLagMs: 2_000, dealLagMs: 0 });
    scene.stage.quote(94);
    await scene.stage.pass(5_000);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, Filled]);
    // And the other way round.
    const other = await scene.desk.place(Limit, 10, { limit: 93 });
    await scene.stage.pass(1_000);
    Object.assign(scene.faults, { historyLagMs: 0, dealLagMs: 2_000 });
    scene.stage.quote(92);
    await scene.stage.pass(1_000);
    expect(scene.desk.statusesOf(other)).toEqual([Submitted]);
    await scene.stage.pass(4_000);
    expect(scene.desk.statusesOf(other)).toEqual([Submitted, Filled]);
  });
});

describe('an account and symbols of other decimals', () => {
  const jpy: Partial<WireSymbol> = {
    name: 'USDJPY',
    digits: 3,
    point: 0.001,
    trade_tick_size: 0.001,
    trade_contract_size: 100_000,
    volume_min: 0.01,
    volume_max: 100,
    volume_step: 0.01,
    trade_stops_level: 15,
  };
  const symbol = new SecuritySymbol('USDJPY', {
    ticker: 'USDJPY',
    securityType: SecurityType.Forex,
    market: 'oanda',
  });
  const instrument = new Instrument(symbol, jpy as WireSymbol);

  it('69 prices of three and five decimals and lots are whole steps, to the digit', () => {
    const price = (text: string): string => instrument.priceOf(Decimal.parse(text)).toString();
    expect([price('151.2345'), price('151.2344'), instrument.stopsDistance.toString()]).toEqual([
      '151.234',
      '151.234',
      '0.015',
    ]);
    const five = new Instrument(symbol, { ...jpy, point: 0.00001, trade_tick_size: 0.00001 } as WireSymbol);
    expect(five.priceOf(Decimal.parse('1.0950049')).toString()).toBe('1.095');
    expect(instrument.lotsOf(Decimal.parse('29000'))).toEqual(Decimal.parse('0.29'));
    expect(instrument.unitsOf(0.29).toString()).toBe('29000');
  });

  it('69 what a deal costs is in the currency of the account, of however many decimals', () => {
    const deal = {
      ticket: '1',
      order: '2',
      time_msc: 0,
      type: 0,
      volume: 0.29,
      price: 151.234,
      commission: -150,
      fee: -1,
    };
    const { fee, quantity } = readDeal(deal as WireDeal, instrument, new ServerTime('UTC+00'), 'JPY');
    expect([fee.amount.toString(), fee.currency, quantity.toString()]).toEqual(['151', 'JPY', '29000']);
  });
});
