import { Algorithm, Resolution, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Kinds of data in a warm-up of its own resolution, and a security that is added after it. */
export default class WarmUpDataTypes extends Algorithm {
  readonly #seen = { equityTrades: false, equityQuotes: false, cryptoTrades: false };
  /** The warm-up has the subscriptions' own resolutions, hence quotes of equities. */
  protected readonly hasQuotes: boolean = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 8);
    this.setEndDate(2013, 10, 10);
    this.addEquity('SPY', Resolution.Minute, { fillForward: false });
    this.addCrypto('BTCUSD', Resolution.Hour, 'bitfinex', false);
    this.warmUp();
  }

  protected warmUp(): void {
    this.setWarmUp(24, Resolution.Hour);
  }

  override onData(slice: Slice): void {
    if (this.isWarmingUp) {
      this.#seen.equityTrades ||= slice.bars.has('SPY');
      this.#seen.equityQuotes ||= slice.quoteBars.has('SPY');
      this.#seen.cryptoTrades ||= slice.bars.has('BTCUSD');
    } else if (!this.portfolio.invested) {
      this.addEquity('AAPL', Resolution.Hour);
      this.setHoldings('BTCUSD', 0.3);
    }
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#seen.equityTrades && this.#seen.cryptoTrades, 'a security had no trades in the warm-up');
    requireThat(this.#seen.equityQuotes === this.hasQuotes, 'quotes of the equity in the warm-up');
    requireThat(this.securities.get('AAPL').price > 0, 'the security added after the warm-up got no data');
  }
}
