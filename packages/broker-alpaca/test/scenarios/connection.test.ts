import { LockstepError, OrderStatus, OrderType } from '@lockstep/core';
import { afterEach, describe, expect, it } from 'vitest';
import { AdapterStage } from '../adapter-stage.ts';
import { noticesOf, type ScenarioDesk } from './scenario-desk.ts';

let stage: AdapterStage;

afterEach(() => stage.close());

const SILENT_INBOX = { orderEvent: () => undefined, message: () => undefined };

/** How connecting ends, while time passes. */
async function connect(): Promise<unknown> {
  let outcome: unknown = 'pending';
  void stage.adapter.connect(SILENT_INBOX).then(
    () => (outcome = 'connected'),
    (error: unknown) => (outcome = error),
  );
  for (let second = 0; second < 60 && outcome === 'pending'; second += 1) await stage.pass(1_000);
  return outcome;
}

function kinds(desk: ScenarioDesk): string[] {
  return desk.messages.flatMap(({ kind }) => (kind === 'disconnected' || kind === 'reconnected' ? [kind] : []));
}

describe('connecting', () => {
  it('1 wrong keys: refused at once, and no stream is opened', async () => {
    stage = await AdapterStage.open({ adapter: { credentials: { keyId: 'PKWRONG', secret: 'wrong-secret' } } });
    const error = await connect();
    expect(error).toBeInstanceOf(LockstepError);
    expect(error).toMatchObject({ code: 'BROKER_AUTH' });
    expect(String(error)).toMatch(/paper keys do not work for real money/);
    expect(String(error)).not.toContain('wrong-secret');
    expect(stage.requests('GET', '/v2/account')).toBe(0);
    expect(stage.simulator.stream.listeners).toBe(0);
    expect(stage.adapter.isReady).toBe(false);
  });

  it('1 keys of real money for a paper account: it says which they seem to be', async () => {
    stage = await AdapterStage.open({ adapter: { credentials: { keyId: 'AKREAL', secret: 'real-secret' } } });
    const error = await connect();
    expect(error).toMatchObject({ code: 'BROKER_AUTH' });
    expect(String(error)).toMatch(/account of paper money .* begins with AK, as those of real money do/);
    expect(String(error)).not.toMatch(/AKREAL|real-secret/);
  });

  it('2 a page of HTML instead of an answer: the same, in few words', async () => {
    stage = await AdapterStage.open();
    stage.simulator.faults.requests.next({ method: 'GET', path: '/v2/account', executes: false, reply: 'html401' });
    const error = await connect();
    expect(error).toMatchObject({ code: 'BROKER_AUTH' });
    expect(String(error)).not.toContain('<html>');
    expect(String(error)).toContain('401 Authorization Required');
  });

  it('3 the stream refuses the keys at first: for good', async () => {
    stage = await AdapterStage.open();
    stage.simulator.faults.stream.connections.push('unauthorized');
    expect(await connect()).toMatchObject({ code: 'BROKER_AUTH' });
    await stage.pass(60_000);
    expect(stage.simulator.stream.listeners).toBe(0);
  });

  it('4 the stream refuses the keys later on: it is tried again', async () => {
    stage = await AdapterStage.open();
    const desk = await stage.desk();
    stage.simulator.faults.stream.connections.push('unauthorized', 'unauthorized');
    stage.simulator.dropConnections();
    await stage.settle();
    expect(stage.adapter.isReady).toBe(false);
    await stage.pass(15_000);
    expect(stage.adapter.isReady).toBe(true);
    expect(kinds(desk)).toEqual(['disconnected', 'reconnected']);
  });

  it('5 the stream never lets us in: another one after ten seconds', async () => {
    stage = await AdapterStage.open();
    stage.simulator.faults.stream.connections.push('silent');
    expect(await connect()).toBe('connected');
  });

  it('6 the connection is swallowed: it is given up', async () => {
    stage = await AdapterStage.open();
    stage.simulator.faults.stream.connections.push('blackHole');
    expect(await connect()).toBe('connected');
  });

  it('7 too many connections: five seconds more each time, and the engine hears of it once', async () => {
    stage = await AdapterStage.open();
    const desk = await stage.desk();
    stage.simulator.faults.stream.connections.push(429, 429);
    stage.simulator.dropConnections();
    await stage.pass(1_100);
    const waits: number[] = [];
    const left = (): number => stage.simulator.faults.stream.connections.length;
    for (let before = left(); before > 0; ) {
      await stage.pass(500);
      if (left() < before) waits.push(stage.clock.utcNow());
      before = left();
    }
    await stage.pass(20_000);
    expect(stage.adapter.isReady).toBe(true);
    expect(kinds(desk)).toEqual(['disconnected', 'reconnected']);
  });

  it('an account that may not trade is refused, with what to do', async () => {
    stage = await AdapterStage.open({ simulator: { account: { tradingBlocked: true } } });
    const error = await connect();
    expect(error).toMatchObject({ code: 'BROKER_ACCOUNT' });
    expect(String(error)).toMatch(/trading is blocked/);
  });
});

