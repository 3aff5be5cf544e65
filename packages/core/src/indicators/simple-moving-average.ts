import type { AverageRibbon } from './average-ribbon.ts';
import { checkPeriod, type IndicatorUpdatedHandler, ValueIndicator } from './indicator.ts';
import { IndicatorDataPoint } from './indicator-data-point.ts';
import type { IndicatorWindow } from './indicator-window.ts';
import { RollingSum } from './rolling-sum.ts';

/** Mean of the last `period` values; before that of those so far. Equal means of prices compare equal. */
export class SimpleMovingAverage extends ValueIndicator {
  readonly period: number;
  readonly #sum: RollingSum;
  /** What computes it together with others of the same series; then `state` and the sum are those of when it joined. */
  #ribbon: AverageRibbon | null;
  #place: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(period: number);
  constructor(name: string, period: number);
  constructor(first: number | string, second?: number) {
    const period = typeof first === 'number' ? first : (second as number);
    super(typeof first === 'string' ? first : `SMA(${period})`);
    this.period = checkPeriod(this.name, period);
    this.#sum = new RollingSum(period);
    this.#ribbon = null;
    this.#place = 0;
  }

  override get samples(): number {
    return this.#ribbon === null ? this.state.samples : this.state.samples + this.#ribbon.count;
  }

  override get value(): number {
    return this.#ribbon === null ? this.state.value : (this.#ribbon.means[this.#place] as number);
  }

  override get timeMs(): number {
    return this.#ribbon === null ? this.state.timeMs : this.#ribbon.timeMs;
  }

  override get previous(): IndicatorDataPoint {
    const ribbon = this.#ribbon;
    if (ribbon === null || ribbon.count === 0) return super.previous;
    return new IndicatorDataPoint(ribbon.previousTimeMs, ribbon.previousMeans[this.#place] as number);
  }

  override get window(): IndicatorWindow {
    this.#ribbon?.dissolve();
    return super.window;
  }

  override onUpdated(handler: IndicatorUpdatedHandler): this {
    this.#ribbon?.dissolve();
    return super.onUpdated(handler);
  }

  override get isReady(): boolean {
    return this.samples >= this.period;
  }

  override get warmUpPeriod(): number {
    return this.period;
  }

  override reset(): void {
    this.#ribbon?.dissolve();
    this.#sum.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (this.#ribbon !== null) this.#ribbon.dissolve();
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    this.#sum.add(value);
    state.publish(endTimeMs, this.#sum.mean);
  }

  /** What its values are multiplied by in a ribbon; zero while it cannot be in one, or is already. */
  get ribbonScale(): number {
    return this.#ribbon !== null || this.state.isObserved ? 0 : this.#sum.exactScale;
  }

  /** Its last values times the scale, the oldest first. */
  scaledValues(): Float64Array {
    return this.#sum.scaledValues();
  }

  joinRibbon(ribbon: AverageRibbon, place: number): void {
    this.#ribbon = ribbon;
    this.#place = place;
  }

  /** Takes in what the ribbon has gone on with. */
  leaveRibbon(): void {
    const ribbon = this.#ribbon as AverageRibbon;
    const { samples, value, timeMs, previous } = this;
    this.#ribbon = null;
    if (ribbon.count === 0) return;
    for (let back = Math.min(ribbon.count, this.period); back > 0; back--) {
      this.#sum.add(ribbon.scaledValue(back) / ribbon.scale);
    }
    this.state.restore(samples, previous, { timeMs, value });
  }
}
