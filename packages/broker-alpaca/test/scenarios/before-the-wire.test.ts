import type { BrokerageMessage } from '@lockstep/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alpacaErrorOf } from '../../src/brokerage/calls/alpaca-error.ts';
import type { CallFailure } from '../../src/brokerage/calls/call-failure.ts';
import { RequestBudget } from '../../src/brokerage/calls/request-budget.ts';
import { TradingApi } from '../../src/brokerage/calls/trading-api.ts';
import { type AlpacaBroker, type AlpacaOrderRequest, createAlpacaBroker } from '../../src/index.ts';
import { alpacaClient } from '../../src/wire/alpaca-client.ts';
import type { WireOrderRequest } from '../../src/wire/order.ts';
import { AdapterStage } from '../adapter-stage.ts';

let stage: AdapterStage;
let broker: AlpacaBroker;
let codes: string[];

beforeEach(async () => {
  stage = await AdapterStage.open();
  const { keyId, secret } = stage.simulator.keys;
  stage.quote(100);
  codes = [];
  const { endpoints } = stage.simulator;
  const onMessage = (message: BrokerageMessage): void => {
    if (message.kind === 'outcome') codes.push(message.code);
  };
  broker = createAlpacaBroker({ keyId, secret, endpoints, clock: stage.clock, onMessage });
  stage.adapter = broker.brokerage;
  await broker.connect();
});

afterEach(() => stage.close());

/** What Alpaca says to an order that goes out unchecked, in the adapter's words. */
async function unchecked(order: Partial<WireOrderRequest>): Promise<string> {
  const { clock } = stage;
  const client = alpacaClient({ credentials: stage.simulator.keys, endpoints: stage.simulator.endpoints });
  const api = new TradingApi({ client, clock, budget: new RequestBudget({ clock }), deadlineMs: 8_000 });
  const request = { symbol: 'SPY', side: 'buy', client_order_id: 'unchecked', ...order } as WireOrderRequest;
  return api.postOrder(request).then(
    () => 'taken',
    (failure: unknown) => alpacaErrorOf(failure as CallFailure).class,
  );
}

type Asked = Omit<AlpacaOrderRequest, 'symbol' | 'side'>;

describe('30 what Alpaca would refuse is refused here, and as the same', () => {
  it.each<[string, Asked, RegExp, string, Partial<WireOrderRequest>]>([
    [
      'a price with parts of a cent',
      { quantity: 1, type: 'limit', limitPrice: 90.001 },
      /90\.001 has more than 2 decimals/,
      'INVALID_PRICE',
      { qty: '1', type: 'limit', limit_price: '90.001', time_in_force: 'day' },
    ],
    [
      'a fraction that is good until cancelled',
      { quantity: 0.5, type: 'limit', limitPrice: 90, timeInForce: 'gtc' },
      /for the day only/,
      'INVALID_ORDER',
      { qty: '0.5', type: 'limit', limit_price: '90', time_in_force: 'gtc' },
    ],
    [
      'a market order outside regular hours',
      { quantity: 1, extendedHours: true },
      /limit orders for the day only/,
      'INVALID_ORDER',
      { qty: '1', type: 'market', time_in_force: 'day', extended_hours: true },
    ],
  ])('30 %s', async (_, asked, text, errorClass, wire) => {
    const order = await broker.placeOrder({ symbol: 'SPY', side: 'buy', ...asked });
    expect([order.status, order.message]).toEqual(['Invalid', expect.stringMatching(text)]);
    expect(codes).toEqual([errorClass]);
    expect(stage.requests('POST')).toBe(0);
    expect(await unchecked(wire)).toBe(errorClass);
    expect(stage.requests('POST')).toBe(1);
  });
});

describe('an order for an amount of money', () => {
  it('34 buys: the quantity is what has filled', async () => {
    stage.fillInParts('SPY', [2.5, 0.3]);
    const order = await broker.placeOrder({ symbol: 'SPY', side: 'buy', notional: 280 });
    await stage.settle();
    expect([order.status, order.filledQuantity]).toEqual(['PartiallyFilled', 2.5]);
    await stage.trade(100);
    await order.done;
    expect([order.status, order.filledQuantity, order.quantity]).toEqual(['Filled', 2.8, 2.8]);
    expect(stage.simulator.orders.all[0]?.fields.notional).not.toBe(null);
    expect((await broker.getHoldings())[0]?.quantity.toNumber()).toBe(2.8);
  });
});
