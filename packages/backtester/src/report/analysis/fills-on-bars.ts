import type { FillEffect } from '../client/payload.ts';
import type { ReportFills } from '../report-input.ts';

/** Fills of one side and effect on one bar. */
export interface FillMark {
  /** Index of the bar. */
  readonly bar: number;
  readonly effect: FillEffect;
  /** Units, negative for sales. */
  readonly quantity: number;
  /** Average. */
  readonly price: number;
  /** How many fills. */
  readonly count: number;
}

/**
 * Fills of one symbol put onto its bars: per bar, side and effect one mark with the total quantity and the average price.
 * A fill belongs to the bar whose span it ends or lies in; fills before the first bar go to the first.
 * `startsMs` ascend.
 */
export function fillsOnBars(
  { times, quantities, prices }: Omit<ReportFills, 'symbol'>,
  startsMs: readonly number[],
): FillMark[] {
  const marks: Writable<FillMark>[] = [];
  let position = 0;
  let bar = 0;
  if (startsMs.length === 0) return marks;
  for (let i = 0; i < times.length; i++) {
    const timeMs = times[i] as number;
    const fillQuantity = quantities[i] as number;
    const fillPrice = prices[i] as number;
    while (bar + 1 < startsMs.length && (startsMs[bar + 1] as number) < timeMs) bar++;
    const effect = effectOf(position, fillQuantity);
    position = withoutNoise(position + fillQuantity);
    const mark = marks.findLast((other) => other.bar !== bar || isAlike(other, effect, fillQuantity));
    if (mark === undefined || mark.bar !== bar) {
      marks.push({ bar, effect, quantity: fillQuantity, price: fillPrice, count: 1 });
      continue;
    }
    mark.price = (mark.price * mark.quantity + fillPrice * fillQuantity) / (mark.quantity + fillQuantity);
    mark.quantity += fillQuantity;
    mark.count += 1;
  }
  return marks;
}

function isAlike(mark: FillMark, effect: FillEffect, quantity: number): boolean {
  return mark.effect === effect && mark.quantity > 0 === quantity > 0;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function effectOf(position: number, change: number): FillEffect {
  if (position === 0 || position > 0 === change > 0) return 'entry';
  return Math.abs(change) > Math.abs(position) + 1e-9 ? 'reversal' : 'exit';
}

/** A position that only rounding keeps from zero. */
function withoutNoise(position: number): number {
  return Math.abs(position) < 1e-9 ? 0 : position;
}
