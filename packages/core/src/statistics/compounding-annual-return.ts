import { Decimal } from '../numeric/decimal.ts';
import { MS_PER_DAY } from '../time/resolution.ts';

const DAYS_PER_YEAR = Decimal.fromInteger(365);

/**
 * Yearly growth rate (end / start)^(1 / years) − 1 with years = elapsed days / 365; 0 when no time passed or the power is
 * not finite.
 */
export function compoundingAnnualReturn(start: Decimal, end: Decimal, elapsedMs: number): Decimal {
  const years = Decimal.fromDouble(elapsedMs / MS_PER_DAY).dividedBy(DAYS_PER_YEAR);
  if (years.isZero() || start.isZero()) return Decimal.ZERO;
  const growth = (end.toNumber() / start.toNumber()) ** (1 / years.toNumber()) - 1;
  return Number.isFinite(growth) ? Decimal.fromDoubleSaturated(growth) : Decimal.ZERO;
}
