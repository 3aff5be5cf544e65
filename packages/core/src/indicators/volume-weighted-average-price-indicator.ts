import type { TradeBarInput } from './indicator-data-point.ts';
import { type Named, splitName } from './named.ts';
import { Sum } from './sum.ts';
import { TradeBarIndicator } from './trade-bar-indicator.ts';

/** Mean of the middle of the four prices of the last `period` bars, weighted by their volume; keeps while there is none. */
export class VolumeWeightedAveragePriceIndicator extends TradeBarIndicator {
  readonly #turnover: Sum;
  readonly #volume: Sum;
  private average: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `VWAP(${period})`, period);
    this.#turnover = new Sum(`${this.name}_Turnover`, period);
    this.#volume = new Sum(`${this.name}_Volume`, period);
    this.average = 0;
  }

  override reset(): void {
    this.#turnover.reset();
    this.#volume.reset();
    this.average = 0;
    super.reset();
  }

  override pushTradeBar(bar: TradeBarInput): void {
    const { endTimeMs, open, high, low, close, volume } = bar;
    if (!this.state.accept(endTimeMs)) return;
    this.#turnover.push(endTimeMs, ((open + high + low + close) / 4) * volume);
    this.#volume.push(endTimeMs, volume);
    if (this.#volume.value !== 0) this.average = this.#turnover.value / this.#volume.value;
    this.state.publish(endTimeMs, this.average);
  }
}
