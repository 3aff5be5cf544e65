import { expect, test } from 'vitest';
import { BuysTen, codes, heldAtVenue, heldHere, minutes, stageOf } from './one-trade.ts';

test('a full disk pauses trading with an alert, sends nothing, loses nothing, and is recovered from', async () => {
  const stage = stageOf();
  class BuysAgainAndAgain extends BuysTen {
    override onData(): void {
      this.state.steps += 1;
      if (this.state.steps % 3 === 1) this.marketOrder('ABC', 1);
    }
  }
  await stage.start(BuysAgainAndAgain);
  await minutes(stage, 5);
  const before = await heldAtVenue(stage);
  expect(before).toBeGreaterThan(0);
  await stage.session.store.allowPages(1);
  await minutes(stage, 12);
  expect(stage.session.status.trading).toBe('paused');
  expect(codes(stage)).toContain('JOURNAL_FAILED');
  const during = await heldAtVenue(stage);
  await minutes(stage, 20);
  expect(await heldAtVenue(stage)).toBe(during);
  await stage.session.store.allowPages(1_000_000);
  await minutes(stage, 30);
  expect(stage.session.status.trading).toBe('running');
  expect(await heldAtVenue(stage)).toBeGreaterThan(during);
  expect(heldHere(stage)).toBe(await heldAtVenue(stage));
  expect(await stage.session.store.verify()).toMatchObject({ intact: true });
});
