import { LockstepError } from '../errors/lockstep-error.ts';
import {
  addWide,
  compareWide,
  divideHalfAway,
  divideHalfEven,
  divideInexact,
  divideWide,
  divisionByZero,
  MAX_MANTISSA,
  multiplyWide,
  overflow,
  remainderWide,
  stripZeros,
  type WideParts,
  wideToDouble,
} from './decimal-arithmetic-wide.ts';
import { parseDecimalText, parseShortText } from './decimal-parse.ts';
import { decimalText } from './decimal-text.ts';
import { doubleToParts } from './double-to-decimal.ts';
import { bigPowerOfTen, MAX_SCALE, powerOfTen } from './powers-of-ten.ts';
import { areSafe, MAX_SAFE } from './safe-mantissa.ts';
import { terminatingDigits } from './terminating-division.ts';
import { roundedQuotient, type TieRounding } from './tie-rounding.ts';

const BIG_MAX_SAFE = BigInt(MAX_SAFE);
const MAX_WORD = 2 ** 32 - 1;
/** Integers up to this size, either way, are shared: quantities and lots are mostly such. */
const SHARED = 1_000;

/**
 * Immutable decimal number of 96 bits with a scale of 0…28, with the arithmetic, scale and rounding rules of the .NET
 * `decimal`: the scale (digits after the point, trailing zeros included) is part of a value's text, not of its order.
 * Mantissas up to 2^53 − 1 live in a number and take a fast path; larger ones live in a BigInt.
 */
export class Decimal {
  /** Signed mantissa, or NaN when it needs more than 53 bits. */
  readonly mantissa: number;
  /** Signed mantissa beyond 53 bits, else null. */
  readonly wide: bigint | null;
  /** Digits after the point, 0…28. */
  readonly scale: number;

  private constructor(mantissa: number, wide: bigint | null, scale: number) {
    this.mantissa = mantissa;
    this.wide = wide;
    this.scale = scale;
  }

  /** The largest value. Built first, so that the mantissa field is a double from the start. */
  static readonly MAX: Decimal = new Decimal(Number.NaN, MAX_MANTISSA, 0);
  /** The smallest value. */
  static readonly MIN: Decimal = new Decimal(Number.NaN, -MAX_MANTISSA, 0);
  static readonly ZERO: Decimal = new Decimal(0, null, 0);
  static readonly ONE: Decimal = new Decimal(1, null, 0);
  /** −SHARED…SHARED at scale 0. */
  static readonly #integers = Array.from({ length: 2 * SHARED + 1 }, (_, at) => new Decimal(at - SHARED, null, 0));

  /**
   * Reads `[sign]digits[.digits][e[sign]digits]`; trailing zeros stay, exponents are expanded, digits beyond 96 bits are
   * rounded half to even.
   *
   * @throws LockstepError `DECIMAL_FORMAT` for any other text, `DECIMAL_OVERFLOW` beyond 96 bits.
   */
  static parse(text: string): Decimal {
    const mantissa = parseShortText(text);
    if (!Number.isNaN(mantissa)) {
      const point = text.indexOf('.');
      return new Decimal(mantissa, null, point < 0 ? 0 : text.length - point - 1);
    }
    return Decimal.fromWideParts(parseDecimalText(text));
  }

  /** A safe integer with scale 0. */
  static fromInteger(value: number): Decimal {
    if (!Number.isSafeInteger(value)) {
      throw new LockstepError(
        'DECIMAL_FORMAT',
        `Received ${value}, expected a safe integer; use fromNumber for fractions`,
      );
    }
    if (value <= SHARED && value >= -SHARED) return Decimal.#integers[value + SHARED]!;
    return new Decimal(value + 0, null, 0);
  }

  /** mantissa / 10^scale with exactly that scale: `(1447700, 4)` is `144.7700`. */
  static fromParts(mantissa: number | bigint, scale: number): Decimal {
    if (!(scale >= 0 && scale <= MAX_SCALE && Number.isInteger(scale))) {
      throw new LockstepError(
        'DECIMAL_FORMAT',
        `Received the scale ${scale}, expected an integer from 0 to ${MAX_SCALE}`,
      );
    }
    if (typeof mantissa === 'bigint') {
      if (mantissa > MAX_MANTISSA || mantissa < -MAX_MANTISSA) throw overflow('building a decimal from its parts');
      return Decimal.fromBig(mantissa, scale);
    }
    if (!Number.isSafeInteger(mantissa)) {
      throw new LockstepError(
        'DECIMAL_FORMAT',
        `Received the mantissa ${mantissa}, expected a safe integer or a bigint`,
      );
    }
    return new Decimal(mantissa + 0, null, scale);
  }

