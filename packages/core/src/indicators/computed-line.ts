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
  /** Inputs that gave the line no value, all of them before its first. */
  #missed: number;
  /** Whether `state` is kept in step. */
  #isFollowing: boolean;

  /** @param ready what is ready when this is */
  constructor(name: string, values: LineValues, ready: { readonly isReady: boolean; readonly warmUpPeriod: number }) {
    super(name);
    this.#values = values;
    this.#ready = ready;
    this.#column = values.add(this);
    this.#missed = 0;
    this.#isFollowing = false;
  }

  override get samples(): number {
    return this.#values.count - this.#missed;
  }

  override get value(): number {
    return this.#values.rows[this.#values.newest + this.#column] as number;
  }

  override get timeMs(): number {
    return this.samples > 0 ? this.#values.timeOf(this.#values.newest) : BEFORE_FIRST_UPDATE;
  }

  override get previous(): IndicatorDataPoint {
    const { rows, older } = this.#values;
    const timeMs = this.samples > 1 ? this.#values.timeOf(older) : BEFORE_FIRST_UPDATE;
    return new IndicatorDataPoint(timeMs, rows[older + this.#column] as number);
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

  /** Says that an input gives no value yet. To be called between the beginning and the end of its row. */
  wait(): void {
    this.#missed++;
  }

  /** Takes the newest value from the row that was finished. */
  follow(): void {
    if (this.samples > 0 && this.state.accept(this.timeMs)) this.state.publish(this.timeMs, this.value);
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
