import { Decimal, Order, OrderStatus, OrderType, SecuritySymbol, SecurityType, TimeInForce } from '@lockstep/core';
import { afterEach, describe, expect, it } from 'vitest';
import { AdapterStage, type AdapterStageOptions, FIELD } from '../adapter-stage.ts';
import { fillsOf, messagesOf, noticesOf, outcomesOf, type ScenarioDesk } from './scenario-desk.ts';

let stage: AdapterStage;
let desk: ScenarioDesk;

async function open(options: AdapterStageOptions = {}): Promise<void> {
  stage = await AdapterStage.open(options);
  desk = await stage.desk();
}

afterEach(async () => {
  expect(stage.connection.undecoded).toBe(0);
  expect(stage.simulator.failures).toEqual([]);
  for (const { fields } of stage.placed) {
    // B12: what TWS would fill in by its presets is never left out.
    expect(fields[FIELD.transmit]).toMatch(/^[01]$/);
    expect(fields[FIELD.tif]).not.toBe('');
    expect(fields[FIELD.account]).toBe('DU1234567');
    expect(fields[FIELD.outsideRth]).toMatch(/^[01]$/);
    expect(fields[FIELD.orderRef]).not.toBe('');
  }
  await stage.close();
});

const of = (order: Order): readonly string[] =>
  stage.placed.findLast(({ orderRef }) => orderRef === `T${order.id}`)?.fields ?? [];

