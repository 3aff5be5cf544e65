import { expect, test } from 'vitest';
import { BuysTen, heldAtVenue, heldHere, minutes, stageOf } from './one-trade.ts';

class EntersWithAStop extends BuysTen {
  override onData(): void {
    this.state.steps += 1;
    if (this.state.steps === 1) this.bracketOrder('ABC', 10, { stopLoss: 90 });
  }
}

test('an entry whose stop is refused is closed, and people are told of it', async () => {
  const stage = stageOf({ capabilities: { nativeBrackets: false } });
  // The entry arrives, its stop is not taken.
  stage.faults.nextRequests('place', 'arrives', 'refused');
  await stage.start(EntersWithAStop);
  await minutes(stage, 3);
  expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([0, 0]);
  const fills = (await stage.session.store.queries.executions()).map(({ quantity }) => Number(quantity));
  expect(fills).toEqual([10, -10]);
  const told = stage.notices.filter(({ code }) => code === 'PROTECTION_FAILED');
  expect(told).toMatchObject([{ severity: 'critical', subject: 'ABC' }]);
  expect(told[0]?.title).toContain('has no protective stop and is closed');
});
