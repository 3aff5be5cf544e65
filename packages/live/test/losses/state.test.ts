import { Decimal, Order, OrderType, type SecuritySymbol } from '@lockstep/core';
import { expect, test } from 'vitest';
import { BuysTen, codes, heldAtVenue, heldHere, minutes, OPEN_UTC, stageOf } from './one-trade.ts';

test('loss 14: reconciling after a restart doubles positions; a second time changes nothing', async () => {
  const stage = stageOf();
  await stage.start(BuysTen);
  for (let minute = 2; minute < 6; minute += 1) {
    await minutes(stage, minute);
    await stage.crash();
    await stage.start(BuysTen);
  }
  await minutes(stage, 8);
  expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([10, 10]);
  expect(await stage.session.store.queries.executions()).toHaveLength(1);
  expect(codes(stage)).not.toContain('POSITIONS_DIFFER');
});

test('loss 16: a position mismatch is logged and ignored, and the node trades as if flat', async () => {
  const stage = stageOf();
  await stage.start(BuysTen);
  await minutes(stage, 2);
  await stage.crash();
  // Somebody closes the position by hand meanwhile.
  const { venue } = stage.standing;
  const [holding] = await venue.getHoldings();
  const { symbol } = holding as { readonly symbol: SecuritySymbol };
  const quantity = Decimal.fromInteger(-10);
  const order = new Order({ id: 900, type: OrderType.Market, symbol, quantity, timeMs: stage.clock.utcNow(), tag: '' });
  venue.placeOrder({ order, clientOrderId: 'by-hand', children: [] });
  venue.scan();
  expect(await heldAtVenue(stage)).toBe(0);
  await stage.start(BuysTen);
  await minutes(stage, 4);
  expect(heldHere(stage)).toBe(0);
  expect(codes(stage)).toEqual(expect.arrayContaining(['EXTERNAL_EXECUTION', 'POSITIONS_DIFFER']));
  expect(stage.line.arrivals.size).toBe(1);
});

test('loss 17: the position is stale in the handler of the fill', async () => {
  const stage = stageOf();
  await stage.start(BuysTen);
  await minutes(stage, 3);
  const snapshot = await stage.session.store.lastState();
  expect(snapshot?.state).toMatchObject({ heard: ['10 held 10'] });
});

test('loss 18: a restart loses the state of the strategy', async () => {
  const stage = stageOf();
  await stage.start(BuysTen);
  await stage.run(OPEN_UTC + 5 * 60_000 + 10_000);
  await stage.crash();
  await stage.start(BuysTen);
  await minutes(stage, 8);
  const snapshot = await stage.session.store.lastState();
  expect(snapshot?.state).toMatchObject({ asked: 1 });
  const { steps } = (snapshot as unknown as { readonly state: { readonly steps: number } }).state;
  expect(steps).toBeGreaterThan(6);
});

test('loss 19: orders and positions disagree for ten seconds, and the wrong one is believed', async () => {
  const stage = stageOf();
  await stage.start(BuysTen);
  await stage.run(OPEN_UTC + 61_000);
  stage.faults.stale.set('getHoldings', 9_000);
  stage.faults.stale.set('getCashBalance', 9_000);
  stage.line.disconnect('a moment', false);
  stage.line.reconnect();
  await stage.seconds(5);
  expect(heldHere(stage)).toBe(10);
  await stage.seconds(30);
  expect(heldHere(stage)).toBe(10);
  expect(codes(stage)).not.toContain('POSITIONS_DIFFER');
});
