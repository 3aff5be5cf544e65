import {
  Algorithm,
  BrokerageName,
  type ExponentialMovingAverage,
  Resolution,
  type Security,
  type Slice,
  TimeZone,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { useMarginAccount } from './crypto-future-account.ts';
import { FundingRateCount, requireClose, requireJustOpened, requireRefused } from './crypto-future-checks.ts';

/** Goes long and later short in a contract margined in its coin and in one margined in a stable coin. */
export default class BasicTemplateCryptoFuture extends Algorithm {
  readonly #rates = new FundingRateCount();
  #coin!: Security;
  #linear!: Security;
  #fast!: ExponentialMovingAverage;
  #slow!: ExponentialMovingAverage;

  override initialize(): void {
    this.setStartDate(2022, 12, 13);
    this.setEndDate(2022, 12, 13);
    this.setTimeZone(TimeZone.of('UTC'));
    useMarginAccount(this, BrokerageName.BinanceFutures);
    this.#coin = this.addCryptoFuture('BTCUSD');
    this.#linear = this.addCryptoFuture('ADAUSDT');
    this.#fast = this.ema(this.#coin, 30, Resolution.Minute);
    this.#slow = this.ema(this.#coin, 60, Resolution.Minute);
    this.setCash(1_000_000);
    this.setCash('BTC', 0.005);
    this.setCash('USDT', 200);
  }

  override onData(slice: Slice): void {
    this.#rates.take(slice, this.securities);
    const orders = this.transactions.ordersCount;
    if (this.#fast.value > this.#slow.value) {
      if (!this.portfolio.invested && orders === 0) this.#goLong();
    } else if (this.time.hour > 10 && orders === 3) this.#goShort();
  }

  #goLong(): void {
    requireRefused(this.buy(this.#coin, 50));
    this.buy(this.#coin, 1);
    const used = this.portfolio.totalMarginUsed;
    requireClose(this.#coin.holdings.totalSaleVolume, 100, 'turnover');
    requireClose(Math.abs(this.#coin.holdings.holdingsCost), 100, 'cost');
    requireThat(this.#marginOf(this.#coin) === used, `margin used: ${used}`);
    this.buy(this.#linear, 1000);
    const value = this.#linear.price * 1000;
    requireClose(this.#linear.holdings.totalSaleVolume, value, 'turnover');
    requireClose(Math.abs(this.#linear.holdings.holdingsCost), value, 'cost');
    const added = this.portfolio.totalMarginUsed - used;
    requireThat(Math.abs(this.#marginOf(this.#linear) - added) < 1e-9, `margin added: ${added}`);
    requireJustOpened(this.portfolio);
    requireThat(this.portfolio.totalProfit === 0, `profit of ${this.portfolio.totalProfit}`);
  }

  #goShort(): void {
    this.sell(this.#coin, 3);
    requireClose(Math.abs(this.#coin.holdings.holdingsCost), 200, 'cost');
    this.sell(this.#linear, 3000);
    requireClose(Math.abs(this.#linear.holdings.holdingsCost), this.#linear.price * 2000, 'cost');
    requireJustOpened(this.portfolio);
  }

  #marginOf(security: Security): number {
    return security.buyingPowerModel.getMaintenanceMargin(security).toNumber();
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#rates.of(this.#linear.symbol) === 1, 'ADAUSDT has another number of funding rates than 1');
    requireThat(this.#rates.of(this.#coin.symbol) === 3, 'BTCUSD has another number of funding rates than 3');
  }
}
