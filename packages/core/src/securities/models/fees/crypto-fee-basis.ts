import type { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderFee } from '../../../orders/order-event.ts';
import { OrderType } from '../../../orders/order-type.ts';
import type { Security } from '../../security.ts';

/** Whether an order rests in the book and so pays the maker's rate: a limit order that was not marketable when submitted. */
export function isMaker(order: Order): boolean {
  return order.type === OrderType.Limit && !order.isMarketable;
}

/** A part of what so many contracts are worth at the last price, in the currency that positions are worth. */
export function contractFee(security: Security, quantity: Decimal, rate: Decimal): OrderFee {
  const value = security.holdings.quantityValueInValueCurrency(quantity, security.exactPrice);
  return { amount: value.times(rate), currency: security.holdings.valueCurrency.symbol };
}

/** The currency that a pair's buyer receives. */
export function baseCurrencyOf(security: Security): string {
  if (security.baseCurrency !== null) return security.baseCurrency.symbol;
  const { value } = security.symbol;
  const quote = security.quoteCurrency.symbol;
  return value.endsWith(quote) ? value.slice(0, -quote.length) : value;
}

/** Quote currency per unit of an order at its limit, or else at the quote it trades against. */
export function exchangeUnitPrice(security: Security, order: Order): Decimal {
  const price = order.type === OrderType.Limit ? order.limitPrice : quotedUnitPrice(security, order);
  return price.times(security.symbolProperties.contractMultiplier);
}

/** The quote an order trades against: the ask to buy, the bid to sell. */
export function quotedUnitPrice(security: Security, order: Order): Decimal {
  return order.quantity.sign() > 0 ? security.exactAskPrice : security.exactBidPrice;
}
