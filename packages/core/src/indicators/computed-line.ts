import { LockstepError } from '../errors/lockstep-error.ts';
import { type IndicatorUpdatedHandler, ValueIndicator } from './indicator.ts';
import { BEFORE_FIRST_UPDATE, IndicatorDataPoint } from './indicator-data-point.ts';
import type { IndicatorWindow } from './indicator-window.ts';
import type { LineValues } from './line-values.ts';

/** One of several values that an indicator computes with each input, as an indicator that cannot be updated itself. */
export class ComputedLine extends ValueIndicator {
  readonly #values: LineValues;
  readonly #ready: { readonly isReady: boolean; readonly warmUpPeriod: number };
  readonly #column: number;
  /** Column of the times: that of all lines, or its own if it may miss inputs after its first value. */
  readonly #timeColumn: number;
  /** Inputs that gave the line no value. */
  #missed: number;
  /** Whether `state` is kept in step. */
  #isFollowing: boolean;

  /**
   * @param ready what is ready when this is
   * @param hasTimes inputs may give it no value after its first: the end of those that do is in the column behind its values
   */
  constructor(
    name: string,
    values: LineValues,
    ready: { readonly isReady: boolean; readonly warmUpPeriod: number },
    hasTimes = false,
  ) {
    super(name);
    this.#values = values;
    this.#ready = ready;
    this.#column = values.add(this, hasTimes ? 2 : 1);
    this.#timeColumn = hasTimes ? this.#column + 1 : 0;
    this.#missed = 0;
    this.#isFollowing = false;
  }

  override get samples(): number {
    return this.#values.count - this.#missed;
  }

  override get value(): number {
    return this.#at(this.#values.newest, this.#column);
  }

  override get timeMs(): number {
    return this.samples > 0 ? this.#at(this.#values.newest, this.#timeColumn) : BEFORE_FIRST_UPDATE;
  }

  override get previous(): IndicatorDataPoint {
    const { older } = this.#values;
    const timeMs = this.samples > 1 ? this.#at(older, this.#timeColumn) : BEFORE_FIRST_UPDATE;
    return new IndicatorDataPoint(timeMs, this.#at(older, this.#column));
  }

  override get window(): IndicatorWindow {
    this.#followFromNowOn();
    return super.window;
  }

  override get isReady(): boolean {
    return this.#ready.isReady;
  }

  override get warmUpPeriod(): number {
    return this.#ready.warmUpPeriod;
  }

  override onUpdated(handler: IndicatorUpdatedHandler): this {
    this.#followFromNowOn();
    return super.onUpdated(handler);
  }

  /** Says that an input gives no value. To be called between the beginning and the end of its row. */
  wait(): void {
    this.#missed++;
    if (this.#timeColumn === 0) return;
    this.#exchange(this.#column);
    this.#exchange(this.#timeColumn);
  }

  /** Takes the newest value from the row that was finished, if it has one. */
  follow(): void {
    const { state, samples } = this;
    if (samples > state.samples && state.accept(this.timeMs)) state.publish(this.timeMs, this.value);
  }

  /** @throws LockstepError `INDICATOR_INVALID` always */
  override push(): void {
    throw new LockstepError(
      'INDICATOR_INVALID',
      `${this.name} is computed by another indicator; update that one instead.`,
    );
  }

  override reset(): void {
    const { rows, newest, older, count } = this.#values;
    rows[newest + this.#column] = 0;
    rows[older + this.#column] = 0;
    this.#missed = count;
    super.reset();
  }

  #at(row: number, column: number): number {
    return this.#values.rows[row + column] as number;
  }

  /** The new row holds what the row before the last did: exchanged, both are as they were. */
  #exchange(column: number): void {
    const { rows, newest, older } = this.#values;
    const value = this.#at(newest, column);
    rows[newest + column] = this.#at(older, column);
    rows[older + column] = value;
  }

  #followFromNowOn(): void {
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    const { state, previous } = this;
    state.samples = this.samples;
    state.value = this.value;
    state.timeMs = this.timeMs;
    state.lastInputMs = this.timeMs;
    state.previousValue = previous.value;
    state.previousTimeMs = previous.timeMs;
    this.#values.tellAlways(this);
  }
}
