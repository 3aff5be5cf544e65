import { Decimal } from '../numeric/decimal.ts';
import type { Security } from '../securities/security.ts';
import type { Portfolio } from './portfolio.ts';

/** Pays a dividend on a position. @param distribution cash per share in the quote currency */
export function bookDividend(portfolio: Portfolio, { holdings, quoteCurrency }: Security, distribution: Decimal): void {
  const total = holdings.exactQuantity.times(distribution).times(quoteCurrency.exactConversionRate);
  portfolio.cashBook.account.addAmount(total);
  holdings.addDividend(total);
  portfolio.invalidateTotalPortfolioValue();
}

/**
 * Splits a position: whole shares stay, the fraction of one is paid out.
 *
 * @param splitFactor old shares per new share
 * @param price what a share costs after the split; asked for once the position is split
 */
export function bookSplit(
  portfolio: Portfolio,
  { holdings }: Security,
  splitFactor: Decimal,
  price: () => Decimal,
): void {
  const exact = holdings.exactQuantity.dividedBy(splitFactor);
  const whole = exact.truncate();
  holdings.setHoldings(holdings.exactAveragePrice.times(splitFactor), whole);
  portfolio.cashBook.account.addAmount(exact.minus(whole).times(price()));
  portfolio.invalidateTotalPortfolioValue();
}

/** Units after a split, whole ones. */
export function splitUnits(units: Decimal, splitFactor: Decimal): Decimal {
  return units.isZero() ? Decimal.ZERO : units.dividedBy(splitFactor).truncate();
}
