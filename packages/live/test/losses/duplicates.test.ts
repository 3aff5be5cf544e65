import { expect, test } from 'vitest';
import { BuysTen, heldAtVenue, heldHere, isFill, isOrderEvent, minutes, OPEN_UTC, stageOf } from './one-trade.ts';

test('loss 8: a restart rolls numbers back, and new orders reuse the ids of lost ones', async () => {
  const stage = stageOf();
  stage.faults.nextRequests('place', 'refused');
  await stage.start(BuysTen);
  await stage.run(OPEN_UTC + 61_000);
  await stage.crash();
  class BuysAgain extends BuysTen {
    override onData(): void {
      if (this.state.asked < 2) {
        this.state.asked += 1;
        this.marketOrder('ABC', 10);
      }
    }
  }
  await stage.start(BuysAgain);
  await minutes(stage, 4);
  const ids = (await stage.session.store.queries.recentOrders()).map(({ orderId }) => orderId);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...stage.line.arrivals.values()].every((times) => times === 1)).toBe(true);
  expect(heldHere(stage)).toBe(await heldAtVenue(stage));
});

test.each([true, false])(
  'loss 9: an HTTP retry opens a second position (ids unique at the broker: %s)',
  async (unique) => {
    const stage = stageOf({ capabilities: { enforcesUniqueClientOrderId: unique } });
    stage.faults.nextRequests('place', 'timeoutAfter');
    for (let count = 0; count < 3; count += 1) stage.faults.nextTelling(isOrderEvent, 'dropped');
    await stage.start(BuysTen);
    await minutes(stage, 4);
    expect([...stage.line.arrivals.values()]).toEqual([1]);
    expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([10, 10]);
  },
);

test('loss 9: an order that never arrived is sent again only where the broker knows ids again', async () => {
  for (const unique of [true, false]) {
    const stage = stageOf({ capabilities: { enforcesUniqueClientOrderId: unique } });
    stage.faults.nextRequests('place', 'timeoutBefore');
    await stage.start(BuysTen);
    await minutes(stage, 4);
    expect([await heldAtVenue(stage), heldHere(stage)]).toEqual(unique ? [10, 10] : [0, 0]);
  }
});

test('loss 10: after a restart an order can be matched by its own id', async () => {
  const stage = stageOf();
  stage.line.onSending = (_kind, _order, at) => {
    if (at === 'after') stage.line.isHalfOpen = true;
  };
  await stage.start(BuysTen);
  await stage.run(OPEN_UTC + 61_000);
  await stage.crash();
  stage.line.onSending = null;
  stage.line.isHalfOpen = false;
  await stage.start(BuysTen);
  await minutes(stage, 3);
  expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([10, 10]);
  expect([...stage.line.arrivals.values()]).toEqual([1]);
});

test('loss 11: the broker sends the same execution twice', async () => {
  const stage = stageOf();
  stage.faults.nextTelling(isFill, 'doubled');
  await stage.start(BuysTen);
  await minutes(stage, 3);
  expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([10, 10]);
  expect(await stage.session.store.queries.executions()).toHaveLength(1);
});
