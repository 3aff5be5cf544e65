import { expect, test } from 'vitest';
import { inParts } from '../protection/parts-of-fills.ts';
import { BuysTen, heldAtVenue, heldHere, minutes, OPEN_UTC, stageOf } from './one-trade.ts';

test('a fill that is told before the account was taken up counts once: nothing is concluded beside it', async () => {
  const stage = stageOf({ fillModel: inParts({ 1: [4, 3] }) });
  await stage.start(BuysTen);
  await stage.run(OPEN_UTC + 80_000);
  expect(heldHere(stage)).toBe(4);
  await stage.crash();
  await stage.run(OPEN_UTC + 118_000);
  // What the broker is asked at the start takes longer than the next fill, at 120 s, takes to be told.
  stage.faults.delayMs = 4_000;
  await stage.start(BuysTen);
  await stage.run(OPEN_UTC + 150_000);
  stage.faults.delayMs = 5;
  await minutes(stage, 6);
  expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([7, 7]);
  const executions = await stage.session.store.queries.executions();
  expect(executions.map(({ quantity }) => Number(quantity)).toSorted((a, b) => a - b)).toEqual([3, 4]);
});
