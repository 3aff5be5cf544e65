import { Algorithm, DataNormalizationMode, Resolution } from '@lockstep/core';

/** Prices scaled to the end of a request exist in history alone: subscribing to them fails. */
export default class ScaledRawNotAllowed extends Algorithm {
  override initialize(): void {
    this.setStartDate(2014, 9, 1);
    this.setEndDate(2014, 9, 30);
    this.setCash(100_000);
    this.addEquity('AAPL', Resolution.Daily, { dataNormalizationMode: DataNormalizationMode.ScaledRaw });
  }
}
