import type { TradeBarInput } from './indicator-data-point.ts';
import { type Named, splitName } from './named.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { TradeBarIndicator } from './trade-bar-indicator.ts';

/**
 * Arms' ease of movement: average of how far the middle of the bar moved, divided by its volume (in units of `scale`) per unit
 * of range. A bar without volume or range counts as zero.
 */
export class EaseOfMovementValue extends TradeBarIndicator {
  readonly #average: SimpleMovingAverage;
  readonly #scale: number;
  private lastHigh: number;
  private lastLow: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period?: number, scale?: number]>) {
    const [name, period = 1, scale = 10_000] = splitName(args);
    super(name ?? `EMV(${period}, ${scale})`, period);
    this.#average = new SimpleMovingAverage(`${this.name}_SMA`, period);
    this.#scale = scale;
    this.lastHigh = 0;
    this.lastLow = 0;
  }

  override reset(): void {
    this.#average.reset();
    this.lastHigh = 0;
    this.lastLow = 0;
    super.reset();
  }

  override pushTradeBar(bar: TradeBarInput): void {
    const { endTimeMs, high, low, volume } = bar;
    if (!this.state.accept(endTimeMs)) return;
    this.#average.push(endTimeMs, this.#ease(high, low, volume));
    this.state.publish(endTimeMs, this.#average.value);
  }

  #ease(high: number, low: number, volume: number): number {
    if (this.lastHigh === 0 && this.lastLow === 0) {
      this.lastHigh = high;
      this.lastLow = low;
    }
    if (volume === 0 || high === low) return 0;
    const move = (high + low) / 2 - (this.lastHigh + this.lastLow) / 2;
    this.lastHigh = high;
    this.lastLow = low;
    return move / (volume / this.#scale / (high - low));
  }
}
