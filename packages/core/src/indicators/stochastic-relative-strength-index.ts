import { checkPeriod, ValueIndicator } from './indicator.ts';
import { createMovingAverage, MovingAverageType, movingAverageName } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';
import { NumberWindow } from './number-window.ts';
import { RelativeStrengthIndex } from './relative-strength-index.ts';

/** Stochastic of a relative strength index: `k` is where it lies in its last range, averaged, and `d` an average of `k`. */
export class StochasticRelativeStrengthIndex extends ValueIndicator {
  /** 0 to 100. */
  readonly k: ValueIndicator;
  /** 0 to 100. */
  readonly d: ValueIndicator;
  readonly #strength: RelativeStrengthIndex;
  readonly #strengths: NumberWindow;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(
    ...args: Named<
      [
        rsiPeriod: number,
        stochPeriod: number,
        kSmoothingPeriod: number,
        dSmoothingPeriod: number,
        movingAverageType?: MovingAverageType,
      ]
    >
  ) {
    const [name, rsi, stoch, kPeriod, dPeriod, type = MovingAverageType.Simple] = splitName(args);
    const average = movingAverageName(type);
    super(name ?? `SRSI(${rsi},${stoch},${kPeriod},${dPeriod},${average})`, rsi + stoch + Math.max(kPeriod, dPeriod));
    this.#strength = new RelativeStrengthIndex(`${this.name}_RSI`, rsi);
    this.#strengths = new NumberWindow(checkPeriod(this.name, stoch));
    this.k = createMovingAverage(type, `${this.name}_K_${average}`, kPeriod);
    this.d = createMovingAverage(type, `${this.name}_D_${average}`, dPeriod);
  }

  override reset(): void {
    this.#strength.reset();
    this.#strengths.reset();
    this.k.reset();
    this.d.reset();
    super.reset();
  }

  /** The value itself is the input, from when the first stochastic is there; zero before. */
  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#strength.push(endTimeMs, value);
    this.#strengths.add(this.#strength.value);
    if (!this.#strengths.isFull) {
      this.state.publish(endTimeMs, 0);
      return;
    }
    const low = this.#strengths.min();
    const range = this.#strengths.max() - low;
    this.k.push(endTimeMs, range === 0 ? 100 : (100 * (this.#strength.value - low)) / range);
    this.d.push(endTimeMs, this.k.value);
    this.state.publish(endTimeMs, value);
  }
}
