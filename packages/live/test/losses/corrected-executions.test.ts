import { Decimal } from '@lockstep/core';
import { expect, test } from 'vitest';
import { BuysTen, heldHere, MINUTE_MS, OPEN_UTC, stageOf } from './one-trade.ts';

const isCorrection = (what: unknown): boolean => (what as { readonly kind?: string }).kind === 'executionCorrected';

test('an execution in the place of another, at the very beginning of the list, is not booked beside it', async () => {
  const stage = stageOf();
  await stage.start(BuysTen);
  // The looks of every half minute reach back for ten and a half.
  const correctedUtc = OPEN_UTC + 10.75 * MINUTE_MS;
  await stage.run(correctedUtc);
  const { venue } = stage.standing;
  const [fill] = (await venue.getExecutions(0)).executions;
  stage.faults.nextTelling(isCorrection, 'dropped');
  venue.correctExecution(fill!.id, { quantity: Decimal.fromInteger(10), price: Decimal.fromNumber(100.5) });
  const held: number[] = [];
  for (let seconds = 10; seconds <= 180; seconds += 10) {
    await stage.run(correctedUtc + seconds * 1_000);
    held.push(heldHere(stage));
  }
  expect(new Set(held)).toEqual(new Set([10]));
});
