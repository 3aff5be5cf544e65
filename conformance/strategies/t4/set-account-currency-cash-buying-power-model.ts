import { AccountType, BrokerageName, CashBuyingPowerModel, OrderStatus, type Security } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { AccountCurrencySteps } from './account-currency-steps.ts';

const DOLLARS = 10_000;

/** A euro account that holds dollars only buys bitcoin with them; it cannot sell short. */
export default class SetAccountCurrencyCashBuyingPowerModel extends AccountCurrencySteps {
  protected override readonly tolerance = 1;
  #inEuros!: Security;

  override initialize(): void {
    this.setStartDate(2018, 4, 4);
    this.setEndDate(2018, 4, 4);
    this.setAccountCurrency('EUR');
    this.setCash(0);
    this.setCash('USD', DOLLARS);
    this.setBrokerageModel(BrokerageName.GDAX, AccountType.Cash);
    this.security = this.addCrypto('BTCUSD');
    this.#inEuros = this.addCrypto('BTCEUR');
    for (const { buyingPowerModel } of [this.security, this.#inEuros]) {
      requireThat(buyingPowerModel instanceof CashBuyingPowerModel, 'there is another buying power model');
    }
    this.setAccountCurrency('ARG');
    requireThat(this.accountCurrency === 'EUR', `the account is in ${this.accountCurrency}`);
  }

  protected override beforeStep(step: number): void {
    if (step > 0) return;
    const { status } = this.buy(this.#inEuros, 1);
    requireThat(status === OrderStatus.Invalid, 'bitcoin was bought with euros that are not there');
  }

  override onEndOfAlgorithm(): void {
    const { cashBook } = this.portfolio;
    requireThat(cashBook.get('BTC').amount === 0 && cashBook.get('EUR').amount === 0, 'bitcoin or euros are left');
    this.requireProfitIn('USD', DOLLARS, 0.005);
  }
}
