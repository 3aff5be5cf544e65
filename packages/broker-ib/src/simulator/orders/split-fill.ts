import { Decimal } from '@lockstep/core';

/** A fill in parts, as far as they go; the last part is whatever is left. @param quantity positive */
export function splitFill(quantity: Decimal, parts: readonly number[] = []): Decimal[] {
  const result: Decimal[] = [];
  let left = quantity;
  for (const part of parts) {
    const wanted = Decimal.fromNumber(part);
    if (wanted.sign() <= 0 || wanted.gte(left)) break;
    result.push(wanted);
    left = left.minus(wanted);
  }
  return [...result, left];
}
