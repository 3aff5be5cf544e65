import { LockstepError } from '../errors/lockstep-error.ts';
import { Decimal } from '../numeric/decimal.ts';

/** The size of bricks as a decimal. @throws LockstepError `CONSOLIDATOR_INVALID` unless it is above zero */
export function brickSize(consolidator: string, size: number): Decimal {
  if (size > 0 && Number.isFinite(size)) return Decimal.fromNumber(size);
  throw new LockstepError(
    'CONSOLIDATOR_INVALID',
    `${consolidator} got bricks of ${size}; give a size above zero, as in new ${consolidator}(2.5).`,
  );
}

/** The multiple of a size that is closest to a price; of two the even one. */
export function closestMultiple(price: number, size: Decimal): Decimal {
  const exact = Decimal.fromNumber(price);
  const below = exact.dividedBy(size).floor();
  const part = exact.minus(below.times(size)).dividedBy(size).round(0);
  return below.plus(part).times(size);
}

/** The smallest multiple of a size that is not below a price. */
export function multipleAbove(price: number, size: Decimal): Decimal {
  return Decimal.fromNumber(price).dividedBy(size).ceiling().times(size);
}
