import { expect, test } from 'vitest';
import { BuysTen, heldAtVenue, heldHere, MINUTE_MS, minutes, OPEN_UTC, stageOf } from './one-trade.ts';

test('a socket that breaks while an order that waited for it is sent leaves the outcome unknown and the session running', async () => {
  const stage = stageOf();
  await stage.start(BuysTen, { settings: { whileDisconnected: 'queue' } });
  await stage.run(OPEN_UTC);
  stage.line.disconnect('a moment', true);
  await stage.run(OPEN_UTC + MINUTE_MS + 500);
  expect(stage.line.arrivals.size).toBe(0);
  stage.faults.nextRequests('place', 'throws');
  stage.line.reconnect();
  await minutes(stage, 4);
  expect([...stage.line.arrivals.values()]).toEqual([1]);
  expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([10, 10]);
});

test('a restart on a line that answers nothing begins, and catches up when it speaks again', async () => {
  const stage = stageOf();
  await stage.start(BuysTen);
  await minutes(stage, 3);
  await stage.crash();
  stage.faults.nextQuestions('getOpenOrders', 'silent', 'silent', 'silent');
  stage.faults.nextQuestions('getExecutions', 'silent', 'silent', 'silent');
  await stage.start(BuysTen);
  await minutes(stage, 8);
  expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([10, 10]);
  expect(stage.session.status.trading).toBe('running');
});
