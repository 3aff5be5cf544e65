import { LockstepError } from '../errors/lockstep-error.ts';
import { Identity } from './identity.ts';
import { BarIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { PivotPointType } from './pivot-points-high-low.ts';

/**
 * Zigzag: the last turning point, a low until a high lies `sensitivity` above it, and the other way round. A new turn takes
 * `minTrendLength` bars; a lower low or higher high moves the last one.
 */
export class ZigZag extends BarIndicator {
  readonly highPivot: Identity;
  readonly lowPivot: Identity;
  /** Kind of the last turn. */
  pivotType: PivotPointType;
  readonly #sensitivity: number;
  readonly #minTrendLength: number;
  private count: number;
  private pivotHigh: number;
  private pivotLow: number;
  private isLow: boolean;

  /** @throws LockstepError `INDICATOR_INVALID` unless 0 < sensitivity < 1 and the length is 1 or more */
  constructor(...args: Named<[sensitivity?: number, minTrendLength?: number]>) {
    const [name, sensitivity = 0.05, minTrendLength = 1] = splitName(args);
    super(name ?? `ZZ(${sensitivity},${minTrendLength})`, minTrendLength + 1);
    if (!(sensitivity > 0 && sensitivity < 1 && minTrendLength >= 1)) {
      throw new LockstepError(
        'INDICATOR_INVALID',
        `${this.name}: the sensitivity must lie between 0 and 1, and a trend must last 1 bar or more.`,
      );
    }
    this.highPivot = new Identity(`${this.name}_HighPivot`);
    this.lowPivot = new Identity(`${this.name}_LowPivot`);
    this.pivotType = PivotPointType.Low;
    this.#sensitivity = sensitivity;
    this.#minTrendLength = minTrendLength;
    this.count = 0;
    this.pivotHigh = 0;
    this.pivotLow = 0;
    this.isLow = false;
  }

  override reset(): void {
    this.highPivot.reset();
    this.lowPivot.reset();
    this.pivotType = PivotPointType.Low;
    this.count = 0;
    this.isLow = false;
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number): void {
    if (!this.state.accept(endTimeMs)) return;
    if (this.samples === 1) {
      this.#turn(endTimeMs, high, low, true);
      this.state.publish(endTimeMs, 0);
      return;
    }
    const isLong = this.count >= this.#minTrendLength;
    if (this.isLow) {
      if (isLong && high >= this.pivotLow * (1 + this.#sensitivity)) this.#turn(endTimeMs, high, low, false);
      else if (low <= this.pivotLow) this.#turn(endTimeMs, high, low, true);
    } else if (isLong && low <= this.pivotHigh * (1 - this.#sensitivity)) {
      this.#turn(endTimeMs, high, low, true);
    } else if (high >= this.pivotHigh) {
      this.#turn(endTimeMs, high, low, false);
    }
    this.count++;
    this.state.publish(endTimeMs, this.isLow ? this.pivotLow : this.pivotHigh);
  }

  #turn(endTimeMs: number, high: number, low: number, isLow: boolean): void {
    this.pivotHigh = high;
    this.pivotLow = low;
    this.count = 0;
    this.isLow = isLow;
    this.pivotType = isLow ? PivotPointType.Low : PivotPointType.High;
    if (isLow) this.lowPivot.push(endTimeMs, low);
    else this.highPivot.push(endTimeMs, high);
  }
}
