import {
  Algorithm,
  Decimal,
  EquityFillModel,
  type FillContext,
  OrderEvent,
  OrderStatus,
  paperVenue,
  Resolution,
} from '@lockstep/core';
import { testReferenceData } from '@lockstep/core/testing';
import { expect, test } from 'vitest';
import { replaySession } from '../src/replay/replay-session.ts';
import { driveToEnd } from './drive.ts';
import { scratchFolder } from './scratch-store.ts';
import { startSmall } from './small-market.ts';

/** Four units of an entry a bar. */
class FourABar extends EquityFillModel {
  #filledAt = Number.NaN;

  override fill(context: FillContext): OrderEvent | null {
    const { order, utcNow, security } = context;
    const whole = super.fill(context);
    if (whole === null || whole.exactFillQuantity.isZero() || order.bracketId !== 0) return whole;
    if (this.#filledAt === security.cache.lastEndTimeMs) return null;
    this.#filledAt = security.cache.lastEndTimeMs;
    const rest = order.quantity.minus(order.quantityFilled);
    const four = Decimal.fromInteger(4);
    const event = new OrderEvent(order, utcNow, rest.lte(four) ? OrderStatus.Filled : OrderStatus.PartiallyFilled);
    event.exactFillPrice = whole.exactFillPrice;
    event.exactFillQuantity = rest.lte(four) ? rest : four;
    return event;
  }
}

class Enters extends Algorithm {
  #hasEntered = false;

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute).setFillModel(new FourABar());
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
