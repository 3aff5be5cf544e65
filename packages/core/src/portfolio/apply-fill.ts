import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { OrderDirection } from '../orders/order-direction.ts';
import type { OrderEvent, OrderFee } from '../orders/order-event.ts';
import type { Security } from '../securities/security.ts';
import type { Portfolio } from './portfolio.ts';

const TWO = Decimal.fromInteger(2);

/** Types whose fills move no principal: only profit and margin. */
function isMargined(type: SecurityType): boolean {
  return type === SecurityType.Cfd || type === SecurityType.Future || type === SecurityType.CryptoFuture;
}

/** Books a fill: sale volume, fee, cash, realised profit, then quantity and average price, in LEAN's order. */
export function applyFill(portfolio: Portfolio, security: Security, fill: OrderEvent): void {
  const holdings = security.holdings;
  const price = fill.exactFillPrice;
  const quantity = fill.exactFillQuantity;
  const fee = feeInAccountCurrency(portfolio, fill);
  holdings.addSale(holdings.quantityValue(quantity.abs(), price));
  payFee(portfolio, security, fill, fee);
  if (!isMargined(security.type)) {
    const cost = quantity.negated().times(price).times(security.symbolProperties.contractMultiplier);
    settle(portfolio, security, fill, cost, security.quoteCurrency.symbol);
    if (security.baseCurrency !== null) settle(portfolio, security, fill, quantity, security.baseCurrency.symbol);
  }
  if (closes(security, fill)) {
    const profit = closedProfit(security, quantity, price);
    if (isMargined(security.type)) settle(portfolio, security, fill, profit, holdings.valueCurrency.symbol);
    const inAccount = profit.times(holdings.valueCurrency.exactConversionRate);
    holdings.addProfit(inAccount);
    const result = inAccount.minus(TWO.times(fee));
    portfolio.transactionRecords.add(fill.utcTimeMs, result);
  }
  moveHoldings(security, quantity, price);
}

function settle(portfolio: Portfolio, security: Security, fill: OrderEvent, amount: Decimal, currency: string): void {
  security.settlementModel.applyFunds(portfolio, security, fill.utcTimeMs, amount, currency);
}

/** Books the fee of an execution that was booked without it, or the rest of one. */
export function applyLateFee(portfolio: Portfolio, symbol: SecuritySymbol, fee: OrderFee): void {
  if (fee.amount.isZero()) return;
  portfolio.securities.get(symbol).holdings.addFee(portfolio.cashBook.valueInAccountCurrency(fee.amount, fee.currency));
  portfolio.cashBook.get(fee.currency).addAmount(fee.amount.negated());
  portfolio.invalidate();
}

/** What the fee is worth now; asked for before anything is booked, so that no fill is booked by half. */
function feeInAccountCurrency({ cashBook }: Portfolio, { orderFee: { amount, currency } }: OrderEvent): Decimal {
  return amount.isZero() ? Decimal.ZERO : cashBook.valueInAccountCurrency(amount, currency);
}

/** Takes the fee out of the cash book. */
function payFee(portfolio: Portfolio, security: Security, fill: OrderEvent, inAccount: Decimal): void {
  const fee = fill.orderFee;
  if (fee.amount.isZero()) return;
  security.holdings.addFee(inAccount);
  if (fee.paidInQuantity === undefined) {
    portfolio.cashBook.get(fee.currency).addAmount(fee.amount.negated());
  } else {
    // The fill quantity was lowered by the fee, yet all of it was paid for.
    const paid = fee.paidInQuantity.times(fill.exactFillPrice).times(security.symbolProperties.contractMultiplier);
    portfolio.cashBook.get(security.quoteCurrency.symbol).addAmount(paid.negated());
  }
}

function closes(security: Security, fill: OrderEvent): boolean {
  const { isLong, isShort } = security.holdings;
  return (isLong && fill.direction === OrderDirection.Sell) || (isShort && fill.direction === OrderDirection.Buy);
}

/** Profit of the closed part in the currency that positions are worth. */
function closedProfit(security: Security, fillQuantity: Decimal, price: Decimal): Decimal {
  const holdings = security.holdings;
  const closed = Decimal.min(fillQuantity.abs(), holdings.exactQuantity.abs());
  const signed = fillQuantity.sign() > 0 ? closed.negated() : closed;
  return holdings
    .quantityValueInValueCurrency(signed, price)
    .minus(holdings.quantityValueInValueCurrency(signed, holdings.exactAveragePrice));
}

function moveHoldings(security: Security, fillQuantity: Decimal, price: Decimal): void {
  const holdings = security.holdings;
  const before = holdings.exactQuantity;
  const after = before.plus(fillQuantity);
  let average = holdings.exactAveragePrice;
  if (before.isZero()) {
    holdings.setHoldings(price, fillQuantity);
    return;
  }
  if (before.sign() === fillQuantity.sign()) {
    average = average.times(before).plus(fillQuantity.times(price)).dividedBy(after);
  } else if (after.isZero()) {
    average = Decimal.ZERO;
  } else if (after.sign() !== before.sign()) {
    average = price;
  }
  holdings.setHoldings(average, after);
}
