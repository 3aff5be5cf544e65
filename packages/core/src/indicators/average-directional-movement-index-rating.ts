import { AverageDirectionalIndex } from './average-directional-index.ts';
import { BarIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { NumberWindow } from './number-window.ts';

/** Mean of the average directional index now and `period − 1` bars ago; 50 until it is ready. */
export class AverageDirectionalMovementIndexRating extends BarIndicator {
  readonly adx: AverageDirectionalIndex;
  readonly #history: NumberWindow;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `ADXR(${period})`, 3 * period - 1);
    this.adx = new AverageDirectionalIndex(`${this.name}_ADX`, period);
    this.#history = new NumberWindow(period);
  }

  override get isReady(): boolean {
    return this.#history.isFull;
  }

  override reset(): void {
    this.adx.reset();
    this.#history.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.adx.pushBar(endTimeMs, open, high, low, close);
    if (this.adx.isReady) this.#history.add(this.adx.value);
    this.state.publish(endTimeMs, this.isReady ? (this.adx.value + this.#history.oldest) / 2 : 50);
  }
}
