import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { RelativeStrengthIndex } from './relative-strength-index.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';

/** A relative strength index, smoothed twice exponentially, minus a simple average of that. Zero until it is ready. */
export class DerivativeOscillator extends ValueIndicator {
  readonly #strength: RelativeStrengthIndex;
  readonly #smoothed: ExponentialMovingAverage;
  readonly #doubleSmoothed: ExponentialMovingAverage;
  readonly #signal: SimpleMovingAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(
    ...args: Named<
      [rsiPeriod: number, smoothingRsiPeriod: number, doubleSmoothingRsiPeriod: number, signalLinePeriod: number]
    >
  ) {
    const [name, rsi, smoothing, doubleSmoothing, signal] = splitName(args);
    super(
      name ?? `DO(${rsi},${smoothing},${doubleSmoothing},${signal})`,
      rsi + smoothing + doubleSmoothing + signal - 2,
    );
    this.#strength = new RelativeStrengthIndex(`${this.name}_RSI`, rsi);
    this.#smoothed = new ExponentialMovingAverage(`${this.name}_SmoothedRSI`, smoothing);
    this.#doubleSmoothed = new ExponentialMovingAverage(`${this.name}_DoubleSmoothedRSI`, doubleSmoothing);
    this.#signal = new SimpleMovingAverage(`${this.name}_SignalLine`, signal);
  }

  override reset(): void {
    this.#strength.reset();
    this.#smoothed.reset();
    this.#doubleSmoothed.reset();
    this.#signal.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#strength.push(endTimeMs, value);
    if (this.#strength.isReady) this.#smoothed.push(endTimeMs, this.#strength.value);
    if (this.#smoothed.isReady) this.#doubleSmoothed.push(endTimeMs, this.#smoothed.value);
    if (this.#doubleSmoothed.isReady) this.#signal.push(endTimeMs, this.#doubleSmoothed.value);
    this.state.publish(endTimeMs, this.#signal.isReady ? this.#doubleSmoothed.value - this.#signal.value : 0);
  }
}