describe('B. Placing', () => {
  it('B1 fills a market order once and joins its commission', async () => {
    await open();
    const order = await desk.place(OrderType.Market, 10);
    expect(desk.statusesOf(order)).toEqual([OrderStatus.Submitted, OrderStatus.Filled]);
    expect(messagesOf(desk, 'commission')).toMatchObject([{ currency: 'USD' }]);
    expect(of(order)[FIELD.orderType]).toBe('MKT');
    expect(outcomesOf(desk, order)).toEqual([]);
  });

  it('B2 needs no status at all', async () => {
    await open();
    for (const name of ['orderStatus', 'openOrder'])
      stage.simulator.faults.onTelling(name, { kind: 'dropped' }, Number.POSITIVE_INFINITY);
    const order = await desk.place(OrderType.Market, 10);
    expect(desk.statusesOf(order)).toEqual([OrderStatus.Submitted, OrderStatus.Filled]);
  });

  it('B3 tells of a resting order once, however often it is told', async () => {
    await open({ simulator: { habits: { statusTimes: 3 } } });
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    await stage.pass(60_000);
    expect(desk.statusesOf(order)).toEqual([OrderStatus.Submitted]);
  });

  it('B4 stops work while they wait for their price', async () => {
    await open();
    const stop = await desk.place(OrderType.StopMarket, 10, { stop: 105 });
    const stopLimit = await desk.place(OrderType.StopLimit, 10, { stop: 105, limit: 106 });
    expect([stop.status, stopLimit.status]).toEqual([OrderStatus.Submitted, OrderStatus.Submitted]);
    expect([of(stop)[FIELD.orderType], of(stop)[FIELD.auxPrice], of(stop)[FIELD.lmtPrice]]).toEqual(['STP', '105', '']);
    expect([of(stopLimit)[FIELD.orderType], of(stopLimit)[FIELD.auxPrice], of(stopLimit)[FIELD.lmtPrice]]).toEqual([
      'STP LMT',
      '105',
      '106',
    ]);
    await desk.trade(105.5);
    expect(stop.status).toBe(OrderStatus.Filled);
  });

  it('B5 trails by an amount and by percent', async () => {
    await open();
    const byAmount = await desk.place(OrderType.TrailingStop, -10, { stop: 98, trailing: 2 });
    const handover = desk.handover(OrderType.TrailingStop, -10, { stop: 97.5, trailing: 0.025 });
    Object.assign(handover.order, { trailingAsPercentage: true });
    await desk.send(handover);
    expect(
      [FIELD.orderType, FIELD.auxPrice, FIELD.trailingPercent, FIELD.trailStopPrice].map((at) => of(byAmount)[at]),
    ).toEqual(['TRAIL', '2', '', '98']);
    expect([FIELD.auxPrice, FIELD.trailingPercent, FIELD.trailStopPrice].map((at) => of(handover.order)[at])).toEqual([
      '',
      '2.5',
      '97.5',
    ]);
    await desk.trade(110);
    expect([byAmount.stopPrice.toNumber(), handover.order.stopPrice.toNumber()]).toEqual([108, 107.25]);
  });

  it('B6 learns by asking of orders for an auction, of which TWS says nothing before it', async () => {
    await open({ simulator: { habits: { tellsAuctionOrders: false } } });
    const atClose = await desk.place(OrderType.MarketOnClose, 10);
    const atOpen = await desk.place(OrderType.MarketOnOpen, 10);
    expect([of(atClose)[FIELD.orderType], of(atClose)[FIELD.tif]]).toEqual(['MOC', 'DAY']);
    expect([of(atOpen)[FIELD.orderType], of(atOpen)[FIELD.tif]]).toEqual(['MKT', 'OPG']);
    expect([atClose.status, atOpen.status]).toEqual([OrderStatus.New, OrderStatus.New]);
    await stage.pass(5_000);
    expect([atClose.status, atOpen.status]).toEqual([OrderStatus.Submitted, OrderStatus.Submitted]);
    expect(outcomesOf(desk, atClose)).toEqual([]);
  });

  it('B8 is good until the end of a date, told in UTC', async () => {
    await open();
    const handover = desk.handover(OrderType.Limit, 10, { limit: 95 });
    Object.assign(handover.order, { properties: { timeInForce: TimeInForce.goodTilDate(2030, 7, 1) } });
    await desk.send(handover);
    expect([of(handover.order)[FIELD.tif], of(handover.order)[FIELD.goodTillDate]]).toEqual([
      'GTD',
      '20300702-03:59:59',
    ]);
    await stage.pass(60_000);
    expect(stage.placed.length).toBe(1);
    expect(messagesOf(desk, 'orderChanged')).toEqual([]);
  });

  it('B9 puts prices onto their steps, limits never to the worse side, and says so', async () => {
    await open();
    const buy = await desk.place(OrderType.Limit, 10, { limit: 95.009 });
    const sell = await desk.place(OrderType.Limit, -10, { limit: 105.001 });
    const stop = await desk.place(OrderType.StopMarket, 10, { stop: 110.006 });
    expect([of(buy)[FIELD.lmtPrice], of(sell)[FIELD.lmtPrice], of(stop)[FIELD.auxPrice]]).toEqual([
      '95',
      '105.01',
      '110.01',
    ]);
    const told = messagesOf(desk, 'orderChanged').map(({ limitPrice, stopPrice }) =>
      (limitPrice ?? stopPrice)?.toNumber(),
    );
    expect([...new Set(told)]).toEqual([95, 105.01, 110.01]);
    await desk.update(buy, { limitPrice: 94.567 });
    expect([of(buy)[FIELD.lmtPrice], messagesOf(desk, 'orderChanged').at(-1)?.limitPrice?.toNumber()]).toEqual([
      '94.56',
      94.56,
    ]);
    const low = await desk.place(OrderType.Limit, 10, { limit: 0.9995 });
    expect([low.status, of(low)[FIELD.lmtPrice]]).toEqual([OrderStatus.Submitted, '0.9995']);
  });

  it('B10 sends no fractions of shares', async () => {
    await open();
    const order = await desk.place(OrderType.Market, 10.5);
    expect(outcomesOf(desk, order)).toEqual(['place refused IB_10243']);
    expect(stage.placed).toEqual([]);
  });

  it('B11 sends nothing for a ticker that several contracts have, or none', async () => {
    await open({
      simulator: {
        contracts: [
          { symbol: 'TWIN', secType: 'STK', primaryExchange: 'NYSE' },
          { symbol: 'TWIN', secType: 'STK', primaryExchange: 'NASDAQ' },
        ],
      },
    });
    for (const ticker of ['TWIN', 'NONE']) {
      const symbol = new SecuritySymbol(ticker, { ticker, securityType: SecurityType.Equity, market: 'usa' });
      const order = new Order({
        id: 1_000 + ticker.charCodeAt(0),
        type: OrderType.Market,
        symbol,
        quantity: Decimal.ONE,
        timeMs: stage.clock.utcNow(),
        tag: '',
      });
      await desk.send({ order, clientOrderId: `X${ticker}`, children: [] });
      expect(outcomesOf(desk, order)).toEqual(['place refused INVALID_SYMBOL']);
    }
    expect(stage.placed).toEqual([]);
  });

  it('B13 keeps the order and the pace of sixty orders at once', async () => {
    await open({ simulator: { habits: { workingOrdersPerSide: 100 } } });
    await desk.place(OrderType.Limit, 1, { limit: 90 });
    const orders = Array.from({ length: 60 }, () => desk.handover(OrderType.Limit, 1, { limit: 90 }));
    for (const handover of orders) stage.adapter.placeOrder(handover);
    await stage.settle();
    expect(stage.placed.length).toBeLessThanOrEqual(50);
    await stage.pass(3_000);
    const ids = stage.placed.map(({ orderId }) => orderId);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(new Set(ids).size).toBe(61);
    expect(orders.every(({ order }) => order.status === OrderStatus.Submitted)).toBe(true);
    expect(noticesOf(desk)).not.toContain('IB_100');
  });

  it('B14 lets a cancel pass questions that wait', async () => {
    await open();
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    const questions = Array.from({ length: 200 }, () =>
      stage.connection
        .request({
          name: 'a question',
          send: (api, reqId) => api.reqContractDetails(reqId, { conId: 1 }),
          item: 'contractDetails',
          end: 'contractDetailsEnd',
        })
        .catch(() => undefined),
    );
    stage.requests.length = 0;
    await desk.cancel(order);
    expect(order.status).toBe(OrderStatus.Canceled);
    expect(stage.requests.filter((name) => name === 'reqContractDetails').length).toBeLessThan(50);
    await stage.pass(15_000);
    await Promise.all(questions);
  });

  it('B15 asks what an order would do, and places nothing', async () => {
    await open();
    const asked = stage.adapter.whatIf(desk.handover(OrderType.Market, 10, {}));
    await stage.settle();
    expect((await asked).initialMarginChange?.toNumber()).toBeGreaterThan(0);
    expect(await stage.adapter.getOpenOrders()).toEqual([]);
    const order = await desk.place(OrderType.Market, 10);
    const ids = stage.placed.map(({ orderId }) => orderId);
    expect([order.status, new Set(ids).size]).toEqual([OrderStatus.Filled, ids.length]);
    const refused = stage.adapter.whatIf(desk.handover(OrderType.Limit, 10.5, { limit: 95 })).catch(String);
    await stage.settle();
    expect(await refused).toMatch(/10243/);
  });
});

