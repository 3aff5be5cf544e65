import { AccountType, Algorithm, BrokerageName, Resolution, type SecurityChanges } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A pair in another currency is added at ten o'clock: its rates are known when the strategy is told. */
export default class RuntimeCurrencyConversionSeeding extends Algorithm {
  #isAdded = false;
  #isChecked = false;

  override initialize(): void {
    this.setStartDate(2018, 4, 5);
    this.setEndDate(2018, 4, 5);
    this.setBrokerageModel(BrokerageName.GDAX, AccountType.Cash);
    this.setCash(100_000);
    this.addCrypto('LTCUSD', Resolution.Minute);
    this.schedule.on(this.dateRules.everyDay(), this.timeRules.at(10, 0), () => {
      if (this.#isAdded) return;
      this.#isAdded = true;
      this.addCrypto('BTCEUR', Resolution.Minute);
    });
  }

  override onSecuritiesChanged(changes: SecurityChanges): void {
    if (!changes.addedSecurities.some(({ symbol }) => symbol.value === 'BTCEUR')) return;
    this.#isChecked = true;
    const { cashBook } = this.portfolio;
    const rates = ['EUR', 'BTC'].map((currency) => cashBook.get(currency).conversionRate);
    requireThat(
      rates.every((rate) => rate > 0),
      `the rates are ${rates.join(' and ')}`,
    );
  }

  override onData(): void {
    if (!this.#isAdded || this.portfolio.invested || this.securities.get('LTCUSD').price === 0) return;
    this.setHoldings('LTCUSD', 0.5);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#isChecked, 'the strategy was not told of the pair');
  }
}
