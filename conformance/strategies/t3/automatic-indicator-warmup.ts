import { Algorithm, Resolution, SimpleMovingAverage } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** An average that no end of a bar may reach twice. */
class OncePerTime extends SimpleMovingAverage {
  #lastMs = Number.NaN;

  override push(endTimeMs: number, value: number): void {
    requireThat(endTimeMs !== this.#lastMs, `a value of ${endTimeMs} came twice`);
    this.#lastMs = endTimeMs;
    super.push(endTimeMs, value);
  }
}

/** An average of the algorithm is warmed up at once, one of the strategy's own when it is asked for. */
export default class AutomaticIndicatorWarmup extends Algorithm {
  readonly #own = new OncePerTime(10);

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.settings.automaticIndicatorWarmUp = true;
    const { symbol } = this.addEquity('SPY');
    requireThat(this.sma(symbol, 10).isReady, 'the average is not warmed up');
    this.registerIndicator(symbol, this.#own, Resolution.Minute);
    requireThat(!this.#own.isReady, "the strategy's own average is ready too early");
    void this.warmUpIndicator(symbol, this.#own);
    requireThat(this.#own.isReady, "the strategy's own average is not warmed up");
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }
}
