import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';

/** A simple average of a simple average, each of about half the period: weights rise to the middle and fall again. */
export class TriangularMovingAverage extends ValueIndicator {
  readonly period: number;
  readonly #first: SimpleMovingAverage;
  readonly #second: SimpleMovingAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `TRIMA(${period})`, period);
    this.period = period;
    const half = Math.ceil(period / 2);
    this.#first = new SimpleMovingAverage(`${this.name}_1`, half);
    this.#second = new SimpleMovingAverage(`${this.name}_2`, period + 1 - half);
  }

  override reset(): void {
    this.#first.reset();
    this.#second.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#first.push(endTimeMs, value);
    this.#second.push(endTimeMs, this.#first.value);
    this.state.publish(endTimeMs, this.#second.value);
  }
}
