import { LockstepError } from '../errors/lockstep-error.ts';
import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { NumberWindow } from './number-window.ts';
import { StandardDeviation } from './standard-deviation.ts';

/**
 * Augen's price spike: the last change of price in standard deviations, which are taken of the logarithmic changes before
 * it. Zero until it is ready.
 */
export class AugenPriceSpike extends ValueIndicator {
  readonly #deviation: StandardDeviation;
  readonly #prices: NumberWindow;

  /** @throws LockstepError `INDICATOR_INVALID` for a period below 3 */
  constructor(...args: Named<[period?: number]>) {
    const [name, period = 3] = splitName(args);
    super(name ?? `APS(${period})`, period + 2);
    if (period < 3) {
      throw new LockstepError('INDICATOR_INVALID', `${this.name} got a period of ${period}; use 3 or more.`);
    }
    this.#deviation = new StandardDeviation(`${this.name}_StandardDeviation`, period);
    this.#prices = new NumberWindow(3);
  }

  override reset(): void {
    this.#deviation.reset();
    this.#prices.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#prices.add(value);
    this.state.publish(endTimeMs, this.#prices.isFull ? this.#spike(endTimeMs, value) : 0);
  }

  #spike(endTimeMs: number, value: number): number {
    const before = this.#prices.at(1);
    const twoBefore = this.#prices.at(2);
    this.#deviation.push(endTimeMs, before === 0 || twoBefore === 0 ? 0 : Math.log(before / twoBefore));
    const scale = this.#deviation.value * before;
    return this.#deviation.isReady && scale !== 0 ? (value - before) / scale : 0;
  }
}
