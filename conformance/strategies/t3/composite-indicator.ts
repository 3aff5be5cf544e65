import { Algorithm, CompositeIndicator, Field, type Indicator, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

function smaller(left: Indicator, right: Indicator): number {
  return Math.min(left.value, right.value);
}

/** A composite of the close and the day's low, made with a named and with an anonymous function. */
export default class CompositeIndicators extends Algorithm {
  #named: CompositeIndicator | null = null;
  #anonymous: CompositeIndicator | null = null;
  #hasData = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 4);
    this.setEndDate(2013, 10, 5);
    this.addEquity('SPY', Resolution.Minute);
    const close = this.identity('SPY', Resolution.Minute, Field.close);
    const low = this.min('SPY', 420, Resolution.Minute, Field.low);
    this.#anonymous = new CompositeIndicator(close, low, (left, right) => Math.min(left.value, right.value));
    this.#named = new CompositeIndicator(close, low, smaller);
  }

  override onData(): void {
    this.#hasData = true;
    const values = [this.#named?.value, this.#anonymous?.value];
    requireThat(values[0] === values[1], `the composites differ: ${values.join(' and ')}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#hasData, 'there was no data');
  }
}
