import SetAccountCurrency from './set-account-currency.ts';

/** The amount is set together with the currency. */
export default class SetAccountCurrencyWithAmount extends SetAccountCurrency {
  protected override chooseCurrency(): void {
    this.setAccountCurrency('EUR', 200_000);
  }
}
