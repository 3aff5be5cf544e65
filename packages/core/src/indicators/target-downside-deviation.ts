import { checkPeriod, ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { NumberWindow } from './number-window.ts';
import { RateOfChange } from './rate-of-change.ts';

/** Root of the mean square of how far the last `period` changes fell short of an acceptable one. */
export class TargetDownsideDeviation extends ValueIndicator {
  readonly #acceptable: number;
  readonly #change: RateOfChange;
  readonly #changes: NumberWindow;

  /** @param minimumAcceptableReturn per step, 0 unless given. @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, minimumAcceptableReturn?: number]>) {
    const [name, period, minimumAcceptableReturn = 0] = splitName(args);
    super(name ?? `TDD(${period},${minimumAcceptableReturn})`, period + 1);
    this.#acceptable = minimumAcceptableReturn;
    this.#change = new RateOfChange(`${this.name}_ROC`, 1);
    this.#changes = new NumberWindow(checkPeriod(this.name, period));
    this.#changes.add(0);
  }

  override reset(): void {
    this.#change.reset();
    this.#changes.reset();
    this.#changes.add(0);
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#change.push(endTimeMs, value);
    this.#changes.add(this.#change.value);
    let squares = 0;
    for (let i = 0; i < this.#changes.count; i++) squares += Math.min(0, this.#changes.at(i) - this.#acceptable) ** 2;
    this.state.publish(endTimeMs, Math.sqrt(squares / this.#changes.count));
  }
}