  /**
   * The cast of a double: 15 significant digits, trailing zeros stripped; below 1e-28 it is 0.
   *
   * @throws LockstepError `DECIMAL_FORMAT` for NaN and ±Infinity, `DECIMAL_OVERFLOW` beyond ±7.9e28.
   */
  static fromDouble(value: number): Decimal {
    if (Math.abs(value) < 1e15 && Math.trunc(value) === value) return new Decimal(value + 0, null, 0);
    const short = Decimal.fromFewDecimals(value, 6);
    if (short !== null) return short;
    const parts = doubleToParts(value);
    if (typeof parts.mantissa === 'bigint') return Decimal.fromBig(parts.mantissa, parts.scale);
    return new Decimal(parts.mantissa + 0, null, parts.scale);
  }

  /** As `fromDouble`, but values beyond the range become the largest or the smallest decimal. */
  static fromDoubleSaturated(value: number): Decimal {
    if (value >= 2 ** 96) return value === Infinity ? Decimal.fromDouble(value) : Decimal.MAX;
    if (value <= -(2 ** 96)) return value === -Infinity ? Decimal.fromDouble(value) : Decimal.MIN;
    return Decimal.fromDouble(value);
  }

  /**
   * The shortest decimal text of a double (what `String(value)` shows, exponents expanded); integers have scale 0.
   *
   * @throws LockstepError `DECIMAL_FORMAT` for NaN and ±Infinity, `DECIMAL_OVERFLOW` beyond ±7.9e28.
   */
  static fromNumber(value: number): Decimal {
    if (Number.isSafeInteger(value)) return Decimal.fromInteger(value);
    return Decimal.fromFewDecimals(value, 10) ?? Decimal.parse(String(value));
  }

  /** The smaller of two values. */
  static min(a: Decimal, b: Decimal): Decimal {
    return a.compare(b) <= 0 ? a : b;
  }

  /** The larger of two values. */
  static max(a: Decimal, b: Decimal): Decimal {
    return a.compare(b) >= 0 ? a : b;
  }

  private static fromBig(mantissa: bigint, scale: number): Decimal {
    if (mantissa > BIG_MAX_SAFE || mantissa < -BIG_MAX_SAFE) return new Decimal(Number.NaN, mantissa, scale);
    return new Decimal(Number(mantissa), null, scale);
  }

  private static fromWideParts(parts: WideParts): Decimal {
    return Decimal.fromBig(parts.mantissa, parts.scale);
  }

  /** The decimal of at most 15 digits and `most` decimals that this double is the nearest to, or null. */
  static fromFewDecimals(value: number, most: number): Decimal | null {
    for (let scale = 1; scale <= most; scale++) {
      const power = powerOfTen(scale);
      const mantissa = Math.round(value * power);
      if (!(mantissa < 1e15 && mantissa > -1e15)) return null;
      if (mantissa / power === value) return new Decimal(mantissa + 0, null, scale);
    }
    return null;
  }

  /** The signed mantissa as a BigInt. */
  bigMantissa(): bigint {
    return this.wide ?? BigInt(this.mantissa);
  }

  /** Sum at the larger scale. */
  plus(other: Decimal): Decimal {
    const scaleA = this.scale;
    const scaleB = other.scale;
    let a = this.mantissa;
    let b = other.mantissa;
    if (b === 0 && scaleB <= scaleA) return this;
    if (a === 0 && scaleA <= scaleB) return other;
    let scale = scaleA;
    if (scaleA < scaleB) {
      a *= powerOfTen(scaleB - scaleA);
      scale = scaleB;
    } else if (scaleB < scaleA) {
      b *= powerOfTen(scaleA - scaleB);
    }
    const sum = a + b;
    if (areSafe(a, b, sum)) return new Decimal(sum + 0, null, scale);
    return Decimal.fromWideParts(addWide(this.bigMantissa(), scaleA, other.bigMantissa(), scaleB));
  }

  /** Difference at the larger scale. */
  minus(other: Decimal): Decimal {
    const scaleA = this.scale;
    const scaleB = other.scale;
    let a = this.mantissa;
    let b = other.mantissa;
    if (b === 0 && scaleB <= scaleA) return this;
    let scale = scaleA;
    if (scaleA < scaleB) {
      a *= powerOfTen(scaleB - scaleA);
      scale = scaleB;
    } else if (scaleB < scaleA) {
      b *= powerOfTen(scaleA - scaleB);
    }
    const difference = a - b;
    if (areSafe(a, b, difference)) return new Decimal(difference + 0, null, scale);
    return Decimal.fromWideParts(addWide(this.bigMantissa(), scaleA, -other.bigMantissa(), scaleB));
  }

