import { expect, test } from 'vitest';
import { BuysTen, heldAtVenue, heldHere, isOrderEvent, minutes, OPEN_UTC, stageOf } from './one-trade.ts';

test('an execution that was found long after it happened is not missed by the process after that', async () => {
  // The broker is looked at ten and forty seconds after each minute.
  const stage = stageOf({ startUtc: OPEN_UTC - 20_000 });
  await stage.start(BuysTen);
  // Filled at the first minute, and nobody hears of it: the process dies, and the next one begins ten minutes later.
  for (let count = 0; count < 4; count += 1) stage.faults.nextTelling(isOrderEvent, 'dropped');
  await minutes(stage, 1.1);
  await stage.crash();
  expect(await heldAtVenue(stage)).toBe(10);
  await minutes(stage, 11);
  await stage.start(BuysTen);
  await minutes(stage, 12);
  expect(heldHere(stage)).toBe(10);
  await stage.crash();
  await stage.start(BuysTen);
  // Its looks ask for executions of the last minutes, among which it is not.
  await minutes(stage, 20);
  expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([10, 10]);
  const executions = await stage.session.store.queries.executions();
  expect(executions.map(({ state, quantity }) => `${state} ${quantity}`)).toEqual(['booked 10']);
});
