import {
  type AccountView,
  Algorithm,
  Decimal,
  type MarginInterestRateModel,
  type OrderEvent,
  OrderStatus,
  Resolution,
  type Security,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Pays one percent of the cash each hour while a position is held long. */
class HourlyInterest implements MarginInterestRateModel {
  readonly rate = Decimal.parse('0.01');
  calls = 0;

  applyMarginInterestRate(_account: AccountView, security: Security): void {
    const { holdings, quoteCurrency } = security;
    if (holdings.quantityValueInValueCurrency(holdings.exactQuantity, security.exactPrice).sign() <= 0) return;
    quoteCurrency.addAmount(this.rate.times(quoteCurrency.exactAmount));
    this.calls += 1;
  }
}

/** The cash that is left over from a purchase grows by the model's interest, compounded. */
export default class CustomMarginInterestRateModel extends Algorithm {
  readonly #interest = new HourlyInterest();
  #cashAfterOrder = Number.NaN;

  override initialize(): void {
    this.setStartDate(2013, 10, 1);
    this.setEndDate(2013, 10, 31);
    this.addEquity('SPY', Resolution.Hour).setMarginInterestRateModel(this.#interest);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status === OrderStatus.Filled) this.#cashAfterOrder = this.portfolio.cash;
  }

  override onEndOfAlgorithm(): void {
    const { rate, calls } = this.#interest;
    requireThat(calls > 0, 'the model was never called');
    const expected = this.#cashAfterOrder * (1 + rate.toNumber()) ** calls;
    requireThat(Math.abs(this.portfolio.cash - expected) < 1e-9, `cash ${this.portfolio.cash}, expected ${expected}`);
  }
}
