import { LockstepError } from '../errors/lockstep-error.ts';
import { bigPowerOfTen, MAX_SCALE, powerOfTen } from './powers-of-ten.ts';

/** Largest mantissa: 2^96 − 1. */
export const MAX_MANTISSA = (1n << 96n) - 1n;

const MAX_MANTISSA_AS_DOUBLE = 2 ** 96;
const MAX_WORD = (1n << 32n) - 1n;
const TWO_TO_64 = 2 ** 64;

/** The scale above which a product of two mantissas below 2^32 vanishes. */
const VANISHING_SCALE = MAX_SCALE + 19;

/** A signed mantissa of at most 96 bits with its scale. */
export interface WideParts {
  readonly mantissa: bigint;
  readonly scale: number;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Quotient rounded half to even; the divisor is positive. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const rest = dividend - quotient * divisor;
  const twice = rest < 0n ? -rest - rest : rest + rest;
  if (twice < divisor || (twice === divisor && (quotient & 1n) === 0n)) return quotient;
  return dividend < 0n ? quotient - 1n : quotient + 1n;
}

/** Quotient rounded half away from zero; the divisor is positive. */
export function divideHalfAway(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  if (2n * absolute(dividend - quotient * divisor) < divisor) return quotient;
  return dividend < 0n ? quotient - 1n : quotient + 1n;
}

/** Brings an exact value into 96 bits and scale 28, dropping as few digits as needed, half to even. */
export function fit(mantissa: bigint, scale: number, operation: string): WideParts {
  const magnitude = absolute(mantissa);
  if (magnitude <= MAX_MANTISSA && scale <= MAX_SCALE) return { mantissa, scale };
  let drop = Math.max(0, scale - MAX_SCALE);
  while (magnitude / bigPowerOfTen(drop) > MAX_MANTISSA) drop++;
  for (; drop <= scale; drop++) {
    const rounded = divideHalfEven(mantissa, bigPowerOfTen(drop));
    if (absolute(rounded) <= MAX_MANTISSA) return { mantissa: rounded, scale: scale - drop };
  }
  throw overflow(operation);
}

export function overflow(operation: string): LockstepError {
  return new LockstepError(
    'DECIMAL_OVERFLOW',
    `The result of ${operation} does not fit a 96-bit decimal (±79228162514264337593543950335); use smaller numbers`,
    { details: { operation } },
  );
}

export function divisionByZero(operation: string): LockstepError {
  return new LockstepError('DIVIDE_BY_ZERO', `A ${operation} by zero was asked for; check the divisor first`, {
    details: { operation },
  });
}

/** Sum at the larger scale. */
export function addWide(a: bigint, scaleA: number, b: bigint, scaleB: number): WideParts {
  if (scaleA === scaleB) return fit(a + b, scaleA, 'an addition');
  if (scaleA > scaleB) return fit(a + b * bigPowerOfTen(scaleA - scaleB), scaleA, 'an addition');
  return fit(a * bigPowerOfTen(scaleB - scaleA) + b, scaleB, 'an addition');
}

/** Product at the sum of the scales; zero loses its scale as soon as a factor has more than 32 bits. */
export function multiplyWide(a: bigint, scaleA: number, b: bigint, scaleB: number): WideParts {
  const product = a * b;
  const scale = scaleA + scaleB;
  if (absolute(a) <= MAX_WORD && absolute(b) <= MAX_WORD) {
    if (scale > VANISHING_SCALE) return { mantissa: 0n, scale: 0 };
  } else if (product === 0n) {
    return { mantissa: 0n, scale: 0 };
  }
  return fit(product, scale, 'a multiplication');
}

/**
 * Quotient: exact at the natural scale (the difference of the scales, at least 0) with its zeros kept; else as many
 * digits as 96 bits hold, half to even, trailing zeros stripped.
 */
