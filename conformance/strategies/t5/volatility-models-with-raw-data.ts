import {
  Algorithm,
  DataNormalizationMode,
  Resolution,
  type SecuritySymbol,
  type Slice,
  StandardDeviationOfReturnsVolatilityModel,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** The volatility of AAPL at raw prices does not jump on splits and dividends. */
export default class VolatilityModelsWithRawData extends Algorithm {
  #splits = 0;
  #dividends = 0;

  override initialize(): void {
    this.setStartDate(2014, 1, 1);
    this.setEndDate(2014, 12, 31);
    this.setCash(100_000);
    const aapl = this.addEquity('AAPL', Resolution.Daily, { dataNormalizationMode: DataNormalizationMode.Raw });
    aapl.setVolatilityModel(new StandardDeviationOfReturnsVolatilityModel(7));
  }

  override onData(slice: Slice): void {
    if (slice.splits.has('AAPL')) this.#splits += 1;
    if (slice.dividends.has('AAPL')) this.#dividends += 1;
  }

  override onEndOfDay(symbol: SecuritySymbol): void {
    const volatility = this.securities.get(symbol).volatilityModel.volatility.toNumber();
    requireThat(volatility <= 0.6, `a volatility of ${volatility} on ${this.time.toISODate()}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#splits > 0 && this.#dividends > 0, `${this.#splits} splits, ${this.#dividends} dividends`);
  }
}
