import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { WireOrder } from '../../src/wire/order.ts';
import { SimulatorStage } from './simulator-stage.ts';

let stage: SimulatorStage;

beforeEach(async () => {
  stage = await SimulatorStage.open([100, 100, 94, 94, 94]);
});

afterEach(() => stage.close());

const MARKET = { symbol: 'AAPL', side: 'buy', type: 'market', time_in_force: 'day', qty: '10', client_order_id: 'a' };
const LIMIT = { ...MARKET, type: 'limit', limit_price: '95' };

function fault(path: string, body: unknown): Promise<unknown> {
  return stage.fetch('POST', `/__sim/faults${path}`, body);
}

async function orders(): Promise<WireOrder[]> {
  return (await stage.fetch('GET', '/v2/orders?status=all')).json as WireOrder[];
}

describe('requests', () => {
  it('lose their answer after they were carried out, or before', async () => {
    await fault('/requests', { method: 'POST', path: '/v2/orders', reply: 'lost' });
    await expect(stage.fetch('POST', '/v2/orders', MARKET)).rejects.toThrow();
    expect((await orders()).map(({ status }) => status)).toEqual(['filled']);
    await fault('/requests', { method: 'POST', path: '/v2/orders', reply: 'lost', executes: false });
    await expect(stage.fetch('POST', '/v2/orders', { ...MARKET, client_order_id: 'b' })).rejects.toThrow();
    expect(await orders()).toHaveLength(1);
  });

  it('are answered with what is asked for, as often as asked for', async () => {
    const body = { message: 'too many requests.' };
    const reply = { status: 429, body, headers: { 'Retry-After': '2' } };
    await fault('/requests', { path: '/v2/orders', reply, times: 2, skip: 1, executes: false });
    const statuses = [];
    for (let request = 0; request < 4; request += 1) statuses.push((await stage.fetch('GET', '/v2/orders')).status);
    expect(statuses).toEqual([200, 429, 429, 200]);
  });

  it('come back empty, or as HTML', async () => {
    await fault('/requests', { method: 'POST', reply: 'empty' });
    expect(await stage.fetch('POST', '/v2/orders', MARKET)).toEqual({ status: 200, json: null });
    await fault('/requests', { reply: 'html401' });
    await expect(stage.client.trading.account.getAccount()).rejects.toMatchObject({ status: 401 });
  });

  it('wait by the clock, and are told of before they are answered', async () => {
    await stage.listen();
    await fault('/requests', { method: 'POST', path: '/v2/orders', replyDelayMs: 2_000 });
    const answer = stage.fetch('POST', '/v2/orders', MARKET);
    await until(() => stage.updates.some(({ event }) => event === 'fill'));
    stage.clock.advanceTo(stage.clock.utcNow() + 2_000);
    expect((await answer).json).toMatchObject({ status: 'pending_new' });
  });

  it('do not find an order for a while', async () => {
    await fault('', { lookUpLagMs: 3_000 });
    await stage.fetch('POST', '/v2/orders', MARKET);
    const look = (): Promise<{ status: number }> =>
      stage.fetch('GET', '/v2/orders:by_client_order_id?client_order_id=a');
    expect((await look()).status).toBe(404);
    stage.clock.advanceTo(stage.clock.utcNow() + 3_000);
    expect((await look()).status).toBe(200);
  });

  it('need keys', async () => {
    const { trading } = stage.simulator.endpoints;
    const without = await fetch(`${trading}/v2/account`);
    expect([without.status, without.headers.get('content-type')]).toEqual([401, 'text/html']);
    const wrong = await fetch(`${trading}/v2/account`, {
      headers: { 'APCA-API-KEY-ID': 'x', 'APCA-API-SECRET-KEY': 'y' },
    });
    expect([wrong.status, await wrong.json()]).toEqual([401, { message: 'unauthorized.' }]);
  });
});

