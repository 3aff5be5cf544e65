import { type Order, OrderType } from '@lockstep/core';
import type { FillFacts } from './fill-facts.ts';
import { type FillRule, shown } from './lint-rule.ts';

/**
 * A trailing stop follows more closely than one bar ranges: the price may have run both ways within the bar, and the run
 * knows neither how far the stop had come nor whether it was hit before that.
 */
export const tightTrailingStop: FillRule = {
  code: 'TRAILING_STOP_TIGHT',
  severity: 'warning',
  check: ({ order, bar }: FillFacts) => {
    if (order.type !== OrderType.TrailingStop) return null;
    const range = bar.high - bar.low;
    if (range <= 0 || distanceOf(order, bar.high) > range) return null;
    const distance = order.trailingAsPercentage
      ? `${Math.round(order.trailingAmount.toNumber() * 10_000) / 100} %`
      : shown(order.trailingAmount);
    return `The stop of order ${order.id} follows at ${distance}, and the bar that filled it ranges from ${bar.low} to ${bar.high}: how the price went inside the bar decides, which is not in the data. Use finer bars, or a wider stop.`;
  },
};

/** In price. */
function distanceOf({ trailingAmount, trailingAsPercentage }: Order, price: number): number {
  return trailingAmount.toNumber() * (trailingAsPercentage ? price : 1);
}
