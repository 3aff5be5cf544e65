import { AccountType, Algorithm, BrokerageName, Resolution, type Security, type Slice, TimeZone } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { FundingRateCount } from './crypto-future-checks.ts';

/** Holds a contract over three times of funding. Parameter `resolution`: of the data. */
export default class CryptoFutureMarginInterest extends Algorithm {
  override readonly parameters = this.defineParameters({ resolution: { default: Resolution.Hour as number } });
  readonly #rates = new FundingRateCount();
  #future!: Security;
  #cashAfterTrade = 0;

  override initialize(): void {
    this.setStartDate(2022, 12, 12);
    this.setEndDate(2022, 12, 13);
    this.setTimeZone(TimeZone.of('UTC'));
    this.setBrokerageModel(BrokerageName.BinanceCoinFutures, AccountType.Margin);
    this.#future = this.addCryptoFuture('ADAUSDT', this.parameters.resolution as Resolution);
    this.setCash(1_000_000);
    this.setCash('USDT', 200);
  }

  override onData(slice: Slice): void {
    this.#rates.take(slice, this.securities);
    if (this.portfolio.invested) return;
    this.buy(this.#future, 1000);
    this.#cashAfterTrade = this.portfolio.cashBook.get('USDT').amount;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#rates.of(this.#future.symbol) === 1, 'another number of funding rates than 1');
    const expected = -0.0001 * this.#future.holdings.holdingsValue * 3;
    const paid = this.portfolio.cashBook.get('USDT').amount - this.#cashAfterTrade;
    requireThat(Math.abs(paid - expected) <= Math.abs(expected * 0.05), `funding of ${paid}, not about ${expected}`);
  }
}
