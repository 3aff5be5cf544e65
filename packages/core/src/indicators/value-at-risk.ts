import { LockstepError } from '../errors/lockstep-error.ts';
import { normalQuantile } from '../numeric/normal-distribution.ts';
import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { NumberWindow } from './number-window.ts';
import { RateOfChange } from './rate-of-change.ts';

/**
 * The change of one step that is undercut with a probability of 1 − `confidenceLevel`, if changes are normal with the mean
 * and standard deviation of the last `period` ones; negative for a loss.
 */
export class ValueAtRisk extends ValueIndicator {
  readonly period: number;
  readonly #quantile: number;
  readonly #change: RateOfChange;
  readonly #changes: NumberWindow;

  /** @throws LockstepError `INDICATOR_INVALID` for a period below 3 */
  constructor(...args: Named<[period: number, confidenceLevel: number]>) {
    const [name, period, confidenceLevel] = splitName(args);
    super(name ?? `VaR(${period}, ${confidenceLevel})`, period);
    if (!(period >= 3)) {
      throw new LockstepError('INDICATOR_INVALID', `${this.name} got a period of ${period}; use 3 or more.`);
    }
    this.period = period;
    this.#quantile = normalQuantile(1 - confidenceLevel);
    this.#change = new RateOfChange(`${this.name}_ROC`, 1);
    this.#changes = new NumberWindow(period);
  }

  override reset(): void {
    this.#change.reset();
    this.#changes.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#change.push(endTimeMs, value);
    this.#changes.add(this.#change.value);
    this.state.publish(endTimeMs, this.#changes.count < 2 ? 0 : this.#threshold());
  }

  #threshold(): number {
    const { count } = this.#changes;
    const mean = this.#changes.sum() / count;
    let squares = 0;
    for (let i = 0; i < count; i++) squares += (this.#changes.at(i) - mean) ** 2;
    return mean + Math.sqrt(squares / (count - 1)) * this.#quantile;
  }
}
