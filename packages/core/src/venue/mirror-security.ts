import type { CashBook } from '../currencies/cash-book.ts';
import { Security } from '../securities/security.ts';
import { SecurityExchange } from '../securities/security-exchange.ts';
import type { UtcClock } from '../time/utc-clock.ts';

/**
 * The same instrument on another account: one with its position, on the account's cash, with the prices and models of
 * the original. Prices are shared, not copied: both see the same market.
 */
export function mirrorSecurity(source: Security, cashBook: CashBook, clock: UtcClock): Security {
  const currency = (name: string): ReturnType<CashBook['ensure']> => {
    const cash = cashBook.ensure(name);
    const original = source.cashBook.get(name);
    if (name === cashBook.accountCurrency) return cash;
    if (original.conversion === null) cash.exactConversionRate = original.exactConversionRate;
    else cash.conversion ??= original.conversion;
    return cash;
  };
  const security = new Security({
    symbol: source.symbol,
    symbolProperties: source.symbolProperties,
    quantityStep: source.quantityStep,
    exchange: new SecurityExchange(source.exchange.hours, clock),
    quoteCurrency: currency(source.quoteCurrency.symbol),
    baseCurrency: source.baseCurrency === null ? null : currency(source.baseCurrency.symbol),
    cashBook,
    clock,
    models: source.models,
    cache: source.cache,
  });
  security.subscriptions.push(...source.subscriptions);
  return security;
}