describe('C. Fills and commissions', () => {
  it('C1 takes an execution before anything else was told', async () => {
    await open();
    stage.simulator.faults.onTelling('openOrder', { kind: 'delayed', ms: 500 }, 10);
    stage.simulator.faults.onTelling('orderStatus', { kind: 'delayed', ms: 500 }, 10);
    const order = await desk.place(OrderType.Market, 10);
    await stage.pass(1_000);
    expect(desk.statusesOf(order)).toEqual([OrderStatus.Submitted, OrderStatus.Filled]);
  });

  it('C2 waits for the execution of what is filled by its status', async () => {
    await open();
    stage.simulator.faults.onTelling('execDetails', { kind: 'delayed', ms: 200 });
    const order = await desk.place(OrderType.Market, 10);
    expect(order.status).toBe(OrderStatus.Submitted);
    await stage.pass(1_000);
    expect(desk.statusesOf(order)).toEqual([OrderStatus.Submitted, OrderStatus.Filled]);
  });

  it('C3 asks for an execution that is not told', async () => {
    await open();
    stage.simulator.faults.onTelling('execDetails', { kind: 'dropped' });
    const order = await desk.place(OrderType.Market, 10);
    expect(order.status).toBe(OrderStatus.Submitted);
    await stage.pass(3_000);
    expect(fillsOf(desk, order)).toEqual(['10 @ 100']);
    expect(desk.fillsOf(order)[0]?.executionId).toBe(stage.simulator.executions.all[0]?.id);
  });

  it('C4 adds parts up, whatever the statuses between them say', async () => {
    await open();
    stage.simulator.faults.splits.push([30, 50]);
    stage.simulator.faults.onTelling('orderStatus', { kind: 'delayed', ms: 400 }, 3);
    const order = await desk.place(OrderType.Market, 100);
    await stage.pass(1_000);
    expect(fillsOf(desk, order)).toEqual(['30 @ 100', '50 @ 100', '20 @ 100']);
    expect(desk.statusesOf(order).at(-1)).toBe(OrderStatus.Filled);
    expect(order.quantityFilled.toNumber()).toBe(100);
  });

  it('C5 counts an execution once, however often it is told', async () => {
    await open();
    stage.simulator.faults.onTelling('execDetails', { kind: 'repeated', times: 3 });
    const order = await desk.place(OrderType.Market, 10);
    await stage.adapter.getExecutions(0);
    await stage.adapter.getExecutions(0);
    expect(fillsOf(desk, order)).toEqual(['10 @ 100']);
    expect(messagesOf(desk, 'commission').length).toBe(1);
  });

  it('C6 joins a commission that comes before its execution', async () => {
    await open();
    stage.simulator.faults.onTelling('execDetails', {
      kind: 'after',
      match: ({ name }) => name === 'commissionReport',
    });
    const order = await desk.place(OrderType.Market, 10);
    expect(fillsOf(desk, order)).toEqual(['10 @ 100']);
    expect(messagesOf(desk, 'commission').map(({ executionId }) => executionId)).toEqual([
      desk.fillsOf(order)[0]?.executionId,
    ]);
  });

  it('C7 tells a fill at once, and its commission when that comes, or never', async () => {
    await open({ simulator: { habits: { commissionDelayMs: 5_000 } } });
    const order = await desk.place(OrderType.Market, 10);
    expect([order.status, messagesOf(desk, 'commission').length]).toEqual([OrderStatus.Filled, 0]);
    await stage.pass(5_000);
    expect(messagesOf(desk, 'commission').length).toBe(1);
    stage.simulator.habits.commissionDelayMs = null;
    const other = await desk.place(OrderType.Market, 10);
    await stage.pass(60_000);
    expect([other.status, messagesOf(desk, 'commission').length]).toEqual([OrderStatus.Filled, 1]);
  });

  it('C8 puts a corrected execution in the place of the first, and takes a busted one back', async () => {
    await open();
    const order = await desk.place(OrderType.Market, 10);
    const first = desk.fillsOf(order)[0]?.executionId ?? '';
    stage.simulator.corrections.correct(first, { price: Decimal.parse('99.5') });
    await stage.settle();
    const [priced] = messagesOf(desk, 'executionCorrected');
    expect([priced?.executionId, priced?.correction?.fillPrice, priced?.correction?.fillQuantity]).toEqual([
      first,
      99.5,
      10,
    ]);
    const second = priced?.correction?.executionId ?? '';
    stage.simulator.corrections.correct(second, { quantity: Decimal.fromInteger(6) });
    await stage.settle();
    const third = messagesOf(desk, 'executionCorrected')[1];
    expect([third?.executionId, third?.correction?.fillQuantity]).toEqual([second, 6]);
    stage.simulator.corrections.correct(third?.correction?.executionId ?? '', { quantity: Decimal.ZERO });
    await stage.settle();
    expect(messagesOf(desk, 'executionCorrected')[2]?.correction).toBe(null);
    expect((await stage.adapter.getExecutions(0)).executions).toEqual([]);
  });

  it('C9 takes numbers that stand for none for none', async () => {
    await open();
    stage.simulator.faults.onTelling('commissionReport', {
      kind: 'changed',
      fields: (fields) => [...fields.slice(0, 3), '1.7976931348623157E308', ...fields.slice(4)],
    });
    const order = await desk.place(OrderType.Market, 10);
    expect([order.status, messagesOf(desk, 'commission')]).toEqual([OrderStatus.Filled, []]);
  });

  it('C10 keeps the currency of a commission', async () => {
    await open();
    stage.simulator.faults.onTelling('commissionReport', {
      kind: 'changed',
      fields: (fields) => [...fields.slice(0, 3), '2.5', 'EUR', ...fields.slice(5)],
    });
    await desk.place(OrderType.Market, 10);
    const [commission] = messagesOf(desk, 'commission');
    expect([commission?.amount.toString(), commission?.currency]).toEqual(['2.5', 'EUR']);
  });

  it('C11 tells of an execution of no order of ours', async () => {
    await open({ connection: { clientId: 0 } });
    await stage.adapter.getOpenOrders();
    stage.simulator.manual.place({ symbol: 'SPY', action: 'BUY', quantity: 7 });
    await stage.settle();
    const [external] = messagesOf(desk, 'externalExecution');
    expect([external?.execution.quantity.toNumber(), external?.execution.symbol?.value, external?.forced]).toEqual([
      7,
      'SPY',
      false,
    ]);
    expect((await stage.adapter.getHoldings())[0]?.quantity.toNumber()).toBe(7);
  });

  it('C13 passes a better price on', async () => {
    await open();
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    await desk.trade(90);
    expect(desk.fillsOf(order)[0]?.fillPrice).toBeLessThanOrEqual(95);
  });
});
