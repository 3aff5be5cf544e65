import { expect, test } from 'vitest';
import {
  BuysTen,
  codes,
  heldAtVenue,
  heldHere,
  isFill,
  isOrderEvent,
  minutes,
  OPEN_UTC,
  stageOf,
} from './one-trade.ts';

test('loss 1: fills that arrive just after a disconnect are dropped and lost for good', async () => {
  const stage = stageOf();
  await stage.start(BuysTen);
  stage.faults.delayMs = 2_000;
  await stage.run(OPEN_UTC + 63_000);
  // The fill is on its way when the connection goes.
  stage.line.disconnect('1100', false);
  expect(await heldAtVenue(stage)).toBe(10);
  await minutes(stage, 2);
  expect(heldHere(stage)).toBe(0);
  stage.line.reconnect();
  await stage.seconds(20);
  expect(heldHere(stage)).toBe(10);
  expect(codes(stage)).toContain('BROKER_DISCONNECTED');
});

test('loss 2: a stream drops one fill while heartbeats go on', async () => {
  const stage = stageOf();
  stage.faults.nextTelling(isFill, 'dropped');
  await stage.start(BuysTen);
  await minutes(stage, 2);
  expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([10, 10]);
  expect(stage.session.status.openOrders).toBe(0);
});

test('loss 3: an acknowledged market order never hears of its fill', async () => {
  const stage = stageOf();
  for (let count = 0; count < 3; count += 1) stage.faults.nextTelling(isOrderEvent, 'dropped');
  await stage.start(BuysTen);
  await stage.run(OPEN_UTC + 72_000);
  expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([10, 10]);
});

test('loss 4: orders sent while the stream is down lose their events', async () => {
  const stage = stageOf();
  await stage.start(BuysTen);
  await stage.seconds(5);
  stage.line.disconnect('the stream is down', false);
  await minutes(stage, 2);
  expect(stage.line.arrivals.size).toBe(0);
  stage.line.reconnect();
  await minutes(stage, 3);
  const [order] = await stage.session.store.queries.recentOrders();
  expect(order).toMatchObject({ status: 'Invalid', refusalCode: 'NOT_RECONCILED' });
});

test('loss 5: a broker is away for days and nobody is told', async () => {
  const stage = stageOf();
  await stage.start(BuysTen);
  await stage.seconds(5);
  stage.line.disconnect('two-factor restart', false);
  await minutes(stage, 5);
  const told = stage.notices.filter(({ code }) => code === 'BROKER_DISCONNECTED');
  expect(told.length).toBeGreaterThan(5);
  expect(told.every(({ severity }) => severity === 'error')).toBe(true);
});

test('loss 6: a nightly reset kills the algorithm instead of being waited out', async () => {
  const stage = stageOf();
  await stage.start(BuysTen);
  await stage.seconds(5);
  stage.line.disconnect('nightly reset', true);
  await minutes(stage, 10);
  stage.line.reconnect();
  await minutes(stage, 12);
  expect(stage.session.status).toMatchObject({ isConnected: true, trading: 'running' });
  expect(codes(stage)).not.toContain('BROKER_DISCONNECTED');
});

test('loss 7: an order that has filled is not found among the open ones and taken for lost', async () => {
  const stage = stageOf();
  stage.faults.nextRequests('place', 'timeoutAfter');
  for (let count = 0; count < 3; count += 1) stage.faults.nextTelling(isOrderEvent, 'dropped');
  await stage.start(BuysTen);
  await minutes(stage, 3);
  expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([10, 10]);
  expect([...stage.line.arrivals.values()]).toEqual([1]);
});
