import { Decimal, type Security, type SimulatedVenue } from '@lockstep/core';

/** A figure of the account; the currency is empty for what is no money. */
export interface AccountFigure {
  readonly key: string;
  readonly value: string;
  readonly currency: string;
}

/** What TWS tells of an account, key by key, in its order. @param isReady whether all of it is known */
export function accountFigures(venue: SimulatedVenue, account: string, isReady: boolean): AccountFigure[] {
  const { cashBook, portfolio } = venue;
  portfolio.invalidate();
  const base = cashBook.accountCurrency;
  const money = (key: string, amount: Decimal, currency = base): AccountFigure => ({
    key,
    value: amount.toString(),
    currency,
  });
  const cash = cashBook.total();
  const equity = portfolio.exactTotalPortfolioValue;
  const margin = portfolio.exactTotalMarginUsed;
  const free = equity.minus(margin);
  const values = venue.securities.values.map(({ holdings }) => holdings.exactHoldingsValue);
  const gross = values.reduce((sum, value) => sum.plus(value.abs()), Decimal.ZERO);
  const net = values.reduce((sum, value) => sum.plus(value), Decimal.ZERO);
  const unrealized = unrealizedProfit(venue);
  return [
    { key: 'AccountCode', value: account, currency: '' },
    { key: 'AccountReady', value: String(isReady), currency: '' },
    { key: 'AccountType', value: 'INDIVIDUAL', currency: '' },
    money('AvailableFunds', free),
    money('BuyingPower', free.times(Decimal.fromInteger(2))),
    ...cashBook.values.map(({ symbol, exactAmount }) => money('CashBalance', exactAmount, symbol)),
    money('CashBalance', cash, 'BASE'),
    money('EquityWithLoanValue', equity),
    ...cashBook.values.map(({ symbol, exactConversionRate }) => money('ExchangeRate', exactConversionRate, symbol)),
    money('ExchangeRate', Decimal.ONE, 'BASE'),
    money('ExcessLiquidity', free),
    money('FullInitMarginReq', margin),
    money('FullMaintMarginReq', margin),
    money('GrossPositionValue', gross),
    money('InitMarginReq', margin),
    money('MaintMarginReq', margin),
    money('NetLiquidation', equity),
    money('RealizedPnL', realizedProfit(venue)),
    money('StockMarketValue', net),
    money('TotalCashBalance', cash),
    money('TotalCashBalance', cash, 'BASE'),
    money('TotalCashValue', cash),
    money('UnrealizedPnL', unrealized),
  ];
}

/** What closed positions have earned so far, before fees, in the account's currency. */
export function realizedProfit({ securities }: SimulatedVenue): Decimal {
  return securities.values.reduce((sum, { holdings }) => sum.plus(holdings.exactProfit), Decimal.ZERO);
}

/** What open positions would earn at the present prices, before fees, in the account's currency. */
export function unrealizedProfit({ securities }: SimulatedVenue): Decimal {
  return securities.values.reduce((sum, security) => sum.plus(unrealizedProfitOf(security)), Decimal.ZERO);
}

export function unrealizedProfitOf({ holdings }: Security): Decimal {
  return holdings.exactHoldingsValue.minus(holdings.exactHoldingsCost);
}

/** Cost of a unit as IB tells it: of a contract where one has several units. */
export function averageCost({ holdings, symbolProperties }: Security): Decimal {
  const { contractMultiplier } = symbolProperties;
  const price = holdings.exactAveragePrice;
  return contractMultiplier.equals(Decimal.ONE) ? price : price.times(contractMultiplier);
}
