import { type BrokerageMessage, type OrderEvent, OrderStatus } from '@lockstep/core';
import { expect, test } from 'vitest';
import { BuysTen, heldAtVenue, heldHere, MINUTE_MS, minutes, OPEN_UTC, stageOf } from '../losses/one-trade.ts';
import { inParts } from './parts-of-fills.ts';

const NATIVE = { nativeBrackets: 'fromFirstFill', nativeOco: true } as const;
const [ENTRY, TARGET] = [1, 3];

/** Enters once, with a target that the rising prices of the stage reach. */
class Bracketed extends BuysTen {
  override onData(): void {
    this.state.steps += 1;
    if (this.state.steps === 1) this.bracketOrder('ABC', 10, { stopLoss: 90, takeProfit: 100.01 });
  }
}

/** Fills of an order that are told. */
function isFillOf(orderId: number): (what: OrderEvent | BrokerageMessage) => boolean {
  return (what) => {
    if (!('status' in what) || what.orderId !== orderId) return false;
    return what.status === OrderStatus.PartiallyFilled || what.status === OrderStatus.Filled;
  };
}

/** Changes of an order, which follows its entry at the venue, that are told. */
function isChangeOf(orderId: number): (what: OrderEvent | BrokerageMessage) => boolean {
  return (what) => 'kind' in what && what.kind === 'orderChanged' && what.orderId === orderId;
}

test('a target whose first fill was not told, and whose quantity was not, is even when both are known: nothing is traded', async () => {
  const stage = stageOf({ capabilities: NATIVE, fillModel: inParts({ [ENTRY]: [4, 6], [TARGET]: [4, 6] }) });
  // The target follows its entry at the venue; here it stays at four, and seems to be done with the six that are told.
  stage.faults.nextTelling(isChangeOf(TARGET), 'arrives');
  for (let count = 0; count < 4; count += 1) stage.faults.nextTelling(isChangeOf(TARGET), 'dropped');
  stage.faults.nextTelling(isFillOf(TARGET), 'dropped');
  await stage.start(Bracketed);
  await stage.run(OPEN_UTC + 2 * MINUTE_MS + 1_000);
  // Somebody's order has the venue look at its resting ones once more.
  stage.standing.venue.scan();
  await minutes(stage, 10);
  const { executions } = await stage.standing.venue.getExecutions(0);
  expect(executions.map(({ quantity }) => quantity.toNumber())).toEqual([4, 6, -4, -6]);
  expect([await heldAtVenue(stage), heldHere(stage), stage.session.status.openOrders]).toEqual([0, 0, 0]);
});

test('what a target has closed beyond what is known of its entry is for fills that are still to be told: no order is sent', async () => {
  // The broker is looked at ten and forty seconds after each minute.
  const startUtc = OPEN_UTC - 20_000;
  const fillModel = inParts({ [ENTRY]: [4, 6], [TARGET]: [4, 6] });
  const stage = stageOf({ startUtc, capabilities: NATIVE, fillModel });
  stage.faults.nextTelling(isChangeOf(TARGET), 'arrives');
  for (let count = 0; count < 4; count += 1) stage.faults.nextTelling(isChangeOf(TARGET), 'dropped');
  // The last fill of the entry is told after all those of the target, and the target's last before its first.
  stage.faults.nextTelling(isFillOf(ENTRY), 'arrives');
  stage.faults.nextTelling(isFillOf(ENTRY), 'arrives', 65_000);
  stage.faults.nextTelling(isFillOf(TARGET), 'arrives', 3_000);
  await stage.start(Bracketed);
  await stage.run(OPEN_UTC + MINUTE_MS + 1_000);
  stage.faults.nextQuestions('getExecutions', 'fails', 'fails', 'fails', 'fails');
  await stage.run(OPEN_UTC + 3 * MINUTE_MS + 1_000);
  stage.standing.venue.scan();
  await minutes(stage, 10);
  const { executions } = await stage.standing.venue.getExecutions(0);
  expect(executions.map(({ quantity }) => quantity.toNumber())).toEqual([4, 6, -4, -6]);
  expect([await heldAtVenue(stage), heldHere(stage), stage.session.status.openOrders]).toEqual([0, 0, 0]);
});
