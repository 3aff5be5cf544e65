import type { TradeBarInput } from './indicator-data-point.ts';
import { type Named, splitName } from './named.ts';
import { Sum } from './sum.ts';
import { TradeBarIndicator } from './trade-bar-indicator.ts';

/** Mean of the last `period` closes, weighted by their volume; the close while there is none. */
export class VolumeWeightedMovingAverage extends TradeBarIndicator {
  readonly #turnover: Sum;
  readonly #volume: Sum;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `VWMA(${period})`, period);
    this.#turnover = new Sum(`${this.name}_SumPxV`, period);
    this.#volume = new Sum(`${this.name}_SumVolume`, period);
  }

  override reset(): void {
    this.#turnover.reset();
    this.#volume.reset();
    super.reset();
  }

  override pushTradeBar(bar: TradeBarInput): void {
    const { endTimeMs, close, volume } = bar;
    if (!this.state.accept(endTimeMs)) return;
    this.#turnover.push(endTimeMs, close * volume);
    this.#volume.push(endTimeMs, volume);
    const total = this.#volume.value;
    this.state.publish(endTimeMs, total === 0 ? close : this.#turnover.value / total);
  }
}
