import { Delay } from './delay.ts';
import { FunctionalIndicator } from './functional-indicator.ts';
import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';

/**
 * Hilbert transform after Ehlers: splits the price without its trend, the change over `length` steps, into a component in
 * phase and one a quarter of a cycle ahead. The value itself is the input.
 */
export class HilbertTransform extends ValueIndicator {
  readonly inPhase: ValueIndicator;
  readonly quadrature: ValueIndicator;
  readonly #delayed: Delay;
  readonly #detrended1: Delay;
  readonly #detrended3: Delay;
  readonly #inPhase3: Delay;
  readonly #quadrature2: Delay;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(
    ...args: Named<[length?: number, inPhaseMultiplicationFactor?: number, quadratureMultiplicationFactor?: number]>
  ) {
    const [name, length = 7, inPhaseFactor = 0.635, quadratureFactor = 0.338] = splitName(args);
    super(name ?? `Hilbert(${length}, ${inPhaseFactor}, ${quadratureFactor})`, length + 2);
    this.#delayed = new Delay(`${this.name}_prev`, length);
    this.#detrended1 = new Delay(`${this.name}_detrendPriceDelay2`, 1);
    this.#detrended3 = new Delay(`${this.name}_detrendPriceDelay4`, 3);
    this.#inPhase3 = new Delay(`${this.name}_inPhaseDelay3`, 2);
    this.#quadrature2 = new Delay(`${this.name}_quadratureDelay2`, 1);
    this.inPhase = new FunctionalIndicator(
      `${this.name}_inPhase`,
      () =>
        1.25 * (readyValue(this.#detrended3) - readyValue(this.#detrended1) * inPhaseFactor) +
        readyValue(this.#inPhase3) * inPhaseFactor,
      () => this.samples > length + 2,
    );
    this.quadrature = new FunctionalIndicator(
      `${this.name}_quad`,
      (detrended) =>
        readyValue(this.#detrended1) - detrended * quadratureFactor + readyValue(this.#quadrature2) * quadratureFactor,
      () => this.samples > length,
    );
  }

  override reset(): void {
    this.#delayed.reset();
    this.#detrended1.reset();
    this.#detrended3.reset();
    this.#inPhase3.reset();
    this.#quadrature2.reset();
    this.inPhase.reset();
    this.quadrature.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#delayed.push(endTimeMs, value);
    if (this.#delayed.isReady) this.#split(endTimeMs, value - this.#delayed.value);
    this.state.publish(endTimeMs, value);
  }

  #split(endTimeMs: number, detrended: number): void {
    this.#detrended1.push(endTimeMs, detrended);
    this.#detrended3.push(endTimeMs, detrended);
    if (this.inPhase.isReady) {
      this.inPhase.push(endTimeMs, detrended);
      this.#inPhase3.push(endTimeMs, this.inPhase.value);
    }
    this.quadrature.push(endTimeMs, detrended);
    this.#quadrature2.push(endTimeMs, this.quadrature.value);
  }
}

function readyValue(indicator: ValueIndicator): number {
  return indicator.isReady ? indicator.value : 0;
}
