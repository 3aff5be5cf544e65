import { Algorithm, paperVenue, Resolution } from '@lockstep/core';
import { SlowEntries, testReferenceData } from '@lockstep/core/testing';
import { expect, test } from 'vitest';
import { replaySession } from '../src/replay/replay-session.ts';
import { driveToEnd } from './drive.ts';
import { scratchFolder } from './scratch-store.ts';
import { startSmall } from './small-market.ts';

class Enters extends Algorithm {
  #hasEntered = false;

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute).setFillModel(new SlowEntries(4));
    this.setBenchmark(() => 1);
  }

  override onData(): void {
    if (this.#hasEntered) return;
    this.#hasEntered = true;
    this.bracketOrder('ABC', 20, { limitPrice: 101, stopLoss: 98, takeProfit: 110 });
  }
}

test('the time that an entry may be without its stop is part of the record', async () => {
  const filled = async (protectionDeadlineSeconds: number): Promise<number> => {
    const folder = scratchFolder();
    const { session, clock } = await startSmall(Enters, folder, {
      closes: Array.from({ length: 30 }, () => 100),
      brokerage: (run) => paperVenue(run, { nativeBrackets: 'fromCompleteFill' }),
      settings: { protectionDeadlineSeconds },
    });
    const { outcome } = await driveToEnd(session, clock);
    const replay = await replaySession(Enters, { folder, session: session.id, reference: testReferenceData() });
    expect(replay).toMatchObject({ difference: null, isComplete: true });
    const stop = outcome.run.book.all().find(({ stopPrice }) => !stopPrice.isZero());
    return -(stop?.quantity.toNumber() ?? 0);
  };
  // What had filled when the rest of the entry was given up.
  expect(await filled(5)).toBe(4);
  expect(await filled(150)).toBe(12);
});
