import { afterEach, beforeEach, expect, test } from 'vitest';
import { buyProtected } from '../../../examples/alpaca-orders/bracket.ts';
import { buyForMoney } from '../../../examples/alpaca-orders/notional.ts';
import { followTheMarket } from '../../../examples/alpaca-orders/trailing-stop.ts';
import { type AlpacaBroker, createAlpacaBroker } from '../src/index.ts';
import { AdapterStage } from './adapter-stage.ts';

let stage: AdapterStage;
let broker: AlpacaBroker;

beforeEach(async () => {
  stage = await AdapterStage.open();
  stage.quote(100);
  const { keys, endpoints } = stage.simulator;
  broker = createAlpacaBroker({ keyId: keys.keyId, secret: keys.secret, endpoints, clock: stage.clock });
  stage.adapter = broker.brokerage;
  await broker.connect();
});

afterEach(() => stage.close());

/** Alpaca's statuses of the orders in the account. */
function statuses(): string[] {
  return stage.simulator.orders.all.map(({ fields, status }) => `${fields.type} ${status}`);
}

test('an order for an amount of money', async () => {
  expect(await buyForMoney(broker, 'SPY')).toBe('1 SPY at 100');
});

test('a bracket', async () => {
  const done = buyProtected(broker, 'SPY', 100);
  await stage.settle();
  await stage.trade(99);
  expect(await done).toMatch(/^10 SPY at \d+, stop at 95, target at 105$/);
  await stage.trade(106);
  expect(statuses()).toEqual(['limit filled', 'stop canceled', 'limit filled']);
});

test('a stop that trails', async () => {
  expect(await followTheMarket(broker, 'SPY')).toBe('10 SPY at 100, stop at 95 and following');
  await stage.settle();
  await stage.trade(120);
  await stage.trade(115);
  // 4 % below 120 are 115.20.
  expect((await broker.getHoldings()).length).toBe(0);
});
