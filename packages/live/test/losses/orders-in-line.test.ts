import { expect, test } from 'vitest';
import { SqliteConnection } from '../../src/store/sqlite-connection.ts';
import { BuysTen, heldAtVenue, heldHere, MINUTE_MS, minutes, OPEN_UTC, stageOf } from './one-trade.ts';

/** Buys twice in one handler: the second order waits in line until the first is written down. */
class BuysTwice extends BuysTen {
  override onData(): void {
    this.state.steps += 1;
    if (this.state.steps !== 3) return;
    this.marketOrder('ABC', 4);
    this.marketOrder('ABC', 6);
  }
}

test('an order that waits for another to be written down is not missed at the broker', async () => {
  const stage = stageOf({ settings: { store: { busyTimeoutMs: 60_000, sync: 'off' } } });
  await stage.start(BuysTwice);
  await stage.run(OPEN_UTC + 3 * MINUTE_MS - 1_000);
  const { session, clock } = stage;
  await session.store.flush();
  const other = await SqliteConnection.open(session.store.file, 'write');
  await other.exec('BEGIN IMMEDIATE');
  // The order is asked for; the looks at the broker go on for two minutes while the journal is held up.
  for (let elapsedMs = 0; elapsedMs < 2 * MINUTE_MS; elapsedMs += 500) {
    clock.advanceTo(clock.utcNow() + 500);
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
  }
  expect([session.status.orders, await heldAtVenue(stage)]).toEqual([2, 0]);
  await other.exec('ROLLBACK');
  await other.close();
  await minutes(stage, 9);
  expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([10, 10]);
  const events = await session.store.queries.orderEvents();
  expect(events.map(({ orderId, status }) => `${orderId} ${status}`).toSorted()).toEqual([
    '1 Filled',
    '1 Submitted',
    '2 Filled',
    '2 Submitted',
  ]);
});
