import { LockstepError } from '../errors/lockstep-error.ts';
import { fit, type WideParts } from './decimal-arithmetic-wide.ts';
import { bigPowerOfTen, MAX_SCALE } from './powers-of-ten.ts';

const DECIMAL_TEXT = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,5}))?$/;
const LARGEST_EXPONENT = 400;

/** Signed mantissa of a text `[-]digits[.digits]` of at most 15 digits; NaN for every other text. */
export function parseShortText(text: string): number {
  const length = text.length;
  const negative = length > 0 && text.charCodeAt(0) === 45;
  let mantissa = 0;
  let digits = 0;
  let point = false;
  for (let i = negative ? 1 : 0; i < length; i++) {
    const code = text.charCodeAt(i) - 48;
    if (code >= 0 && code <= 9) {
      mantissa = mantissa * 10 + code;
      digits++;
    } else if (code === -2 && !point) {
      point = true;
    } else {
      return Number.NaN;
    }
  }
  if (digits === 0 || digits > 15) return Number.NaN;
  return negative ? 0 - mantissa : mantissa;
}

/**
 * Mantissa and scale of a decimal text of any length; an exponent moves the point.
 *
 * @throws LockstepError `DECIMAL_FORMAT`, `DECIMAL_OVERFLOW`
 */
export function parseDecimalText(text: string): WideParts {
  const match = DECIMAL_TEXT.exec(text);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (match === null || whole.length + fraction.length === 0) {
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    throw new LockstepError(
      'DECIMAL_FORMAT',
      `Received "${shown}", expected a decimal number such as "144.77", "-0.5" or "1e-8"; remove spaces, separators and units`,
      { details: { text: shown } },
    );
  }
  const magnitude = BigInt(whole + fraction);
  const mantissa = match[1] === '-' ? -magnitude : magnitude;
  const exponent = match[4] === undefined ? 0 : Number(match[4]);
  const scale = fraction.length - exponent;
  if (magnitude === 0n) return { mantissa, scale: Math.min(Math.max(scale, 0), MAX_SCALE) };
  if (scale < 0) return fit(mantissa * bigPowerOfTen(Math.min(-scale, LARGEST_EXPONENT)), 0, 'reading a text');
  if (vanishes(whole.length + fraction.length, scale)) return { mantissa: 0n, scale: MAX_SCALE };
  return fit(mantissa, scale, 'reading a text');
}

/** Whether every digit lies well beyond the last digit that a decimal holds. */
function vanishes(digits: number, scale: number): boolean {
  return scale - digits > MAX_SCALE;
}
