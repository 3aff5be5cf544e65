import { LockstepError } from '../errors/lockstep-error.ts';
import { checkPeriod, ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { NumberWindow } from './number-window.ts';

/**
 * Momersion: of the last steps, the share in percent that went the same way as the step before; above 50 prices have
 * momentum, below they revert. 50 until it is ready and while half of the steps stood still.
 */
export class Momersion extends ValueIndicator {
  readonly #minPeriod: number | null;
  readonly #last: NumberWindow;
  readonly #products: NumberWindow;

  /**
   * With one number, that is the full period.
   * @param minPeriod steps after which it is ready; null: after the full period
   * @throws LockstepError `INDICATOR_INVALID` for a smallest period below 4
   */
  constructor(...args: Named<[minPeriod: number | null, fullPeriod: number] | [fullPeriod: number]>) {
    const [name, ...periods] = splitName(args);
    const [minPeriod, fullPeriod] = periods.length === 2 ? periods : [null, periods[0]];
    super(name ?? `Momersion(${minPeriod ?? ''},${fullPeriod})`, minPeriod === null ? fullPeriod + 3 : minPeriod + 2);
    if (minPeriod !== null && minPeriod < 4) {
      throw new LockstepError(
        'INDICATOR_INVALID',
        `${this.name} got a smallest period of ${minPeriod}; use 4 or more.`,
      );
    }
    this.#minPeriod = minPeriod;
    this.#last = new NumberWindow(3);
    this.#products = new NumberWindow(checkPeriod(this.name, fullPeriod));
  }

  override reset(): void {
    this.#last.reset();
    this.#products.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const last = this.#last;
    last.add(value);
    if (last.isFull) this.#products.add((last.at(0) - last.at(1)) * (last.at(1) - last.at(2)));
    this.state.publish(endTimeMs, this.#share());
  }

  override get isReady(): boolean {
    if (this.#minPeriod === null) return this.samples >= this.warmUpPeriod;
    return this.#products.count >= this.#minPeriod;
  }

  #share(): number {
    if (!this.isReady) return 50;
    let same = 0;
    let reversed = 0;
    for (let i = 0; i < this.#products.count; i++) {
      if (this.#products.at(i) > 0) same++;
      else if (this.#products.at(i) < 0) reversed++;
    }
    const still = this.#products.count - same - reversed;
    return still < 0.5 * this.#products.count ? (100 * same) / (same + reversed) : 50;
  }
}
