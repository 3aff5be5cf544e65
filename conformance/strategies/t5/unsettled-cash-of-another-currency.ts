import {
  AccountType,
  Algorithm,
  BrokerageName,
  Decimal,
  OrderDirection,
  type OrderEvent,
  OrderStatus,
  Resolution,
  type SecuritySymbol,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SETTLEMENT_DAYS = 1;

/** What is sold on a cash account in euros waits as dollars until it is settled, and is worth what settled dollars are. */
export default class UnsettledCashOfAnotherCurrency extends Algorithm {
  #spy!: SecuritySymbol;
  #lastTradeMs = Number.NEGATIVE_INFINITY;
  #lastUnsettled = Decimal.ZERO;
  #lastSaleDay = Number.NEGATIVE_INFINITY;
  #sales = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 8);
    this.setAccountCurrency('EUR');
    this.setCash(100_000);
    this.setBrokerageModel(BrokerageName.InteractiveBrokersBrokerage, AccountType.Cash);
    this.#spy = this.addEquity('SPY', Resolution.Minute).symbol;
  }

  override onData(): void {
    if (this.utcTimeMs - this.#lastTradeMs < HOUR_MS) return;
    this.#lastTradeMs = this.utcTimeMs;
    if (this.portfolio.invested) this.liquidate();
    else this.setHoldings(this.#spy, 0.1);
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled || event.direction !== OrderDirection.Sell) return;
    this.#sales += 1;
    const day = Math.floor(event.utcTimeMs / DAY_MS);
    if (day >= this.#lastSaleDay + SETTLEMENT_DAYS) this.#lastUnsettled = Decimal.ZERO;
    const unsettled = this.portfolio.unsettledCashBook.get('USD').exactAmount;
    const proceeds = event.exactFillPrice.times(event.exactFillQuantity).abs();
    const added = unsettled.minus(this.#lastUnsettled);
    requireThat(added.equals(proceeds), `${added} instead of ${proceeds} were added to what waits`);
    this.#lastUnsettled = unsettled;
    this.#lastSaleDay = day;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#sales === 7, `${this.#sales} sales`);
    const { cashBook, unsettledCashBook } = this.portfolio;
    for (const { symbol, conversionRate } of cashBook) {
      const rate = unsettledCashBook.get(symbol).conversionRate;
      requireThat(rate === conversionRate, `unsettled ${symbol} at ${rate}, settled at ${conversionRate}`);
      requireThat((rate === 1) === (symbol === 'EUR'), `${symbol} at ${rate}`);
    }
  }
}