export function divideWide(a: bigint, scaleA: number, b: bigint, scaleB: number): WideParts {
  if (b === 0n) throw divisionByZero('division');
  const divisor = absolute(b);
  const dividend = b < 0n ? -a : a;
  const difference = scaleA - scaleB;
  const shortfall = difference < 0 ? -difference : 0;
  const naturalScale = difference + shortfall;
  const natural = shortfall === 0 ? dividend : dividend * bigPowerOfTen(shortfall);
  const whole = natural / divisor;
  if (absolute(whole) > MAX_MANTISSA) throw overflow('a division');
  if (whole * divisor === natural) return { mantissa: whole, scale: naturalScale };
  return divideInexact(natural, divisor, Math.abs(Number(natural)) / Number(divisor), naturalScale);
}

/**
 * Quotient that does not come out at `scale`: as many further digits as 96 bits and scale 28 hold, half to even, trailing
 * zeros stripped. `estimate` is the magnitude of the quotient; the divisor is positive.
 */
export function divideInexact(dividend: bigint, divisor: bigint, estimate: number, scale: number): WideParts {
  let extra = extraDigits(estimate, MAX_SCALE - scale);
  for (; extra >= 0; extra--) {
    const quotient = divideHalfEven(dividend * bigPowerOfTen(extra), divisor);
    if (quotient <= MAX_MANTISSA && quotient >= -MAX_MANTISSA) return stripZeros(quotient, scale + extra);
  }
  throw overflow('a division');
}

/** Most digits that may follow a quotient of this size, at most `limit`; never too few, rarely one too many. */
function extraDigits(quotient: number, limit: number): number {
  const room = (MAX_MANTISSA_AS_DOUBLE / quotient) * (1 + 1e-9);
  if (powerOfTen(limit) <= room) return limit;
  let digits = Math.floor(Math.log10(room)) + 1;
  while (digits > 0 && powerOfTen(digits) > room) digits--;
  return digits;
}

/** Drops trailing zeros of the fraction. */
export function stripZeros(mantissa: bigint, scale: number): WideParts {
  if (mantissa === 0n) return { mantissa, scale: 0 };
  if (scale === 0 || mantissa % 10n !== 0n) return { mantissa, scale };
  let rest = mantissa;
  let left = scale;
  for (let step = 16; step >= 1; step /= 2) {
    while (left >= step) {
      const power = bigPowerOfTen(step);
      const quotient = rest / power;
      if (quotient * power !== rest) break;
      rest = quotient;
      left -= step;
    }
  }
  return { mantissa: rest, scale: left };
}

/** Truncated remainder with the dividend's sign; a dividend below the divisor comes back as it is. */
export function remainderWide(a: bigint, scaleA: number, b: bigint, scaleB: number): WideParts {
  if (b === 0n) throw divisionByZero('remainder');
  const scale = Math.max(scaleA, scaleB);
  const dividend = a * bigPowerOfTen(scale - scaleA);
  const divisor = b * bigPowerOfTen(scale - scaleB);
  if (absolute(dividend) < absolute(divisor)) return { mantissa: a, scale: scaleA };
  return fit(dividend % divisor, scale, 'a remainder');
}

/** Order of two values. */
export function compareWide(a: bigint, scaleA: number, b: bigint, scaleB: number): -1 | 0 | 1 {
  const left = scaleA < scaleB ? a * bigPowerOfTen(scaleB - scaleA) : a;
  const right = scaleB < scaleA ? b * bigPowerOfTen(scaleA - scaleB) : b;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The cast of a mantissa of up to 96 bits: its halves as doubles, divided by the power of ten. */
export function wideToDouble(mantissa: bigint, scale: number): number {
  const magnitude = mantissa < 0n ? -mantissa : mantissa;
  const double = (Number(BigInt.asUintN(64, magnitude)) + Number(magnitude >> 64n) * TWO_TO_64) / powerOfTen(scale);
  return mantissa < 0n ? -double : double;
}
