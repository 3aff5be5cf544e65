import {
  AccountType,
  Algorithm,
  BrokerageName,
  type ExponentialMovingAverage,
  Resolution,
  type Security,
  type Slice,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { FundingRateCount, requireClose, requireJustOpened, requireRefused } from './crypto-future-checks.ts';

/** A spot pair beside a linear and an inverse contract of the same coin: long by two averages, then short. */
export default class BybitCryptoFutures extends Algorithm {
  readonly #rates = new FundingRateCount();
  #linear!: Security;
  #inverse!: Security;
  #fast!: ExponentialMovingAverage;
  #slow!: ExponentialMovingAverage;

  override initialize(): void {
    this.setStartDate(2022, 12, 13);
    this.setEndDate(2022, 12, 13);
    this.setCash(100_000);
    this.setBrokerageModel(BrokerageName.Bybit, AccountType.Margin);
    this.addCrypto('BTCUSDT', Resolution.Minute);
    this.#linear = this.addCryptoFuture('BTCUSDT', Resolution.Minute);
    this.#inverse = this.addCryptoFuture('BTCUSD', Resolution.Minute);
    this.#fast = this.ema(this.#linear, 30, Resolution.Minute);
    this.#slow = this.ema(this.#linear, 60, Resolution.Minute);
    this.setCash('USDT', 200);
    this.setCash('BTC', 0.005);
  }

  override onData(slice: Slice): void {
    this.#rates.take(slice, this.securities);
    if (!this.#slow.isReady) return;
    const orders = this.transactions.ordersCount;
    if (this.#fast.value > this.#slow.value) {
      if (!this.portfolio.invested && orders === 0) this.#goLong();
    } else if (orders === 3) this.#goShort();
  }

  #goLong(): void {
    requireRefused(this.buy(this.#inverse, 1000));
    this.buy(this.#inverse, 100);
    const used = this.portfolio.totalMarginUsed;
    requireClose(this.#inverse.holdings.totalSaleVolume, 100, 'turnover');
    requireClose(Math.abs(this.#inverse.holdings.holdingsCost), 100, 'cost');
    requireThat(this.#marginOf(this.#inverse) === used, `margin used: ${used}`);
    this.buy(this.#linear, 0.01);
    const value = this.#linear.price * 0.01;
    requireClose(this.#linear.holdings.totalSaleVolume, value, 'turnover');
    requireClose(Math.abs(this.#linear.holdings.holdingsCost), value, 'cost');
    const added = this.portfolio.totalMarginUsed - used;
    requireThat(Math.abs(this.#marginOf(this.#linear) - added) < 1e-9, `margin added: ${added}`);
    requireJustOpened(this.portfolio);
    requireThat(this.portfolio.totalProfit === 0, `profit of ${this.portfolio.totalProfit}`);
  }

  #goShort(): void {
    this.sell(this.#inverse, 300);
    requireClose(Math.abs(this.#inverse.holdings.holdingsCost), 200, 'cost');
    this.sell(this.#linear, 0.03);
    requireClose(Math.abs(this.#linear.holdings.holdingsCost), this.#linear.price * 0.02, 'cost');
    requireJustOpened(this.portfolio);
  }

  #marginOf(security: Security): number {
    return security.buyingPowerModel.getMaintenanceMargin(security).toNumber();
  }

  override onEndOfAlgorithm(): void {
    for (const { symbol } of [this.#linear, this.#inverse]) {
      requireThat(this.#rates.of(symbol) > 0, `${symbol.value} had no funding rate`);
    }
  }
}
