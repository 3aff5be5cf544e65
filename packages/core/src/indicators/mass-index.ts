import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { BarIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { Sum } from './sum.ts';

/**
 * Dorsey's mass index: sum of the quotients of the exponential average of ranges and the average of that average; above 27
 * and back below 26.5 foretells a turn. The number of quotients until it is ready.
 */
export class MassIndex extends BarIndicator {
  readonly #average: ExponentialMovingAverage;
  readonly #doubleAverage: ExponentialMovingAverage;
  readonly #sum: Sum;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[emaPeriod?: number, sumPeriod?: number]>) {
    const [name, emaPeriod = 9, sumPeriod = 25] = splitName(args);
    super(name ?? `MASS(${emaPeriod},${sumPeriod})`, 2 * (emaPeriod - 1) + sumPeriod);
    this.#average = new ExponentialMovingAverage(`${this.name}_EMA`, emaPeriod);
    this.#doubleAverage = new ExponentialMovingAverage(`${this.name}_EMA_EMA`, emaPeriod);
    this.#sum = new Sum(`${this.name}_Sum`, sumPeriod);
  }

  override reset(): void {
    this.#average.reset();
    this.#doubleAverage.reset();
    this.#sum.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#average.push(endTimeMs, high - low);
    if (this.#average.isReady) this.#doubleAverage.push(endTimeMs, this.#average.value);
    if (this.#doubleAverage.isReady) {
      const divisor = this.#doubleAverage.value;
      this.#sum.push(endTimeMs, divisor === 0 ? 0 : this.#average.value / divisor);
    }
    this.state.publish(endTimeMs, this.#sum.isReady ? this.#sum.value : this.#sum.period);
  }
}
