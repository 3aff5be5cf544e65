import { LockstepError } from '../errors/lockstep-error.ts';
import { powerOfTen } from './powers-of-ten.ts';

const EXPONENT_FROM = 1e17;
const EXPONENT_BELOW = 1e-4;
const WHOLE_FROM = 1e16;
const MOST_DECIMALS = 15;

/** Rounds a double to `decimals` (0…15) digits after the point, ties to even, in double arithmetic. */
export function roundHalfEven(value: number, decimals: number): number {
  if (!(decimals >= 0 && decimals <= MOST_DECIMALS && Number.isInteger(decimals))) {
    throw new LockstepError(
      'DECIMAL_FORMAT',
      `Received ${decimals} decimals, expected an integer from 0 to ${MOST_DECIMALS}`,
    );
  }
  if (!(Math.abs(value) < WHOLE_FROM)) return value;
  const power = powerOfTen(decimals);
  return roundToEvenInteger(value * power) / power;
}

function roundToEvenInteger(value: number): number {
  const whole = Math.trunc(value);
  const rest = Math.abs(value - whole);
  if (rest < 0.5 || (rest === 0.5 && whole % 2 === 0)) return whole;
  return value < 0 ? whole - 1 : whole + 1;
}

/** Shortest text that reads back to the same double: `-0`, `1E-05`, `1.5E+17`, `NaN`, `Infinity` as .NET prints them. */
export function formatDouble(value: number): string {
  if (Object.is(value, -0)) return '-0';
  const magnitude = Math.abs(value);
  if (!Number.isFinite(value) || value === 0) return String(value);
  if (magnitude >= EXPONENT_BELOW && magnitude < EXPONENT_FROM) return String(value);
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  const size = exponent.slice(1).padStart(2, '0');
  return `${digits}E${exponent.startsWith('-') ? '-' : '+'}${size}`;
}
