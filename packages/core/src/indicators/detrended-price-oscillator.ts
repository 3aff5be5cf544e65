import { Delay } from './delay.ts';
import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';

/** The price of half a period and a step ago minus the average of the period. */
export class DetrendedPriceOscillator extends ValueIndicator {
  readonly #lagged: Delay;
  readonly #average: SimpleMovingAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `DPO(${period})`, period);
    this.#lagged = new Delay(`${this.name}_Delay`, Math.floor(period / 2) + 1);
    this.#average = new SimpleMovingAverage(`${this.name}_SMA`, period);
  }

  override get isReady(): boolean {
    return this.#average.isReady && this.#lagged.isReady;
  }

  override reset(): void {
    this.#lagged.reset();
    this.#average.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#lagged.push(endTimeMs, value);
    this.#average.push(endTimeMs, value);
    this.state.publish(endTimeMs, this.#lagged.value - this.#average.value);
  }
}
