import { LockstepError } from '../errors/lockstep-error.ts';
import { overflow } from './decimal-arithmetic-wide.ts';
import { bigPowerOfTen, MAX_SCALE, powerOfTen } from './powers-of-ten.ts';

const SIGNIFICANT_DIGITS = 15;
const LOG10_OF_2 = Math.log10(2);
const SMALLEST_EXPONENT = -94;
const LARGEST_EXPONENT = 96;

const bits = new DataView(new ArrayBuffer(8));

/** Signed mantissa (a BigInt only when a power of ten had to be multiplied in) and scale. */
export interface DoubleParts {
  readonly mantissa: number | bigint;
  readonly scale: number;
}

/** Binary exponent e with 2^(e−1) ≤ |value| < 2^e. */
function binaryExponent(value: number): number {
  bits.setFloat64(0, value);
  return ((bits.getUint16(0) >> 4) & 0x7ff) - 1022;
}

/**
 * Rounds a double to 15 significant digits in double arithmetic, ties to even, trailing zeros stripped. The scaling by a
 * power of ten is one rounded double operation, as in the .NET cast: its result is kept, not the exact one.
 *
 * @throws LockstepError `DECIMAL_FORMAT` for NaN and ±Infinity, `DECIMAL_OVERFLOW` beyond 2^96.
 */
export function doubleToParts(value: number): DoubleParts {
  if (!Number.isFinite(value)) {
    throw new LockstepError(
      'DECIMAL_FORMAT',
      `Received ${value}, expected a finite number; check the calculation before it`,
    );
  }
  const exponent = binaryExponent(value);
  if (exponent < SMALLEST_EXPONENT) return { mantissa: 0, scale: 0 };
  if (exponent > LARGEST_EXPONENT) throw overflow(`casting ${value}`);
  let power = Math.min(SIGNIFICANT_DIGITS - 1 - Math.floor(exponent * LOG10_OF_2), MAX_SCALE);
  let scaled = Math.abs(value);
  if (power >= 0) scaled *= powerOfTen(power);
  else if (power !== -1 || scaled >= 1e15) scaled /= powerOfTen(-power);
  else power = 0;
  if (scaled < 1e14 && power < MAX_SCALE) {
    scaled *= 10;
    power++;
  }
  let mantissa = Math.floor(scaled);
  const rest = scaled - mantissa;
  if (rest > 0.5 || (rest === 0.5 && mantissa % 2 === 1)) mantissa++;
  if (mantissa === 0) return { mantissa: 0, scale: 0 };
  const signed = value < 0 ? -mantissa : mantissa;
  if (power < 0) return { mantissa: BigInt(signed) * bigPowerOfTen(-power), scale: 0 };
  return stripped(signed, power);
}

/** Drops trailing zeros, at most 14. */
function stripped(mantissa: number, power: number): DoubleParts {
  let rest = mantissa;
  let scale = power;
  for (let left = SIGNIFICANT_DIGITS - 1; left > 0 && scale > 0; left--) {
    const tenth = rest / 10;
    if (tenth !== Math.trunc(tenth)) break;
    rest = tenth;
    scale--;
  }
  return { mantissa: rest, scale };
}
