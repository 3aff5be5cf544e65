import { OrderStatus } from '@lockstep/core';
import { PartialFills, SeededRandom } from '@lockstep/core/testing';
import { expect, test } from 'vitest';
import { BuysTen, heldAtVenue, heldHere, isFill, minutes, OPEN_UTC, stageOf } from './one-trade.ts';

test('loss 12: a cumulative quantity is read as the increment', async () => {
  const stage = stageOf({ fillModel: (whole) => new PartialFills(whole, new SeededRandom(3), 1) });
  // Some fills are told by the stream, others have to be concluded from what the order has filled in all.
  stage.faults.nextTelling(isFill, 'dropped');
  await stage.start(BuysTen);
  await minutes(stage, 8);
  expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([10, 10]);
  const executions = await stage.session.store.queries.executions();
  expect(executions.length).toBeGreaterThan(1);
  expect(executions.reduce((sum, { quantity }) => sum + Number(quantity), 0)).toBe(10);
});

/** Buys far below the market and changes the price twice. */
class ChangesTwice extends BuysTen {
  override onData(): void {
    this.state.steps += 1;
    if (this.state.steps === 1) this.limitOrder('ABC', 10, 90);
    const [ticket] = this.transactions.getOpenOrderTickets('ABC');
    if (this.state.steps === 2) ticket?.updateLimitPrice(91);
    if (this.state.steps === 3) ticket?.updateLimitPrice(92);
  }
}

test('loss 13: a change during an outage leaves two live orders, or one that is not what we think', async () => {
  const stage = stageOf();
  stage.faults.nextRequests('update', 'timeoutAfter', 'lost');
  await stage.start(ChangesTwice);
  await minutes(stage, 6);
  const open = await stage.standing.venue.getOpenOrders();
  expect(open).toHaveLength(1);
  const [order] = await stage.session.store.queries.recentOrders();
  expect(order?.limitPrice).toBe(open[0]?.limitPrice?.toString());
});

/** Buys at a limit and cancels what has not filled a minute later; then it wants the rest once. */
class CancelsTheRest extends BuysTen {
  override onData(): void {
    this.state.steps += 1;
    if (this.state.steps === 1) this.limitOrder('ABC', 10, 101);
    if (this.state.steps === 2) for (const ticket of this.transactions.getOpenOrderTickets('ABC')) ticket.cancel();
    if (this.state.steps === 5) this.marketOrder('ABC', 10 - this.portfolio.get('ABC').quantity);
  }
}

test('loss 15: what was cancelled with fills is asked for twice', async () => {
  const stage = stageOf({ fillModel: (whole) => new PartialFills(whole, new SeededRandom(5), 1) });
  stage.faults.nextTelling((what) => (what as { status?: OrderStatus }).status === OrderStatus.Canceled, 'doubled');
  await stage.start(CancelsTheRest);
  await minutes(stage, 14);
  expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([10, 10]);
});

test('loss 20: a late fill arrives after its order was forgotten', async () => {
  const stage = stageOf();
  // The fill comes half a minute after everything else, and long after it was found by asking.
  stage.faults.nextTelling(isFill, 'arrives', 45_000);
  await stage.start(BuysTen);
  await stage.run(OPEN_UTC + 100_000);
  expect(heldHere(stage)).toBe(10);
  await minutes(stage, 4);
  expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([10, 10]);
  expect(await stage.session.store.queries.executions()).toHaveLength(1);
});
