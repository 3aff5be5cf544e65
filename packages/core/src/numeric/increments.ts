import type { Decimal } from './decimal.ts';

/** Direction of rounding to an increment: ties away from zero, towards −∞, or towards +∞. */
export type IncrementRounding = 'away' | 'down' | 'up';

/** Rounds to a multiple of `quanta` (value ÷ quanta rounded, × quanta); a zero quanta leaves the value. */
export function discretelyRoundBy(value: Decimal, quanta: Decimal, mode: IncrementRounding = 'away'): Decimal {
  if (quanta.isZero()) return value;
  const units = value.dividedBy(quanta);
  if (mode === 'down') return quanta.times(units.floor());
  if (mode === 'up') return quanta.times(units.ceiling());
  return quanta.times(units.round(0, 'away'));
}
