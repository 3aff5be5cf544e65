import { checkPeriod, ValueIndicator } from './indicator.ts';

/** Largest (sign 1) or smallest (sign −1) of the last values; the latest of equal ones. */
export abstract class Extremum extends ValueIndicator {
  readonly period: number;
  readonly #sign: 1 | -1;
  readonly #ring: Float64Array;
  #next: number;
  protected periodsSince: number;

  constructor(name: string, period: number, sign: 1 | -1) {
    super(name);
    this.period = checkPeriod(name, period);
    this.#sign = sign;
    this.#ring = new Float64Array(period);
    this.#next = 0;
    this.periodsSince = 0;
  }

  override get isReady(): boolean {
    return this.samples >= this.period;
  }

  override get warmUpPeriod(): number {
    return this.period;
  }

  override reset(): void {
    this.#next = 0;
    this.periodsSince = 0;
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    state.publish(endTimeMs, this.#extremum(value, state.samples === 1, state.value));
  }

  #extremum(value: number, isFirst: boolean, current: number): number {
    const latest = this.#next;
    this.#ring[latest] = value;
    this.#next = latest + 1 === this.period ? 0 : latest + 1;
    if (isFirst || (value - current) * this.#sign >= 0) {
      this.periodsSince = 0;
      return value;
    }
    if (this.periodsSince < this.period - 1) {
      this.periodsSince++;
      return current;
    }
    return this.#search(latest, value);
  }

  /** Searches the full window from the latest value back. */
  #search(latest: number, value: number): number {
    let best = value;
    this.periodsSince = 0;
    for (let age = 1; age < this.period; age++) {
      const position = latest - age;
      const other = this.#ring[position < 0 ? position + this.period : position] as number;
      if ((other - best) * this.#sign > 0) {
        best = other;
        this.periodsSince = age;
      }
    }
    return best;
  }
}
