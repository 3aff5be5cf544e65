import { BarIndicator, type ValueIndicator } from './indicator.ts';
import { createMovingAverage, MovingAverageType, movingAverageName } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';
import { NumberWindow } from './number-window.ts';
import { RelativeVigorIndexSignal } from './relative-vigor-index-signal.ts';

/** Average of close − open divided by the average of high − low, both smoothed over four bars. Zero until it is ready. */
export class RelativeVigorIndex extends BarIndicator {
  readonly signal: RelativeVigorIndexSignal;
  readonly #bodies: NumberWindow;
  readonly #ranges: NumberWindow;
  readonly #closeBand: ValueIndicator;
  readonly #rangeBand: ValueIndicator;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, movingAverageType?: MovingAverageType]>) {
    const [name, period, type = MovingAverageType.Simple] = splitName(args);
    super(name ?? `RVI(${period},${movingAverageName(type)})`, period + 3);
    this.signal = new RelativeVigorIndexSignal(`${this.name}_S`);
    this.#bodies = new NumberWindow(4);
    this.#ranges = new NumberWindow(4);
    this.#closeBand = createMovingAverage(type, `${this.name}_closingBand`, period);
    this.#rangeBand = createMovingAverage(type, `${this.name}_rangeBand`, period);
  }

  override get isReady(): boolean {
    return this.#closeBand.isReady && this.#rangeBand.isReady;
  }

  override reset(): void {
    this.signal.reset();
    this.#bodies.reset();
    this.#ranges.reset();
    this.#closeBand.reset();
    this.#rangeBand.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#bodies.add(close - open);
    this.#ranges.add(high - low);
    if (this.#bodies.isFull) {
      this.#closeBand.push(endTimeMs, smoothed(this.#bodies));
      this.#rangeBand.push(endTimeMs, smoothed(this.#ranges));
    }
    const vigor = this.isReady && this.#rangeBand.value !== 0 ? this.#closeBand.value / this.#rangeBand.value : 0;
    if (this.isReady) this.signal.push(endTimeMs, vigor);
    this.state.publish(endTimeMs, vigor);
  }
}

/** Four numbers with weights 1, 2, 2, 1. */
function smoothed(window: NumberWindow): number {
  return (window.at(0) + 2 * (window.at(1) + window.at(2)) + window.at(3)) / 6;
}
