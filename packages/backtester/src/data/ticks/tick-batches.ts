import { ExactPrices, midPrice, type PriceAdjustment, TickBatch, type TickType } from '@lockstep/core';
import { adjustPrices, adjustVolumes } from '../bars/adjusted-columns.ts';
import type { TickColumns } from './tick-columns.ts';

const NONE = new Float64Array(0);
/** Prices of files with implied digits are decimals without trailing zeros. */
const SHORTEST = -1;

/**
 * Rows of a tick file as a batch.
 *
 * @param time instants of the rows, epoch ms UTC
 * @param impliedDecimals most digits of prices whose scales are not kept
 */
export function tickBatch(
  ticks: TickColumns,
  tickType: TickType,
  time: Float64Array,
  impliedDecimals: number,
  adjustment: PriceAdjustment | null,
): TickBatch {
  const prices = ticks.prices.map((column, side) =>
    adjustment === null ? column : adjustPrices(column, ticks.scales?.[side] ?? null, impliedDecimals, adjustment),
  );
  const sizes = ticks.sizes.map((column) => (adjustment === null ? column : adjustVolumes(column, adjustment)));
  const isQuote = prices.length === 2;
  return new TickBatch({
    tickType,
    time,
    value: isQuote ? middles(prices[0]!, prices[1]!) : prices[0]!,
    quantity: isQuote ? NONE : sizes[0]!,
    bidPrice: isQuote ? prices[0]! : NONE,
    bidSize: isQuote ? (sizes[0] ?? new Float64Array(ticks.length)) : NONE,
    askPrice: isQuote ? prices[1]! : NONE,
    askSize: isQuote ? (sizes[1] ?? new Float64Array(ticks.length)) : NONE,
    exchange: ticks.exchange,
    exchanges: ticks.exchanges,
    saleCondition: ticks.saleCondition,
    suspicious: ticks.suspicious,
    exact: new ExactPrices(ticks.prices, SHORTEST, ticks.scales, adjustment),
  });
}

function middles(bid: Float64Array, ask: Float64Array): Float64Array {
  const middle = new Float64Array(bid.length);
  for (let row = 0; row < bid.length; row += 1) middle[row] = midPrice(bid[row]!, ask[row]!);
  return middle;
}
