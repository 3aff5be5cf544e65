import { LockstepError } from '@lockstep/core';
import { afterEach, describe, expect, test } from 'vitest';
import { createIbBroker, type IbBroker, type IbBrokerOptions } from '../src/index.ts';
import { AdapterStage } from './adapter-stage.ts';

let stage: AdapterStage;
let broker: IbBroker;

async function open(options: IbBrokerOptions = {}): Promise<void> {
  stage = await AdapterStage.open();
  broker = createIbBroker({
    port: stage.simulator.port,
    clock: stage.clock,
    hints: { SPY: { primaryExch: '' } },
    ...options,
  });
  const connected = broker.connect();
  await stage.settle();
  await connected;
  await stage.trade(100);
}

/** What comes of something, once everything has been taken in. */
async function outcome<T>(promise: Promise<T>): Promise<T> {
  await stage.settle();
  return promise;
}

describe('createIbBroker', () => {
  afterEach(async () => {
    broker.disconnect();
    await stage.close();
  });

  test('default: buys, and says what came of it', async () => {
    await open();
    const order = await outcome(broker.placeOrder({ symbol: 'SPY', side: 'buy', quantity: 10 }));
    const done = await outcome(order.done);
    expect([done.status, done.filledQuantity, done.averagePrice]).toEqual(['Filled', 10, 100]);
    expect(done.brokerIds.length).toBeGreaterThan(0);
    const held = await outcome(broker.getHoldings());
    expect(held.map(({ instrument, quantity }) => [instrument, quantity.toNumber()])).toEqual([['SPY', 10]]);
  });

  test('behavior: changes and cancels an order', async () => {
    await open();
    const order = await outcome(
      broker.placeOrder({ symbol: 'SPY', side: 'buy', quantity: 10, type: 'limit', limitPrice: '95.50' }),
    );
    order.update({ limitPrice: 96 });
    await stage.settle();
    expect((await outcome(broker.getOpenOrders()))[0]?.limitPrice?.toNumber()).toBe(96);
    expect((await outcome(order.cancel())).status).toBe('Canceled');
  });

  test('behavior: protects what it opens', async () => {
    await open();
    const order = await outcome(
      broker.placeOrder({
        symbol: 'SPY',
        side: 'buy',
        quantity: 10,
        type: 'limit',
        limitPrice: 95,
        stopLoss: { stopPrice: 90 },
        takeProfit: { limitPrice: 105 },
      }),
    );
    await stage.trade(94);
    await stage.trade(106);
    expect(order.children.map(({ status }) => status)).toEqual(['Canceled', 'Filled']);
  });

  test('behavior: says what an order would cost, and what is refused', async () => {
    await open();
    const impact = await outcome(broker.whatIf({ symbol: 'SPY', side: 'buy', quantity: 10 }));
    expect(impact.initialMarginChange?.sign()).toBe(1);
    const off = await outcome(
      broker.placeOrder({ symbol: 'SPY', side: 'buy', quantity: '10.5', type: 'limit', limitPrice: 95 }),
    );
    expect([off.status, off.message]).toEqual(['Invalid', expect.stringMatching(/IB 10243/)]);
    await expect(broker.placeOrder({ symbol: 'SPY', side: 'buy', quantity: 0 })).rejects.toThrow(/quantity is 0/);
  });

  test('behavior: real money is asked for twice', async () => {
    await open();
    expect(() => createIbBroker({ paper: false })).toThrow(LockstepError);
  });
});
