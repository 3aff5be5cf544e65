/** Largest scale (digits after the point) of a decimal. */
export const MAX_SCALE = 28;

const POWERS_OF_TEN: readonly number[] = Array.from({ length: 2 * MAX_SCALE + 2 }, (_, n) => Number(`1e${n}`));

const BIG_POWERS_OF_TEN: readonly bigint[] = Array.from({ length: 4 * MAX_SCALE + 1 }, (_, n) => 10n ** BigInt(n));

/** 10^n as the nearest double, n = 0…57; exact up to 10^22. */
export function powerOfTen(n: number): number {
  return POWERS_OF_TEN[n] as number;
}

/** 10^n as a BigInt, n ≥ 0. */
export function bigPowerOfTen(n: number): bigint {
  return BIG_POWERS_OF_TEN[n] ?? 10n ** BigInt(n);
}