describe('the stream', () => {
  it('14 answers no ping: given up after five seconds, and caught up', async () => {
    stage = await AdapterStage.open();
    const desk = await stage.desk();
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    stage.simulator.faults.stream.answersPings = false;
    stage.simulator.faults.stream.isSilent = true;
    await stage.pass(9_000);
    await stage.tradeAtOnce(94);
    expect(order.status).toBe(OrderStatus.Submitted);
    await stage.pass(8_000);
    stage.simulator.faults.stream.answersPings = true;
    stage.simulator.faults.stream.isSilent = false;
    await stage.pass(20_000);
    expect(order.status).toBe(OrderStatus.Filled);
    expect(kinds(desk)).toEqual(['disconnected', 'reconnected']);
  });

  it('15 tells something that cannot be read: orders are read, and it goes on', async () => {
    stage = await AdapterStage.open();
    const desk = await stage.desk();
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    stage.simulator.faults.stream.nextUpdate({ event: 'fill', fate: 'dropped' });
    await stage.tradeAtOnce(94);
    stage.simulator.stream.sendRaw('{"stream":"trade_updates","data":{"event":"fill"');
    await stage.pass(5_000);
    expect(order.status).toBe(OrderStatus.Filled);
    expect(noticesOf(desk)).toEqual(['UPDATE_UNREADABLE']);
    expect(kinds(desk)).toEqual([]);
  });

  it.each(['binary', 'text'] as const)('16 %s frames', async (frames) => {
    stage = await AdapterStage.open();
    stage.simulator.faults.stream.frames = frames;
    const desk = await stage.desk();
    const order = await desk.place(OrderType.Market, 10);
    expect(desk.statusesOf(order)).toEqual([OrderStatus.Submitted, OrderStatus.Filled]);
  });

  it('is open and says nothing: what it should have told is found, and it is opened anew', async () => {
    stage = await AdapterStage.open();
    const desk = await stage.desk();
    const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
    stage.simulator.faults.stream.isSilent = true;
    await stage.pass(61_000);
    await stage.tradeAtOnce(94);
    await stage.pass(60_000);
    expect(order.status).toBe(OrderStatus.Filled);
    stage.simulator.faults.stream.isSilent = false;
    await stage.pass(60_000);
    expect(kinds(desk)).toEqual(['disconnected', 'reconnected']);
  });
});

describe('the account', () => {
  it.each([
    ['45 s ahead', -45_000, ['error']],
    ['5 s behind', 5_000, ['warning']],
    ['right', 0, []],
  ])('68 the clock of this machine is %s: told, and the difference is known', async (_, skewMs, severities) => {
    stage = await AdapterStage.open();
    const timestamp = new Date(stage.clock.utcNow() + skewMs).toISOString();
    const body = { ...((await stage.byHand('GET', '/v2/clock')) as object), timestamp };
    stage.simulator.faults.requests.next({ method: 'GET', path: '/v2/clock', reply: { status: 200, body } });
    const desk = await stage.desk();
    const told = desk.messages.flatMap((each) => (each.kind === 'notice' && each.code === 'CLOCK_SKEW' ? [each] : []));
    expect(told.map(({ severity }) => severity)).toEqual(severities);
    if (skewMs !== 0)
      expect(told[0]?.text).toContain(`${Math.abs(skewMs) / 1_000} s ${skewMs < 0 ? 'ahead' : 'behind'}`);
    expect(stage.adapter.isReady).toBe(true);
  });

  it('72 is blocked during the session: no new orders, but cancels', async () => {
    stage = await AdapterStage.open();
    const desk = await stage.desk();
    const resting = await desk.place(OrderType.Limit, 10, { limit: 95 });
    stage.simulator.account.tradingBlocked = true;
    await stage.pass(61_000);
    expect(noticesOf(desk, 'error')).toEqual(['ACCOUNT_BLOCKED']);
    const order = await desk.place(OrderType.Market, 10);
    expect(desk.wasRefused(order)).toBe(true);
    await desk.cancel(resting);
    await stage.pass(1_000);
    expect(resting.status).toBe(OrderStatus.Canceled);
    stage.simulator.account.tradingBlocked = false;
    await stage.pass(61_000);
    expect(noticesOf(desk, 'info')).toEqual(['ACCOUNT_UNBLOCKED']);
  });

  it.each([
    ['there', { pattern_day_trader: false, daytrade_count: 1 }],
    ['missing', {}],
    ['null', { pattern_day_trader: null, daytrade_count: null }],
  ])('73 fields of day trading are %s', async (_, fields) => {
    stage = await AdapterStage.open();
    const account = { ...((await stage.byHand('GET', '/v2/account')) as object), ...fields };
    stage.simulator.faults.requests.next({ method: 'GET', path: '/v2/account', reply: { status: 200, body: account } });
    expect(await connect()).toBe('connected');
  });
});
