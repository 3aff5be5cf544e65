import { Decimal, type SimulatedVenue } from '@lockstep/core';
import type { SeededRandom } from '@lockstep/core/testing';
import { SINGLE } from './random-trader.ts';

/** Executions of this time may be taken back, ms. */
const CORRECTABLE_MS = 20 * 60_000;

/**
 * The venue takes one of its latest executions back, or corrects its price and, at times, its quantity. Those of the symbol
 * whose position tells what was done twice are left alone. Returns what was done, in words; null when there was none.
 */
export async function bust(venue: SimulatedVenue, random: SeededRandom, nowMs: number): Promise<string | null> {
  const { executions } = await venue.getExecutions(nowMs - CORRECTABLE_MS);
  const [first, ...others] = executions.filter(({ instrument }) => instrument !== SINGLE);
  if (first === undefined) return null;
  const { id, quantity, price, instrument } = random.pick([first, ...others]);
  if (random.chance(0.5)) {
    venue.correctExecution(id, null);
    return `${id} of ${instrument} is taken back`;
  }
  const units = Math.abs(quantity.toNumber());
  const left = random.chance(0.5) ? random.integer(1, units) : units;
  const corrected = {
    quantity: Decimal.fromInteger(left * quantity.sign()),
    price: price.plus(Decimal.fromNumber(random.integer(-20, 20) / 100)),
  };
  venue.correctExecution(id, corrected);
  return `${id} of ${instrument} is ${corrected.quantity.toString()} @ ${corrected.price.toString()}`;
}
