import { Decimal } from './decimal.ts';
import { MAX_SCALE } from './powers-of-ten.ts';

const THOUSAND = Decimal.fromInteger(1000);
const THOUSANDTH_OF_MAX = Decimal.MAX.dividedBy(THOUSAND);
const THOUSANDTH_OF_MIN = Decimal.MIN.dividedBy(THOUSAND);
const SMART_DIGITS = 7;
const FEWEST_ROUNDED = 10 ** SMART_DIGITS;

/** floor(log10 |value|), with log10 rounded correctly next to powers of ten, where a plain logarithm is one off. */
function leadingExponent(value: Decimal): number {
  const magnitude = Math.abs(value.toNumber());
  const logarithm = Math.log10(magnitude);
  const nearest = Math.round(logarithm);
  if (Math.abs(logarithm - nearest) > 1e-6) return Math.floor(logarithm);
  const power = Number(`1e${nearest}`);
  return Math.floor(nearest + (magnitude - power) / power / Math.LN10);
}

/** Rounds to `digits` significant digits, half to even; the scale is that of the power-of-ten division and product. */
export function roundToSignificantDigits(value: Decimal, digits: number): Decimal {
  if (value.isZero()) return Decimal.ZERO;
  const exponent = leadingExponent(value) + 1;
  const unit = exponent >= 0 ? Decimal.fromParts(10n ** BigInt(exponent), 0) : Decimal.fromParts(1, -exponent);
  return unit.times(value.dividedBy(unit).round(digits));
}

/**
 * Rounding of order prices: above 1000 to four digits after the point, all else (every negative value too) to seven
 * significant digits, without trailing zeros.
 */
export function smartRound(value: Decimal): Decimal {
  const input = value.normalize();
  if (input.gt(THOUSAND)) return input.round(4);
  if (Math.abs(input.mantissa) < FEWEST_ROUNDED) return input;
  const exponent = leadingExponent(input) + 1;
  const dividesExactly = input.wide === null && input.scale + exponent <= MAX_SCALE;
  if (dividesExactly && exponent <= SMART_DIGITS) return input.round(SMART_DIGITS - exponent).normalize();
  return roundToSignificantDigits(input, SMART_DIGITS).normalize();
}

/** Cuts digits beyond the third after the point; zero and values near the range's ends come back unchanged. */
export function truncateTo3DecimalPlaces(value: Decimal): Decimal {
  if (value.isZero() || value.gte(THOUSANDTH_OF_MAX) || value.lte(THOUSANDTH_OF_MIN)) return value;
  return THOUSAND.times(value).truncate().dividedBy(THOUSAND);
}

/** Square root taken of the double nearest to the value, cast back to 15 significant digits. */
export function squareRootThroughDouble(value: Decimal): Decimal {
  return Decimal.fromDouble(Math.sqrt(value.toNumber()));
}
