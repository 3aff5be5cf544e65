import { Algorithm, LocalDiskShortableProvider, Resolution, ShortMarginInterestRateModel } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A short position pays for what it borrows, a long one is paid. */
export default class ShortInterestFee extends Algorithm {
  readonly #short = new ShortMarginInterestRateModel();
  readonly #long = new ShortMarginInterestRateModel();

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    for (const [ticker, model] of [['SPY', this.#short] as const, ['AAPL', this.#long] as const]) {
      const security = this.addEquity(ticker, Resolution.Hour);
      security.setShortableProvider(new LocalDiskShortableProvider('testbrokerage'));
      security.setMarginInterestRateModel(model);
    }
  }

  override onData(): void {
    if (this.portfolio.invested) return;
    this.setHoldings('SPY', -0.5);
    this.setHoldings('AAPL', 0.5);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#short.amount.sign() < 0, `the short position was paid ${this.#short.amount.toString()}`);
    requireThat(this.#long.amount.sign() > 0, `the long position was paid ${this.#long.amount.toString()}`);
  }
}
