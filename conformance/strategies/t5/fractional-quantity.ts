import {
  AccountType,
  Algorithm,
  BrokerageName,
  Market,
  Resolution,
  SecurityMarginModel,
  SecurityType,
  type TradeBar,
  TradeBarConsolidator,
} from '@lockstep/core';

/** Fractions of a bitcoin, in orders of whole, tenth and hundredth parts, at a leverage of 3.3. */
export default class FractionalQuantity extends Algorithm {
  override initialize(): void {
    this.setStartDate(2015, 11, 12);
    this.setEndDate(2016, 4, 1);
    this.setCash(100_000);
    this.setBrokerageModel(BrokerageName.GDAX, AccountType.Cash);
    this.setTimeZone('UTC');
    const options = { fillForward: false, leverage: 1, extendedMarketHours: true };
    const bitcoin = this.addSecurity(SecurityType.Crypto, 'BTCUSD', Resolution.Daily, Market.GDAX, options);
    bitcoin.setBuyingPowerModel(new SecurityMarginModel(3.3));
    const consolidator = new TradeBarConsolidator(1);
    consolidator.onDataConsolidated((_, bar) => this.#onBar(bar));
    this.subscriptionManager.addConsolidator('BTCUSD', consolidator);
    this.setBenchmark(bitcoin.symbol);
  }

  #onBar(bar: TradeBar): void {
    const { cash, totalFees } = this.portfolio;
    const whole = Math.trunc((cash + totalFees) / Math.abs(bar.close + 1));
    const held = this.portfolio.get('BTCUSD').quantity;
    const holds = (more: number): boolean => Math.abs(held - (whole + more)) < 1e-9;
    if (!this.portfolio.invested) this.order('BTCUSD', whole);
    else if (holds(0)) this.order('BTCUSD', 0.1);
    else if (holds(0.1)) this.order('BTCUSD', 0.01);
    else if (holds(0.11)) this.order('BTCUSD', -0.02);
    else if (holds(0.09)) {
      this.order('BTCUSD', 0.00001);
      this.setHoldings('BTCUSD', -2);
      this.setHoldings('BTCUSD', 2);
      this.quit();
    }
  }
}