  /**
   * Product at the sum of the scales, trailing zeros kept; a zero product keeps the scale too, unless the other factor's
   * mantissa needs more than 32 bits: then it is a plain 0.
   */
  times(other: Decimal): Decimal {
    if (other.mantissa === 1 && other.scale === 0) return this;
    const scale = this.scale + other.scale;
    const product = this.mantissa * other.mantissa;
    if (product <= MAX_SAFE && product >= -MAX_SAFE && scale <= MAX_SCALE) {
      if (product !== 0) return new Decimal(product, null, scale);
      return Math.abs(this.mantissa + other.mantissa) > MAX_WORD ? Decimal.ZERO : new Decimal(0, null, scale);
    }
    return Decimal.fromWideParts(multiplyWide(this.bigMantissa(), this.scale, other.bigMantissa(), other.scale));
  }

  /**
   * Quotient: exact at the difference of the scales with its zeros kept (`60000000.00 / 100000000` is `0.60`), else as
   * many digits as needed, at most what 96 bits hold, half to even and without trailing zeros.
   *
   * @throws LockstepError `DIVIDE_BY_ZERO`, `DECIMAL_OVERFLOW`
   */
  dividedBy(other: Decimal): Decimal {
    const a = this.mantissa;
    const b = other.mantissa;
    const difference = this.scale - other.scale;
    const natural = difference >= 0 ? a : a * powerOfTen(-difference);
    // A safe dividend whose double quotient is an integer divides exactly: the error is below 1 and itself an integer.
    if (Math.abs(b) > 0 && natural <= MAX_SAFE && natural >= -MAX_SAFE) {
      const scale = difference >= 0 ? difference : 0;
      const quotient = natural / b;
      if (quotient === Math.trunc(quotient)) return new Decimal(quotient + 0, null, scale);
      const terminating = terminatingDigits(natural, b, MAX_SCALE - scale);
      if (terminating > 0) return new Decimal((natural * powerOfTen(terminating)) / b, null, scale + terminating);
      const dividend = BigInt(b < 0 ? -natural : natural);
      return Decimal.fromWideParts(divideInexact(dividend, BigInt(Math.abs(b)), Math.abs(quotient), scale));
    }
    return Decimal.fromWideParts(divideWide(this.bigMantissa(), this.scale, other.bigMantissa(), other.scale));
  }

  /**
   * Truncated remainder with the sign of this value, at the larger scale; when this value is nearer to zero than the
   * divisor it comes back unchanged, with its own scale.
   *
   * @throws LockstepError `DIVIDE_BY_ZERO`
   */
  remainder(other: Decimal): Decimal {
    const scaleA = this.scale;
    const scaleB = other.scale;
    const a = scaleA < scaleB ? this.mantissa * powerOfTen(scaleB - scaleA) : this.mantissa;
    const b = scaleB < scaleA ? other.mantissa * powerOfTen(scaleA - scaleB) : other.mantissa;
    if (b === 0) throw divisionByZero('remainder');
    if (a <= MAX_SAFE && a >= -MAX_SAFE && b <= MAX_SAFE && b >= -MAX_SAFE) {
      if (Math.abs(a) < Math.abs(b)) return this;
      return new Decimal(a - Math.trunc(a / b) * b + 0, null, scaleA > scaleB ? scaleA : scaleB);
    }
    return Decimal.fromWideParts(remainderWide(this.bigMantissa(), scaleA, other.bigMantissa(), scaleB));
  }

  /** The remainder is zero. @throws LockstepError `DIVIDE_BY_ZERO` */
  isMultipleOf(other: Decimal): boolean {
    const scale = Math.max(this.scale, other.scale);
    const a = this.mantissa * powerOfTen(scale - this.scale);
    const b = other.mantissa * powerOfTen(scale - other.scale);
    return b !== 0 && areSafe(a, b, 0) ? a === Math.trunc(a / b) * b : this.remainder(other).isZero();
  }

  /** The same magnitude and scale with the other sign. */
  negated(): Decimal {
    if (this.wide !== null) return new Decimal(Number.NaN, -this.wide, this.scale);
    return this.scale === 0 ? Decimal.fromInteger(0 - this.mantissa) : new Decimal(0 - this.mantissa, null, this.scale);
  }

