import { Resolution, SecurityMarginModel } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { AccountCurrencySteps } from './account-currency-steps.ts';

/** A euro account trades US shares on margin. */
export default class SetAccountCurrencySecurityMarginModel extends AccountCurrencySteps {
  protected override readonly tolerance = 2;
  #initial = Number.NaN;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 15);
    this.setAccountCurrency('EUR');
    this.#initial = this.portfolio.cashBook.get('EUR').amount;
    this.security = this.addEquity('SPY', Resolution.Daily);
    requireThat(this.security.buyingPowerModel instanceof SecurityMarginModel, 'there is another buying power model');
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.portfolio.cashBook.get('EUR').amount === this.#initial, 'euros have come or gone');
    this.requireProfitIn('USD', 0, 0.01);
  }
}
