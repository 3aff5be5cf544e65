import { afterEach, describe, expect, it, vi } from 'vitest';
import { type AlpacaBroker, createAlpacaBroker, credentialsOf } from '../src/index.ts';
import { AdapterStage } from './adapter-stage.ts';

let stage: AdapterStage;
let broker: AlpacaBroker;

async function open(): Promise<void> {
  stage = await AdapterStage.open();
  const { keyId, secret } = stage.simulator.keys;
  stage.quote(100);
  broker = createAlpacaBroker({ keyId, secret, endpoints: stage.simulator.endpoints, clock: stage.clock });
  stage.adapter = broker.brokerage;
  await broker.connect();
}

afterEach(async () => {
  vi.unstubAllEnvs();
  await (stage as AdapterStage | undefined)?.close();
});

describe('createAlpacaBroker', () => {
  it('buys at the market', async () => {
    await open();
    const order = await broker.placeOrder({ symbol: 'SPY', side: 'buy', quantity: 10 });
    await order.done;
    expect([order.status, order.filledQuantity, order.averagePrice]).toEqual(['Filled', 10, 100]);
    expect((await broker.getHoldings()).map(({ instrument, quantity }) => [instrument, quantity.toNumber()])).toEqual([
      ['SPY', 10],
    ]);
  });

  it('buys half a share', async () => {
    await open();
    const order = await broker.placeOrder({ symbol: 'SPY', side: 'buy', quantity: 0.5 });
    await order.done;
    expect([order.status, order.filledQuantity]).toEqual(['Filled', 0.5]);
  });

  it('protects what it buys by a bracket', async () => {
    await open();
    const entry = await broker.placeOrder({
      symbol: 'SPY',
      side: 'buy',
      quantity: 10,
      timeInForce: 'gtc',
      stopLoss: { stopPrice: 95 },
      takeProfit: { limitPrice: 110 },
    });
    await entry.done;
    const [stop, target] = entry.children;
    await stage.settle();
    expect([stop?.status, target?.status]).toEqual(['Submitted', 'Submitted']);
    await stage.trade(111);
    expect([stop?.status, target?.status]).toEqual(['Canceled', 'Filled']);
    expect(await broker.getHoldings()).toEqual([]);
  });

  it('follows the market with a trailing stop', async () => {
    await open();
    await (await broker.placeOrder({ symbol: 'SPY', side: 'buy', quantity: 10 })).done;
    const stop = await broker.placeOrder({
      symbol: 'SPY',
      side: 'sell',
      quantity: 10,
      type: 'trailingStop',
      trailPercent: 5,
      timeInForce: 'gtc',
    });
    await stage.trade(120);
    expect(stop.stopPrice).toBe(114);
    await stage.trade(113);
    expect(stop.status).toBe('Filled');
  });

  it('changes and cancels', async () => {
    await open();
    const order = await broker.placeOrder({ symbol: 'SPY', side: 'buy', quantity: 10, type: 'limit', limitPrice: 90 });
    order.update({ limitPrice: 91 });
    await stage.settle();
    expect((await broker.getOpenOrders())[0]?.limitPrice?.toNumber()).toBe(91);
    const done = order.cancel();
    await stage.settle();
    expect((await done).status).toBe('Canceled');
  });

  it('says what Alpaca refuses, and throws at what can never be right', async () => {
    await open();
    const order = await broker.placeOrder({
      symbol: 'SPY',
      side: 'buy',
      quantity: 1,
      type: 'limit',
      limitPrice: 10.001,
    });
    expect(order.status).toBe('Invalid');
    expect(order.message).toMatch(/10\.001 has more than 2 decimals/);
    await expect(broker.placeOrder({ symbol: 'SPY', side: 'buy', quantity: 0 })).rejects.toThrow(/greater than 0/);
    const sold = { symbol: 'SPY', side: 'sell', quantity: 1 } as const;
    await expect(broker.placeOrder({ ...sold, quantity: Number.NaN })).rejects.toThrow(/quantity is NaN; expected/);
    await expect(broker.placeOrder({ ...sold, type: 'limit' })).rejects.toThrow(/has no limitPrice; .* needs it/);
    await expect(broker.placeOrder({ ...sold, type: 'trailingStop' })).rejects.toThrow(
      /no trailPrice and no trailPercent/,
    );
    await expect(broker.placeOrder({ symbol: 'SPY', side: 'buy' })).rejects.toThrow(/quantity or a notional/);
    expect(stage.simulator.orders.all).toEqual([]);
  });

  it('trades paper money unless real money is asked for twice, and the environment does not forbid it', () => {
    const keys = { keyId: 'PK1', secret: 's' };
    expect(createAlpacaBroker(keys).paper).toBe(true);
    expect(() => createAlpacaBroker({ ...keys, paper: false })).toThrow(/realMoney/);
    expect(createAlpacaBroker({ ...keys, paper: false, realMoney: true }).paper).toBe(false);
    vi.stubEnv('USE_PAPER_TRADING', 'true');
    expect(createAlpacaBroker({ ...keys, paper: false, realMoney: true }).paper).toBe(true);
  });

  it('shows no keys', () => {
    const hidden = createAlpacaBroker({ keyId: 'PKHIDDEN', secret: 'very-secret' });
    expect(JSON.stringify(hidden)).not.toMatch(/very-secret|PKHIDDEN/);
  });
});

describe('credentialsOf', () => {
  it.each([
    [{ ALPACA_API_KEY: 'a', ALPACA_SECRET_KEY: 'b' }],
    [{ APCA_API_KEY_ID: 'a', APCA_API_SECRET_KEY: 'b' }],
    [{ ALPACA_API_KEY: 'a', ALPACA_SECRET_KEY: 'b', APCA_API_KEY_ID: 'c', APCA_API_SECRET_KEY: 'd' }],
  ])('%o', (environment) => {
    expect(credentialsOf(environment)).toEqual({ keyId: 'a', secret: 'b' });
  });

  it('says which half is missing, or that both are', () => {
    expect(() => credentialsOf({ ALPACA_API_KEY: 'a' })).toThrow(/ALPACA_SECRET_KEY is not set/);
    expect(() => credentialsOf({})).toThrow(/ALPACA_API_KEY and ALPACA_SECRET_KEY/);
  });
});
