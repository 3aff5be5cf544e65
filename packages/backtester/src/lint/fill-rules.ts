import { FillRemark, formatUtc, type Order, OrderType } from '@lockstep/core';
import type { FillFacts } from './fill-facts.ts';
import { duration, type FillRule, shown } from './lint-rule.ts';

/** Orders that fill somewhere inside a bar, so that it matters whether they were there when it began. */
const INSIDE_BAR: ReadonlySet<OrderType> = new Set([
  OrderType.Limit,
  OrderType.StopMarket,
  OrderType.StopLimit,
  OrderType.TrailingStop,
  OrderType.LimitIfTouched,
  OrderType.MarketOnOpen,
]);

/** The order was made while the bar that filled it was under way: the price may have come before the order. */
export const filledInsideItsBar: FillRule = {
  code: 'FILL_SAME_BAR',
  severity: 'warning',
  check: ({ event, order, bar }) => {
    if (!INSIDE_BAR.has(order.type) || order.timeIsLocal) return null;
    const madeMs = lastChange(order, event.utcTimeMs);
    if (!(bar.timeMs < madeMs && madeMs < bar.endTimeMs)) return null;
    const bars = `the bar of ${formatUtc(bar.timeMs)} to ${formatUtc(bar.endTimeMs)}`;
    return `The order of ${formatUtc(madeMs)} filled inside ${bars}, which had begun before it: the price may be older than the order. Use bars no longer than the time between your decisions.`;
  },
};

/** When the order got the values that filled it. */
function lastChange(order: Order, filledMs: number): number {
  const { timeMs, lastUpdateTimeMs } = order;
  return lastUpdateTimeMs <= filledMs ? Math.max(timeMs, lastUpdateTimeMs) : timeMs;
}

/** Invariant: a fill never knows data that ends after it. */
export const filledFromFuture: FillRule = {
  code: 'FILL_FROM_FUTURE',
  severity: 'error',
  check: ({ event, bar }) =>
    bar.endTimeMs <= event.utcTimeMs
      ? null
      : `Filled at ${shown(event.exactFillPrice)} from a bar that ends later, at ${formatUtc(bar.endTimeMs)}. Look at the data feed and the fill model: one of them looks ahead.`,
};

/**
 * Invariant: a fill comes no later than one bar after its data, with what the settings allow for stale prices on top.
 *
 * @param toleranceMs the settings' stale-price time span
 */
export function filledBeyondData(toleranceMs: number): FillRule {
  return {
    code: 'FILL_BEYOND_DATA',
    severity: 'error',
    check: (fill) =>
      fill.ageMs <= fill.resolutionMs + toleranceMs
        ? null
        : `Filled at ${shown(fill.event.exactFillPrice)}, ${oldPrice(fill)}. The data of ${fill.security.symbol.value} has a hole or has ended: such fills are not to be had.`,
  };
}

/** The price is older than one bar of market time, but within what the settings allow. */
export function filledStale(toleranceMs: number): FillRule {
  return {
    code: 'FILL_STALE',
    severity: 'warning',
    check: (fill) => {
      const { event, ageMs, resolutionMs } = fill;
      if (ageMs > resolutionMs + toleranceMs) return null;
      if (ageMs <= resolutionMs && !event.message.includes(FillRemark.StalePrice)) return null;
      return `Filled at ${shown(event.exactFillPrice)}, ${oldPrice(fill)}. Trade what trades more often, or wait for a new bar.`;
    },
  };
}

/** A whole bar was missing, and the price before it was filled forward. */
export const filledCarriedForward: FillRule = {
  code: 'FILL_CARRIED_FORWARD',
  severity: 'note',
  check: ({ event, ageMs, resolutionMs }) => {
    if (ageMs !== resolutionMs || event.message.includes(FillRemark.StalePrice)) return null;
    return `Filled at ${shown(event.exactFillPrice)}, which was carried forward over a bar without data.`;
  },
};

function oldPrice({ ageMs, bar }: FillFacts): string {
  const old = ageMs > 0 ? `a price ${duration(ageMs)} of trading old` : 'an old price';
  return `${old} (its bar ended ${formatUtc(bar.endTimeMs)})`;
}

/**
 * The fill takes more of the bar's volume than the market would have given at that price.
 *
 * @param share part of the bar's volume that passes without a warning
 */
export function filledOverVolume(share: number): FillRule {
  return {
    code: 'FILL_OVER_VOLUME',
    severity: 'warning',
    check: ({ event, bar }) => {
      const quantity = Math.abs(event.fillQuantity);
      if (Number.isNaN(bar.volume) || quantity <= share * bar.volume) return null;
      const part = bar.volume === 0 ? 'though nothing traded' : `${percent(quantity / bar.volume)} of the volume`;
      return `Filled ${shown(event.exactFillQuantity)}, ${part} in the bar ending ${formatUtc(bar.endTimeMs)} (limit ${percent(share)}). A fill of this size would move the price: trade less, or set a slippage model.`;
    },
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}