describe('the stream', () => {
  it('drops, doubles, delays, rewrites and reorders updates', async () => {
    await stage.listen();
    await fault('/updates', { event: 'new', fate: 'dropped' });
    await fault('/updates', { event: 'pending_new', fate: 'doubled' });
    await fault('/updates', {
      event: 'fill',
      changes: { event: 'restated' },
      orderChanges: { status: 'future_state' },
    });
    await stage.fetch('POST', '/v2/orders', MARKET);
    await stage.simulator.quiet();
    expect(stage.updates.map(({ event, order }) => [event, order.status])).toEqual([
      ['pending_new', 'pending_new'],
      ['pending_new', 'pending_new'],
      ['restated', 'future_state'],
    ]);
    stage.updates.length = 0;
    await fault('/updates', { fate: 'held', times: 2 });
    await fault('/updates', { event: 'fill', fate: 'late', delayMs: 1_000 });
    await stage.fetch('POST', '/v2/orders', { ...MARKET, client_order_id: 'b' });
    await stage.fetch('POST', '/__sim/stream/release', { reversed: true });
    stage.clock.advanceTo(stage.clock.utcNow() + 1_000);
    await stage.simulator.quiet();
    expect(stage.updates.map(({ event }) => event)).toEqual(['new', 'pending_new', 'fill']);
  });

  it.each(['unauthorized', 429, 'silent'] as const)('answers a connection with %s', async (fate) => {
    await fault('/connections', { fates: [fate] });
    const errors: string[] = [];
    const stream = stage.client.trading.stream({ url: stage.simulator.endpoints.tradingStream, reconnect: false });
    stream.onError((text) => errors.push(text));
    stream.subscribeTradeUpdates();
    stream.connect();
    if (fate === 'silent') {
      await until(() => stage.simulator.connections === 1);
      await stage.simulator.quiet();
      expect([errors, stage.simulator.stream.listeners]).toEqual([[], 0]);
    } else {
      await until(() => errors.length > 0);
      expect(errors.join(' ')).toContain(fate === 429 ? '429' : 'auth failed');
    }
    stream.disconnect();
  });

  it('leaves an upgrade without an answer', async () => {
    await fault('/connections', { fates: ['blackHole'] });
    const socket = new WebSocket(stage.simulator.endpoints.tradingStream);
    socket.on('error', () => undefined);
    await until(() => stage.simulator.unansweredUpgrades === 1);
    expect(socket.readyState).toBe(WebSocket.CONNECTING);
  });

  it('sends text or binary frames, whole or broken', async () => {
    const kinds: string[] = [];
    const socket = new WebSocket(stage.simulator.endpoints.tradingStream);
    socket.addEventListener('message', ({ data }) => kinds.push(typeof data === 'string' ? 'text' : 'binary'));
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    await stage.fetch('POST', '/__sim/stream/frame', { text: '{"broken' });
    await fault('', { frames: 'text' });
    await stage.fetch('POST', '/__sim/stream/frame', { text: '{"broken' });
    await stage.simulator.quiet();
    expect(kinds).toEqual(['binary', 'text']);
    socket.close();
  });

  it('answers pings, or does not', async () => {
    const socket = new WebSocket(stage.simulator.endpoints.tradingStream);
    const pongs: string[] = [];
    socket.on('pong', (data) => pongs.push(data.toString()));
    await new Promise((resolve) => socket.on('open', resolve));
    socket.ping('first');
    await until(() => pongs.length > 0);
    await fault('', { answersPings: false });
    socket.ping('second');
    socket.send('{"action":"listen","data":{"streams":[]}}');
    await new Promise((resolve) => socket.once('message', resolve));
    expect(pongs).toEqual(['first']);
    socket.close();
  });

  it('drops its connections', async () => {
    await stage.listen();
    await stage.fetch('POST', '/__sim/stream/drop');
    await until(() => stage.simulator.connections === 0);
    await stage.fetch('POST', '/v2/orders', MARKET);
    await stage.simulator.quiet();
    expect(stage.updates).toEqual([]);
  });
});

