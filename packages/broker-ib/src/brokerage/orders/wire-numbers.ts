import { Decimal } from '@lockstep/core';

/** Numbers beyond this are TWS's way to say that there is none. */
const UNSET = 1e15;
const UNSET_INTEGER = 2_147_483_647;

/** A number of the client's as a decimal; null for none. */
export function decimalOf(value: number | undefined): Decimal | null {
  if (value === undefined || !Number.isFinite(value) || Math.abs(value) > UNSET) return null;
  return Decimal.fromNumber(value).normalize();
}

/** A price of the client's, of which 0 is none. */
export function priceOf(value: number | undefined): Decimal | null {
  const price = decimalOf(value);
  return price === null || price.isZero() ? null : price;
}

/** An id of the client's; 0 for none. */
export function idOf(value: number | undefined): number {
  return value === undefined || !Number.isInteger(value) || value === UNSET_INTEGER ? 0 : value;
}

/** A decimal as the client writes it: its own form has exponents for small numbers, which TWS does not read. */
export function wireNumber(value: Decimal): number {
  const number = value.toNumber();
  return String(number).includes('e') ? (value.normalize().toString() as unknown as number) : number;
}
