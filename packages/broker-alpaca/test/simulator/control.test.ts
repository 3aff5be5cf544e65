import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireOrder } from '../../src/wire/order.ts';
import { SimulatorStage } from './simulator-stage.ts';

let stage: SimulatorStage;

beforeEach(async () => {
  stage = await SimulatorStage.open([100, 100, 100]);
  await stage.listen();
});

afterEach(() => stage.close());

const MARKET = { symbol: 'AAPL', side: 'buy', type: 'market', time_in_force: 'day', qty: '10' };
const LIMIT = { ...MARKET, type: 'limit', limit_price: '90' };

async function place(order: unknown): Promise<WireOrder> {
  return (await stage.fetch('POST', '/v2/orders', order)).json as WireOrder;
}

async function control(path: string, body: unknown): Promise<{ status: number; json: unknown }> {
  const answer = await stage.fetch('POST', `/__sim/${path}`, body);
  await stage.simulator.quiet();
  return answer;
}

describe('the control routes', () => {
  it('show what there is', async () => {
    const order = await place(MARKET);
    const { json } = await stage.fetch('GET', '/__sim/state');
    expect(json).toMatchObject({
      account: { cash: '98999' },
      orders: [{ id: order.id, status: 'filled' }],
      executions: [{ order_id: order.id, qty: '10', price: '100' }],
      listeners: 1,
    });
  });

  it('place an order by hand', async () => {
    const { json } = await control('orders', LIMIT);
    expect(json).toMatchObject({ source: 'web', status: 'pending_new' });
    expect(stage.eventsOf((json as WireOrder).id)).toEqual(['pending_new', 'new']);
  });

  it('take an execution back, or correct it', async () => {
    const order = await place(MARKET);
    await stage.simulator.quiet();
    const id = stage.updates.at(-1)?.execution_id ?? '';
    await control(`executions/${id}`, { price: '99', qty: '8' });
    expect(stage.updates.at(-1)).toMatchObject({ event: 'trade_correct', price: '99', qty: '8', position_qty: '8' });
    expect((await stage.fetch('GET', '/v2/positions/AAPL')).json).toMatchObject({ qty: '8', avg_entry_price: '99' });
    await control(`executions/${stage.updates.at(-1)?.execution_id}`, { bust: true });
    expect(stage.updates.at(-1)).toMatchObject({ event: 'trade_bust', qty: '-8', position_qty: '0' });
    expect((await stage.fetch('GET', '/v2/positions/AAPL')).status).toBe(404);
    expect((await stage.fetch('GET', '/v2/account')).json).toMatchObject({ cash: '100000' });
    expect((await stage.fetch('GET', `/v2/orders/${order.id}`)).json).toMatchObject({ filled_qty: '0' });
  });

  it('split a share over night', async () => {
    await place(MARKET);
    const resting = await place({ ...LIMIT, time_in_force: 'gtc' });
    await control('splits', { symbol: 'AAPL', from: '1', to: '10' });
    expect((await stage.fetch('GET', '/v2/positions/AAPL')).json).toMatchObject({
      qty: '100',
      avg_entry_price: '10',
      market_value: '1000',
    });
    expect(stage.eventsOf(resting.id).at(-1)).toBe('canceled');
  });

  it('put an order into any status', async () => {
    const order = await place(LIMIT);
    await control(`orders/${order.id}`, { status: 'suspended' });
    await control(`orders/${order.id}`, { status: 'something_new' });
    await control(`orders/${order.id}`, { status: 'expired' });
    expect(stage.eventsOf(order.id)).toEqual(['pending_new', 'new', 'suspended', 'something_new', 'expired']);
    expect((await stage.fetch('GET', `/v2/orders/${order.id}`)).json).toMatchObject({ status: 'expired' });
    expect((await control(`orders/${order.id}`, { status: 'rejected' })).status).toBe(422);
  });

  it('tell the past as server-sent events, where that is switched on', async () => {
    const order = await place(MARKET);
    const path = '/v2/events/trades?since=2024-01-01T00:00:00Z';
    expect((await stage.fetch('GET', path)).status).toBe(404);
    await control('faults', { hasEventStream: true });
    const { keyId, secret } = stage.simulator.keys;
    const headers = { 'APCA-API-KEY-ID': keyId, 'APCA-API-SECRET-KEY': secret };
    const text = await (await fetch(stage.simulator.endpoints.trading + path, { headers })).text();
    const events = text.split('\n').filter((line) => line.startsWith('data: '));
    expect(events.map((line) => JSON.parse(line.slice(6)))).toMatchObject([
      { event: 'pending_new', order: { id: order.id } },
      { event: 'new' },
      { event: 'fill', price: '100' },
    ]);
  });

  it('refuse a switch that is not there', async () => {
    expect((await control('faults', { lookupLag: 3 })).json).toMatchObject({ message: 'no such switch: lookupLag' });
    expect((await control('account', { blocked: true })).status).toBe(422);
  });
});