describe('the way to it', () => {
  it('is down: requests break, connections are refused, nothing is carried out', async () => {
    await stage.listen();
    await fault('', { network: 'down' });
    await expect(stage.fetch('POST', '/v2/orders', MARKET)).rejects.toThrow();
    const socket = new WebSocket(stage.simulator.endpoints.tradingStream);
    const text = await new Promise((resolve) => socket.on('error', ({ message }) => resolve(message)));
    expect(text).toContain('503');
    await fault('', { network: 'up' });
    expect(await orders()).toEqual([]);
  });

  it('is half open: what is sent vanishes, and nobody is told of what the venue does', async () => {
    await stage.listen();
    await stage.fetch('POST', '/v2/orders', LIMIT);
    await stage.simulator.quiet();
    stage.updates.length = 0;
    await fault('', { network: 'halfOpen' });
    const abort = new AbortController();
    const asked = fetch(`${stage.simulator.endpoints.trading}/v2/account`, {
      headers: { 'APCA-API-KEY-ID': 'PKSIMULATOR', 'APCA-API-SECRET-KEY': 'simulator-secret' },
      signal: abort.signal,
    });
    await until(() => stage.simulator.parked === 1);
    abort.abort();
    await expect(asked).rejects.toThrow();
    for (let minute = 0; minute < 3; minute += 1) await stage.minute();
    expect(stage.updates).toEqual([]);
    await fault('', { network: 'up' });
    expect((await orders())[0]?.status).toBe('filled');
  });
});

describe('orders that were taken', () => {
  it('are rejected later', async () => {
    await stage.listen();
    await fault('/submissions', { outcome: 'rejected', delayMs: 1_000 });
    expect((await stage.fetch('POST', '/v2/orders', MARKET)).json).toMatchObject({ status: 'pending_new' });
    stage.clock.advanceTo(stage.clock.utcNow() + 1_000);
    await stage.simulator.quiet();
    expect(stage.updates.map(({ event }) => event)).toEqual(['pending_new', 'rejected']);
  });

  it('stay pending, so that they cannot be replaced', async () => {
    await fault('/submissions', { outcome: 'stuck' });
    const order = (await stage.fetch('POST', '/v2/orders', LIMIT)).json as WireOrder;
    const early = await stage.fetch('PATCH', `/v2/orders/${order.id}`, { qty: '5' });
    expect(early.json).toMatchObject({ message: "unable to replace order, order isn't sent to exchange yet" });
    await stage.fetch('POST', '/__sim/orders/release');
    expect((await stage.fetch('PATCH', `/v2/orders/${order.id}`, { qty: '5' })).status).toBe(200);
  });

  it('fill while a cancel is on its way', async () => {
    await stage.listen();
    const order = (await stage.fetch('POST', '/v2/orders', LIMIT)).json as WireOrder;
    await fault('/cancels', { delayMs: 300_000 });
    expect((await stage.fetch('DELETE', `/v2/orders/${order.id}`)).status).toBe(204);
    expect((await stage.fetch('DELETE', `/v2/orders/${order.id}`)).status).toBe(204);
    for (let minute = 0; minute < 6; minute += 1) await stage.minute();
    expect(stage.eventsOf(order.id)).toEqual(['pending_new', 'new', 'pending_cancel', 'fill', 'order_cancel_rejected']);
  });

  it('stay in pending_cancel, or go on after a cancel that was rejected', async () => {
    await stage.listen();
    await fault('/cancels', { outcome: 'stuck' });
    const order = (await stage.fetch('POST', '/v2/orders', { ...LIMIT, limit_price: '50' })).json as WireOrder;
    await stage.fetch('DELETE', `/v2/orders/${order.id}`);
    expect((await orders())[0]?.status).toBe('pending_cancel');
    await stage.fetch('POST', '/__sim/orders/release');
    expect((await orders())[0]?.status).toBe('canceled');
    await fault('/cancels', { outcome: 'rejected' });
    const other = (await stage.fetch('POST', '/v2/orders', { ...LIMIT, limit_price: '50', client_order_id: 'b' }))
      .json as WireOrder;
    await stage.fetch('DELETE', `/v2/orders/${other.id}`);
    await stage.simulator.quiet();
    expect(stage.eventsOf(other.id).at(-1)).toBe('order_cancel_rejected');
    expect((await orders())[0]?.status).toBe('new');
  });

  it('fill while a replacement is on its way', async () => {
    await stage.listen();
    const order = (await stage.fetch('POST', '/v2/orders', LIMIT)).json as WireOrder;
    await fault('/replacements', { delayMs: 300_000 });
    const after = (await stage.fetch('PATCH', `/v2/orders/${order.id}`, { limit_price: '80' })).json as WireOrder;
    expect(after).toMatchObject({ replaces: order.id, limit_price: '80' });
    for (let minute = 0; minute < 6; minute += 1) await stage.minute();
    expect(stage.eventsOf(order.id)).toEqual([
      'pending_new',
      'new',
      'pending_replace',
      'fill',
      'order_replace_rejected',
    ]);
    expect(stage.eventsOf(after.id)).toEqual(['rejected']);
  });

  it('are missed by a cancel of all', async () => {
    const first = (await stage.fetch('POST', '/v2/orders', { ...LIMIT, limit_price: '50' })).json as WireOrder;
    const second = (await stage.fetch('POST', '/v2/orders', { ...LIMIT, limit_price: '50', client_order_id: 'b' }))
      .json as WireOrder;
    await stage.fetch('POST', '/__sim/orders/cancel_fails', { id: first.id });
    const { status, json } = await stage.fetch('DELETE', '/v2/orders');
    expect([status, (json as { id: string; status: number }[]).map((each) => [each.id, each.status])]).toEqual([
      207,
      [
        [first.id, 500],
        [second.id, 200],
      ],
    ]);
    expect((await orders()).map(({ id, status: now }) => [id, now])).toEqual([
      [second.id, 'canceled'],
      [first.id, 'new'],
    ]);
  });
});

