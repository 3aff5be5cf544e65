import { AccountType, Algorithm, BrokerageName, type ExponentialMovingAverage, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Trades bitcoin by two averages on an account in USDT, and at last offers the coin that it began with. */
export default class BybitCrypto extends Algorithm {
  #fast!: ExponentialMovingAverage;
  #slow!: ExponentialMovingAverage;
  #isSold = false;

  override initialize(): void {
    this.setStartDate(2022, 12, 13);
    this.setEndDate(2022, 12, 13);
    this.setAccountCurrency('USDT');
    this.setCash(100_000);
    this.setCash('BTC', 1);
    this.setBrokerageModel(BrokerageName.Bybit, AccountType.Cash);
    this.addCrypto('BTCUSDT');
    this.#fast = this.ema('BTCUSDT', 30, Resolution.Minute);
    this.#slow = this.ema('BTCUSDT', 60, Resolution.Minute);
  }

  override onData(): void {
    const { cashBook } = this.portfolio;
    for (const currency of ['USDT', 'BTC']) {
      requireThat(cashBook.get(currency).conversionRate !== 0, `${currency} has no rate`);
    }
    if (!this.#slow.isReady) return;
    const coins = cashBook.get('BTC').amount;
    if (this.#fast.value > this.#slow.value) {
      if (coins === 1 && !this.#isSold) this.buy('BTCUSDT', 1);
    } else if (coins > 1) {
      this.liquidate('BTCUSDT');
      this.#isSold = true;
    } else if (coins > 0 && this.#isSold && this.transactions.getOpenOrders().length === 0) {
      this.limitOrder('BTCUSDT', -coins, toCents(this.securities.get('BTCUSDT').price * 1.01));
    }
  }

  override onEndOfAlgorithm(): void {
    const coins = this.portfolio.cashBook.get('BTC').amount;
    requireThat(coins === 0, `${coins} BTC are left`);
  }
}

function toCents(price: number): number {
  return Number(price.toFixed(2));
}
