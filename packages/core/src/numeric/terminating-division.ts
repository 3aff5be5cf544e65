import { powerOfTen } from './powers-of-ten.ts';

const MAX_SAFE = Number.MAX_SAFE_INTEGER;

/** Fewest further digits that make a safe quotient exact, or 0 when there are none within the safe range. */
export function terminatingDigits(dividend: number, divisor: number, limit: number): number {
  const magnitude = Math.abs(dividend);
  let most = 0;
  while (most < limit && magnitude * powerOfTen(most + 1) <= MAX_SAFE) most++;
  if (most === 0) return 0;
  const longest = (dividend * powerOfTen(most)) / divisor;
  if (longest !== Math.trunc(longest)) return 0;
  for (let digits = 1; digits < most; digits++) {
    const quotient = (dividend * powerOfTen(digits)) / divisor;
    if (quotient === Math.trunc(quotient)) return digits;
  }
  return most;
}
