import type { Decimal } from './decimal.ts';
import { decimalText } from './decimal-text.ts';

/** Text with exactly `decimals` digits after the point, half away from zero, zeros padded; zero has no sign. */
export function formatFixedHalfAway(value: Decimal, decimals: number): string {
  const rounded = value.round(decimals, 'away');
  const text = decimalText(rounded.wide ?? rounded.mantissa, rounded.scale);
  const missing = decimals - rounded.scale;
  if (missing === 0) return text;
  return `${text}${rounded.scale === 0 ? '.' : ''}${'0'.repeat(missing)}`;
}
