import { BEFORE_FIRST_UPDATE, IndicatorDataPoint } from './indicator-data-point.ts';

const DEFAULT_SIZE = 2;

/** The latest values of an indicator, newest first. Reading beyond its size grows it. */
export class IndicatorWindow {
  #times: Float64Array;
  #values: Float64Array;
  #head: number;
  #count: number;

  constructor() {
    this.#times = new Float64Array(DEFAULT_SIZE);
    this.#values = new Float64Array(DEFAULT_SIZE);
    this.#head = -1;
    this.#count = 0;
    this.add(BEFORE_FIRST_UPDATE, 0);
  }

  /** How many values are kept; may be set: a smaller size drops the oldest. */
  get size(): number {
    return this.#values.length;
  }

  set size(size: number) {
    const keep = Math.min(size, this.#count);
    const times = new Float64Array(size);
    const values = new Float64Array(size);
    for (let i = 0; i < keep; i++) {
      times[keep - 1 - i] = this.timeAt(i);
      values[keep - 1 - i] = this.valueAt(i);
    }
    this.#times = times;
    this.#values = values;
    this.#head = keep - 1;
    this.#count = keep;
  }

  /** How many values there are, the zero before the first update included. */
  get count(): number {
    return this.#count;
  }

  /** Whether there are as many values as are kept. */
  get isReady(): boolean {
    return this.#count === this.#values.length;
  }

  add(timeMs: number, value: number): void {
    const size = this.#values.length;
    const head = this.#head + 1 === size ? 0 : this.#head + 1;
    this.#times[head] = timeMs;
    this.#values[head] = value;
    this.#head = head;
    if (this.#count < size) this.#count++;
  }

  /** The point at an index, 0 the newest; undefined when there are not so many yet. */
  get(index: number): IndicatorDataPoint | undefined {
    if (index < this.#count) return new IndicatorDataPoint(this.timeAt(index), this.valueAt(index));
    if (index >= this.size) this.size = index + 1;
    return undefined;
  }

  /** Value at an index below `count`. */
  valueAt(index: number): number {
    return this.#values[this.#position(index)] as number;
  }

  /** Time at an index below `count`, epoch ms UTC. */
  timeAt(index: number): number {
    return this.#times[this.#position(index)] as number;
  }

  /** Forgets all values but the zero before the first update. */
  reset(): void {
    this.#head = -1;
    this.#count = 0;
    this.add(BEFORE_FIRST_UPDATE, 0);
  }

  /** The points, newest first. */
  *[Symbol.iterator](): Generator<IndicatorDataPoint> {
    for (let i = 0; i < this.#count; i++) yield new IndicatorDataPoint(this.timeAt(i), this.valueAt(i));
  }

  #position(index: number): number {
    const position = this.#head - index;
    return position < 0 ? position + this.#values.length : position;
  }
}