  /** Magnitude with the same scale. */
  abs(): Decimal {
    return this.sign() < 0 ? this.negated() : this;
  }

  sign(): -1 | 0 | 1 {
    if (this.wide !== null) return this.wide < 0n ? -1 : 1;
    return this.mantissa > 0 ? 1 : this.mantissa < 0 ? -1 : 0;
  }

  isZero(): boolean {
    return this.mantissa === 0;
  }

  /** Order by value; the scale does not matter. */
  compare(other: Decimal): -1 | 0 | 1 {
    if (this.wide === null && other.wide === null) {
      // Scaling up may leave the safe range and round, but never back below the other, safe mantissa.
      const scaleA = this.scale;
      const scaleB = other.scale;
      const a = scaleA < scaleB ? this.mantissa * powerOfTen(scaleB - scaleA) : this.mantissa;
      const b = scaleB < scaleA ? other.mantissa * powerOfTen(scaleA - scaleB) : other.mantissa;
      return a < b ? -1 : a > b ? 1 : 0;
    }
    return compareWide(this.bigMantissa(), this.scale, other.bigMantissa(), other.scale);
  }

  /** Equality by value: 1.50 equals 1.5. */
  equals(other: Decimal): boolean {
    return this.compare(other) === 0;
  }

  lt(other: Decimal): boolean {
    return this.compare(other) < 0;
  }

  lte(other: Decimal): boolean {
    return this.compare(other) <= 0;
  }

  gt(other: Decimal): boolean {
    return this.compare(other) > 0;
  }

  gte(other: Decimal): boolean {
    return this.compare(other) >= 0;
  }

  /** Rounds to at most `decimals` (0…28) digits after the point; a value with no more digits comes back unchanged, unpadded. */
  round(decimals: number, mode: TieRounding = 'half-even'): Decimal {
    const drop = this.scale - decimals;
    if (drop <= 0) return this;
    if (this.wide !== null) {
      const power = bigPowerOfTen(drop);
      const rounded = mode === 'away' ? divideHalfAway(this.wide, power) : divideHalfEven(this.wide, power);
      return Decimal.fromBig(rounded, decimals);
    }
    return new Decimal(roundedQuotient(this.mantissa, powerOfTen(drop), mode), null, decimals);
  }

  /** The largest integer not above this value, scale 0. */
  floor(): Decimal {
    const whole = this.truncate();
    return this.sign() < 0 && whole.compare(this) > 0 ? whole.minus(Decimal.ONE) : whole;
  }

  /** The smallest integer not below this value, scale 0. */
  ceiling(): Decimal {
    const whole = this.truncate();
    return this.sign() > 0 && whole.compare(this) < 0 ? whole.plus(Decimal.ONE) : whole;
  }

  /** The integer part, scale 0. */
  truncate(): Decimal {
    if (this.scale === 0) return this;
    if (this.wide !== null) return Decimal.fromBig(this.wide / bigPowerOfTen(this.scale), 0);
    return new Decimal(Math.trunc(this.mantissa / powerOfTen(this.scale)) + 0, null, 0);
  }

  /** The same value without trailing zeros after the point. */
  normalize(): Decimal {
    if (this.scale === 0) return this;
    if (this.wide !== null) return Decimal.fromWideParts(stripZeros(this.wide, this.scale));
    let mantissa = this.mantissa;
    if (mantissa === 0) return Decimal.ZERO;
    let scale = this.scale;
    while (scale > 0) {
      const tenth = mantissa / 10;
      if (tenth !== Math.trunc(tenth)) break;
      mantissa = tenth;
      scale--;
    }
    return scale === this.scale ? this : new Decimal(mantissa, null, scale);
  }

  /**
   * The cast to a double: mantissa and power of ten divided as doubles. Correctly rounded while the mantissa has 53 bits
   * and the scale is at most 22; beyond that it may differ from the nearest double in the last bit, as the cast does.
   */
  toNumber(): number {
    if (this.wide === null) return this.scale === 0 ? this.mantissa : this.mantissa / powerOfTen(this.scale);
    return wideToDouble(this.wide, this.scale);
  }

  /** The integer part as a number; beyond 2^53 the nearest double. */
  toIntegerNumber(): number {
    const whole = this.truncate();
    return whole.wide === null ? whole.mantissa : Number(whole.wide);
  }

  /** All digits at the stored scale, point as separator, never an exponent; zero has no sign. */
  toString(): string {
    return decimalText(this.wide ?? this.mantissa, this.scale);
  }
}
