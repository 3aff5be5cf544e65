import type { FillPayload } from '../client/payload.ts';
import type { ReportOrderEvent } from '../report-input.ts';

/**
 * Fills of one symbol put onto its bars: per bar, side and effect one mark with the total quantity and the average price.
 * A fill belongs to the bar whose span it ends or lies in; fills before the first bar go to the first.
 * `events` are in time order, `startsMs` ascend.
 */
export function fillsOnBars(events: readonly ReportOrderEvent[], startsMs: readonly number[]): FillPayload[] {
  const marks: { bar: number; side: 'buy' | 'sell'; effect: Effect; count: number; quantity: number; price: number }[] =
    [];
  let position = 0;
  let bar = 0;
  for (const event of events) {
    if (event.fillQuantity === 0 || startsMs.length === 0) continue;
    while (bar + 1 < startsMs.length && (startsMs[bar + 1] as number) < event.timeMs) bar++;
    const side = event.fillQuantity > 0 ? 'buy' : 'sell';
    const effect = effectOf(position, event.fillQuantity);
    position = withoutNoise(position + event.fillQuantity);
    const size = Math.abs(event.fillQuantity);
    const mark = marks.findLast((other) => other.bar !== bar || (other.side === side && other.effect === effect));
    if (mark === undefined || mark.bar !== bar) {
      marks.push({ bar, side, effect, count: 1, quantity: size, price: event.fillPrice });
      continue;
    }
    mark.price = (mark.price * mark.quantity + event.fillPrice * size) / (mark.quantity + size);
    mark.quantity += size;
    mark.count += 1;
  }
  return marks;
}

type Effect = FillPayload['effect'];

function effectOf(position: number, change: number): Effect {
  if (position === 0 || position > 0 === change > 0) return 'entry';
  return Math.abs(change) > Math.abs(position) + 1e-9 ? 'reversal' : 'exit';
}

/** A position that only rounding keeps from zero. */
function withoutNoise(position: number): number {
  return Math.abs(position) < 1e-9 ? 0 : position;
}
