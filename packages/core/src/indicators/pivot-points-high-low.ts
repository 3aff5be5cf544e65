import { BarIndicator, checkPeriod } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { NumberWindow } from './number-window.ts';
import { RollingWindow } from './rolling-window.ts';

/** Kinds of pivot points; LEAN's numbers. */
export const PivotPointType = { Low: -1, None: 0, High: 1, Both: 2 } as const;
export type PivotPointType = (typeof PivotPointType)[keyof typeof PivotPointType];

/** A bar whose high is above, or whose low is below, those of the bars around it. */
export interface PivotPoint {
  readonly type: PivotPointType;
  readonly value: number;
  /** End of the bar, epoch ms UTC. */
  readonly timeMs: number;
}

/** Highs or lows of the last bars, of which the middle one may be a pivot. */
class PivotWindow {
  readonly surrounding: number;
  readonly prices: NumberWindow;
  readonly #sign: 1 | -1;
  readonly #isStrict: boolean;

  constructor(surrounding: number, sign: 1 | -1, isStrict: boolean) {
    this.surrounding = surrounding;
    this.prices = new NumberWindow(2 * surrounding + 1);
    this.#sign = sign;
    this.#isStrict = isStrict;
  }

  /** The middle price if it stands out, else NaN. */
  pivot(): number {
    const { prices, surrounding } = this;
    if (!prices.isFull) return Number.NaN;
    const middle = prices.at(surrounding);
    for (let i = 0; i < prices.size; i++) {
      const lead = (middle - prices.at(i)) * this.#sign;
      if (i !== surrounding && (this.#isStrict ? lead <= 0 : lead < 0)) return Number.NaN;
    }
    return middle;
  }
}

/** Finds highs and lows that stand out among the bars around them; the value is the `PivotPointType` of the bar found. */
export class PivotPointsHighLow extends BarIndicator {
  readonly #highs: PivotWindow;
  readonly #lows: PivotWindow;
  readonly #times: NumberWindow;
  readonly #points: RollingWindow<PivotPoint>;
  #handlers: readonly ((sender: PivotPointsHighLow, point: PivotPoint) => void)[];

  /**
   * @param lengthHigh bars on each side of a high
   * @param lengthLow bars on each side of a low, those of a high unless given
   * @param lastStoredValues how many points are kept
   * @param strict whether an equal price beside it makes a bar no pivot
   * @throws LockstepError `INDICATOR_INVALID`
   */
  constructor(...args: Named<[lengthHigh: number, lengthLow?: number, lastStoredValues?: number, strict?: boolean]>) {
    const [name, high, low = high, lastStoredValues = 100, strict = true] = splitName(args);
    const label = args.length > 1 ? `PivotPointsHighLow(${high},${low})` : `PivotPointsHighLow(${high})`;
    super(name ?? label, 2 * Math.max(high, low) + 1);
    this.#highs = new PivotWindow(checkPeriod(this.name, high), 1, strict);
    this.#lows = new PivotWindow(checkPeriod(this.name, low), -1, strict);
    this.#times = new NumberWindow(this.warmUpPeriod);
    this.#points = new RollingWindow(lastStoredValues);
    this.#handlers = [];
  }

  /** Registers a handler for new points. */
  onNewPivotPointFormed(handler: (sender: PivotPointsHighLow, point: PivotPoint) => void): this {
    this.#handlers = [...this.#handlers, handler];
    return this;
  }

  /** The points kept, newest first. */
  getAllPivotPointsArray(): PivotPoint[] {
    return this.#points.toArray() as PivotPoint[];
  }

  /** The highs kept, newest first. */
  getHighPivotPointsArray(): PivotPoint[] {
    return this.getAllPivotPointsArray().filter((point) => point.type === PivotPointType.High);
  }

  /** The lows kept, newest first. */
  getLowPivotPointsArray(): PivotPoint[] {
    return this.getAllPivotPointsArray().filter((point) => point.type === PivotPointType.Low);
  }

  override reset(): void {
    this.#highs.prices.reset();
    this.#lows.prices.reset();
    this.#times.reset();
    this.#points.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#highs.prices.add(high);
    this.#lows.prices.add(low);
    this.#times.add(endTimeMs);
    const isHigh = this.#keep(PivotPointType.High, this.#highs);
    const isLow = this.#keep(PivotPointType.Low, this.#lows);
    const found = isLow ? PivotPointType.Low : PivotPointType.None;
    this.state.publish(endTimeMs, isHigh ? (isLow ? PivotPointType.Both : PivotPointType.High) : found);
  }

  #keep(type: PivotPointType, window: PivotWindow): boolean {
    const value = window.pivot();
    if (Number.isNaN(value)) return false;
    const point = { type, value, timeMs: this.#times.at(window.surrounding) };
    this.#points.add(point);
    for (const handler of this.#handlers) handler(this, point);
    return true;
  }
}
