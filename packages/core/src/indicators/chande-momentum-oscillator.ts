import { checkPeriod, ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';

/**
 * Chande's momentum oscillator, −100 to 100: `100 × (gain − loss) / (gain + loss)` of Wilder's averages of rises and falls.
 * Zero until it is ready.
 */
export class ChandeMomentumOscillator extends ValueIndicator {
  readonly period: number;
  private last: number;
  private gain: number;
  private loss: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `CMO(${period})`, period + 1);
    this.period = checkPeriod(this.name, period);
    this.last = 0;
    this.gain = 0;
    this.loss = 0;
  }

  override reset(): void {
    this.last = 0;
    this.gain = 0;
    this.loss = 0;
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const change = this.samples === 1 ? 0 : value - this.last;
    this.last = value;
    this.state.publish(endTimeMs, this.#next(change));
  }

  #next(change: number): number {
    const { samples, period } = this;
    if (samples > period + 1) {
      this.gain *= period - 1;
      this.loss *= period - 1;
    }
    if (change < 0) this.loss -= change;
    else this.gain += change;
    if (samples <= period) return 0;
    this.gain /= period;
    this.loss /= period;
    const sum = this.gain + this.loss;
    return sum === 0 ? 0 : (100 * (this.gain - this.loss)) / sum;
  }
}
