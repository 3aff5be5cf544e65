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

/** Long, short and flat on hours, in a contract margined in a stable coin, at the broker of coin-margined ones. */
export default class BasicTemplateCryptoFutureHourly extends Algorithm {
  readonly #rates = new FundingRateCount();
  #future!: Security;
  #fast!: ExponentialMovingAverage;
  #slow!: ExponentialMovingAverage;

  override initialize(): void {
    this.setStartDate(2022, 12, 13);
    this.setEndDate(2022, 12, 13);
    this.setTimeZone(TimeZone.of('UTC'));
    useMarginAccount(this, BrokerageName.BinanceCoinFutures);
    this.#future = this.addCryptoFuture('ADAUSDT', Resolution.Hour);
    this.#fast = this.ema(this.#future, 3, Resolution.Hour);
    this.#slow = this.ema(this.#future, 6, Resolution.Hour);
    this.setCash(1_000_000);
    this.setCash('USDT', 200);
  }

  override onData(slice: Slice): void {
    this.#rates.take(slice, this.securities);
    const orders = this.transactions.ordersCount;
    if (this.#fast.value > this.#slow.value) {
      if (!this.portfolio.invested && orders === 0) this.#goLong();
      return;
    }
    if (this.time.hour > 10 && orders === 2) this.#goShort();
    if (this.time.hour >= 22 && this.transactions.ordersCount === 3) this.liquidate();
  }

  #goLong(): void {
    requireRefused(this.buy(this.#future, 100_000));
    this.buy(this.#future, 1000);
    const { holdings } = this.#future;
    requireClose(holdings.totalSaleVolume, this.#future.price * 1000, 'turnover');
    requireClose(Math.abs(holdings.holdingsCost), this.#future.price * 1000, 'cost');
    const margin = this.#future.buyingPowerModel.getMaintenanceMargin(this.#future).toNumber();
    requireThat(margin === this.portfolio.totalMarginUsed, `margin used: ${this.portfolio.totalMarginUsed}`);
    requireJustOpened(this.portfolio);
    requireThat(this.portfolio.totalProfit === 0, `profit of ${this.portfolio.totalProfit}`);
  }

  #goShort(): void {
    this.sell(this.#future, 3000);
    requireClose(Math.abs(this.#future.holdings.holdingsCost), this.#future.price * 2000, 'cost');
    requireJustOpened(this.portfolio);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#rates.of(this.#future.symbol) === 1, 'another number of funding rates than 1');
  }
}
