import { BarField } from '../../../market/bar-field.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import type { FillPrices } from './fill-prices.ts';

/** Differences this small relative to the price are decided with decimals. */
const TOUCH = 1e-12;

/** Moves the stop of a trailing order after the market: a sale's after the high, a purchase's after the low. Never back. */
export function trailStop(order: Order, prices: FillPrices): void {
  const selling = order.quantity.sign() < 0;
  const market = prices.at(selling ? BarField.High : BarField.Low);
  const stop = order.stopPrice.toNumber();
  const amount = order.trailingAmount.toNumber();
  const distance = selling ? market - stop : stop - market;
  const excess = distance - (order.trailingAsPercentage ? market * amount : amount);
  const touch = (Math.abs(market) + Math.abs(stop)) * TOUCH;
  if (excess < -touch) return;
  const exactMarket = prices.exact(selling ? BarField.High : BarField.Low);
  if (excess <= touch && !exceedsDistance(order, exactMarket, selling)) return;
  order.stopPrice = trailingStopPrice(exactMarket, order.trailingAmount, order.trailingAsPercentage, selling);
}

function exceedsDistance(order: Order, market: Decimal, selling: boolean): boolean {
  const distance = selling ? market.minus(order.stopPrice) : order.stopPrice.minus(market);
  return distance.gt(order.trailingAsPercentage ? market.times(order.trailingAmount) : order.trailingAmount);
}

/** The stop at the trailing distance from a market price: below it to sell, above it to buy. */
export function trailingStopPrice(market: Decimal, amount: Decimal, asPercentage: boolean, selling: boolean): Decimal {
  if (asPercentage) return market.times(selling ? Decimal.ONE.minus(amount) : Decimal.ONE.plus(amount));
  return selling ? market.minus(amount) : market.plus(amount);
}
