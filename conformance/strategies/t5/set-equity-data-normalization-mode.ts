import { Algorithm, DataNormalizationMode, Resolution, type Security } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const EXPECTED = [
  { ticker: 'SPY', mode: DataNormalizationMode.Raw, low: 167.28, high: 168.37 },
  { ticker: 'IBM', mode: DataNormalizationMode.Adjusted, low: 135.864131052, high: 136.819606508 },
  { ticker: 'AIG', mode: DataNormalizationMode.TotalReturn, low: 48.73, high: 49.1 },
] as const;

/** Three equities, each with prices of another kind. */
export default class SetEquityDataNormalizationMode extends Algorithm {
  readonly #securities: Security[] = [];

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 7);
    for (const { ticker, mode } of EXPECTED) {
      const security = this.addEquity(ticker, Resolution.Minute, { dataNormalizationMode: mode });
      const differs = security.subscriptions.some(({ normalization }) => normalization !== mode);
      requireThat(!differs, `${ticker} has not the mode ${mode}`);
      this.#securities.push(security);
    }
  }

  override onData(): void {
    for (const [index, { ticker, low, high }] of EXPECTED.entries()) {
      const { price, hasData } = this.#securities[index]!;
      requireThat(!hasData || (price >= low && price <= high), `${ticker} at ${price}, expected ${low} to ${high}`);
    }
  }
}