it('says when everything that was sent has arrived', async () => {
  await stage.listen();
  await stage.fetch('POST', '/v2/orders', MARKET);
  const { json } = await stage.fetch('GET', '/__sim/quiet');
  expect(json).toMatchObject({ parked: 0, told: 3 });
  expect(stage.updates).toHaveLength(3);
});

it('goes wrong by chance, the same for the same seed', async () => {
  const run = async (): Promise<string> => {
    await stage.close();
    stage = await SimulatorStage.open([100]);
    await fault('/random', { seed: 7, timeout: 0.4, refused: 0.2, questionFails: 0.3 });
    const statuses: number[] = [];
    for (let index = 0; index < 20; index += 1) {
      const answer = stage.fetch(
        index % 2 === 0 ? 'POST' : 'GET',
        '/v2/orders',
        index % 2 === 0 ? { ...LIMIT, client_order_id: `c${index}` } : undefined,
      );
      await until(() => stage.clock.nextTimerUtc < Number.POSITIVE_INFINITY);
      let isDone = false;
      void answer
        .then(
          ({ status }) => statuses.push(status),
          () => statuses.push(0),
        )
        .finally(() => {
          isDone = true;
        });
      while (!isDone) {
        stage.clock.advanceTo(stage.clock.utcNow() + 50);
        await new Promise(setImmediate);
      }
    }
    return statuses.join(' ');
  };
  const first = await run();
  expect(first).toContain('504');
  expect(first).toContain('422');
  expect(first).toContain('500');
  expect(await run()).toBe(first);
});

async function until(isDone: () => boolean): Promise<void> {
  const end = performance.now() + 5_000;
  while (!isDone()) {
    if (performance.now() > end) throw new Error('It did not happen within five seconds.');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
