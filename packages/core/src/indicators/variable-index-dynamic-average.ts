import { ChandeMomentumOscillator } from './chande-momentum-oscillator.ts';
import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';

/**
 * Chande's variable index dynamic average: an exponential average whose factor is multiplied by the size of the Chande
 * momentum oscillator. Zero until it is ready.
 */
export class VariableIndexDynamicAverage extends ValueIndicator {
  readonly period: number;
  readonly #momentum: ChandeMomentumOscillator;
  readonly #smoothingFactor: number;
  private average: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `VIDYA(${period})`, period + 1);
    this.period = period;
    this.#momentum = new ChandeMomentumOscillator(`${this.name}_CMO`, period);
    this.#smoothingFactor = 2 / (period + 1);
    this.average = 0;
  }

  override reset(): void {
    this.#momentum.reset();
    this.average = 0;
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#momentum.push(endTimeMs, value);
    if (!this.isReady) {
      this.average = value;
      this.state.publish(endTimeMs, 0);
      return;
    }
    const factor = this.#smoothingFactor * Math.abs(this.#momentum.value / 100);
    this.average = value * factor + this.average * (1 - factor);
    this.state.publish(endTimeMs, this.average);
  }
}
