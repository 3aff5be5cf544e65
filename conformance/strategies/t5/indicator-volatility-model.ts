import {
  Algorithm,
  DataNormalizationMode,
  type Indicator,
  IndicatorVolatilityModel,
  Resolution,
  type SecuritySymbol,
  SimpleMovingAverage,
  type Slice,
  StandardDeviation,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const PERIOD = 7;

/** Volatility by indicators, at raw prices, that begin anew with each split and dividend. */
export default class IndicatorVolatility extends Algorithm {
  #indicator!: Indicator;
  #events = 0;
  #isChecked = false;

  override initialize(): void {
    this.setStartDate(2014, 1, 1);
    this.setEndDate(2014, 12, 31);
    this.setCash(100_000);
    const aapl = this.addEquity('AAPL', Resolution.Daily, { dataNormalizationMode: DataNormalizationMode.Raw });
    const deviation = new StandardDeviation(PERIOD);
    const mean = new SimpleMovingAverage(PERIOD);
    this.#indicator = deviation.over(mean);
    aapl.setVolatilityModel(
      new IndicatorVolatilityModel(this.#indicator, (_, { price, timeMs }) => {
        if (price <= 0) return;
        deviation.update(timeMs, price);
        mean.update(timeMs, price);
      }),
    );
  }

  override onData({ splits, dividends }: Slice): void {
    if (!splits.has('AAPL') && !dividends.has('AAPL')) return;
    this.#events += 1;
    this.#indicator.reset();
    this.warmUpVolatilityModel('AAPL', PERIOD, Resolution.Daily);
  }

  override onEndOfDay(symbol: SecuritySymbol): void {
    if (!this.#indicator.isReady) return;
    this.#isChecked = true;
    const volatility = this.securities.get(symbol).volatilityModel.volatility.toNumber();
    requireThat(volatility > 0 && volatility <= 0.05, `a volatility of ${volatility} on ${this.time.toISODate()}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#events > 0 && this.#isChecked, `${this.#events} splits and dividends`);
  }
}
