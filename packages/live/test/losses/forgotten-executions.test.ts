import { expect, test } from 'vitest';
import { BuysTen, codes, MINUTE_MS, minutes, OPEN_UTC, stageOf } from './one-trade.ts';

/** Has an order that never fills, if it is to have one. */
class Waits extends BuysTen {
  override onData(): void {
    this.state.steps += 1;
    if (this.state.steps === 1) this.limitOrder('ABC', 10, 50);
  }
}

/** The broker's list of executions begins at an instant. */
function forgetBefore(stage: ReturnType<typeof stageOf>, atMs: number): void {
  stage.standing.venue.takeUp({ cash: [], holdings: [], orders: [], firstId: 900, atMs });
}

test('a list of executions that begins with the connection is nothing to tell of while no order is open', async () => {
  const stage = stageOf();
  forgetBefore(stage, OPEN_UTC);
  await stage.start(Waits);
  await minutes(stage, 2);
  expect(codes(stage)).not.toContain('EXECUTIONS_INCOMPLETE');
});

test('where an order could have filled before, it is told', async () => {
  const stage = stageOf();
  await stage.start(Waits);
  await minutes(stage, 2);
  await stage.crash();
  await stage.run(OPEN_UTC + 5 * MINUTE_MS);
  forgetBefore(stage, OPEN_UTC + 4 * MINUTE_MS);
  await stage.start(Waits);
  await minutes(stage, 6);
  expect(codes(stage)).toContain('EXECUTIONS_INCOMPLETE');
});
