import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { ValueIndicator } from './indicator.ts';
import { createMovingAverage, MovingAverageType } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';

/**
 * True strength index, −100 to 100: twice smoothed changes of price divided by the twice smoothed sizes of those changes;
 * keeps while those are zero.
 */
export class TrueStrengthIndex extends ValueIndicator {
  /** Average of the value, from when it is there. */
  readonly signal: ValueIndicator;
  readonly #change: ExponentialMovingAverage;
  readonly #smoothedChange: ExponentialMovingAverage;
  readonly #size: ExponentialMovingAverage;
  readonly #smoothedSize: ExponentialMovingAverage;
  private lastPrice: number;
  private strength: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(
    ...args: Named<
      [longTermPeriod?: number, shortTermPeriod?: number, signalPeriod?: number, signalType?: MovingAverageType]
    >
  ) {
    const [name, long = 25, short = 13, signal = 7, signalType = MovingAverageType.Exponential] = splitName(args);
    super(name ?? `TSI(${long},${short},${signal})`, long + short);
    this.#change = new ExponentialMovingAverage(`${this.name}_PC_EMA`, long);
    this.#smoothedChange = new ExponentialMovingAverage(`${this.name}_PC_EMA_EMA`, short);
    this.#size = new ExponentialMovingAverage(`${this.name}_APC_EMA`, long);
    this.#smoothedSize = new ExponentialMovingAverage(`${this.name}_APC_EMA_EMA`, short);
    this.signal = createMovingAverage(signalType, `${this.name}_Signal`, signal);
    this.lastPrice = 0;
    this.strength = 0;
  }

  override reset(): void {
    this.#change.reset();
    this.#smoothedChange.reset();
    this.#size.reset();
    this.#smoothedSize.reset();
    this.signal.reset();
    this.lastPrice = 0;
    this.strength = 0;
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const change = value - this.lastPrice;
    this.lastPrice = value;
    if (this.samples > 1) this.#take(endTimeMs, change);
    this.state.publish(endTimeMs, this.strength);
  }

  #take(endTimeMs: number, change: number): void {
    this.#change.push(endTimeMs, change);
    this.#size.push(endTimeMs, Math.abs(change));
    if (!this.#change.isReady) return;
    this.#smoothedChange.push(endTimeMs, this.#change.value);
    this.#smoothedSize.push(endTimeMs, this.#size.value);
    if (this.#smoothedSize.value === 0) return;
    this.strength = (this.#smoothedChange.value / this.#smoothedSize.value) * 100;
    if (this.#smoothedSize.isReady) this.signal.push(endTimeMs, this.strength);
  }
}
