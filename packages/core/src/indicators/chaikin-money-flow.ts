import type { TradeBarInput } from './indicator-data-point.ts';
import { type Named, splitName } from './named.ts';
import { Sum } from './sum.ts';
import { TradeBarIndicator } from './trade-bar-indicator.ts';

/** Sum of volume times where the close lies in the bar (−1 to 1) over the sum of volume. Zero until it is ready. */
export class ChaikinMoneyFlow extends TradeBarIndicator {
  readonly #flows: Sum;
  readonly #volumes: Sum;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `CMF(${period})`, period);
    this.#flows = new Sum(`${this.name}_Flow`, period);
    this.#volumes = new Sum(`${this.name}_Volume`, period);
  }

  override reset(): void {
    this.#flows.reset();
    this.#volumes.reset();
    super.reset();
  }

  override pushTradeBar(bar: TradeBarInput): void {
    const { endTimeMs, high, low, close, volume } = bar;
    if (!this.state.accept(endTimeMs)) return;
    const range = high - low;
    this.#flows.push(endTimeMs, range > 0 ? (volume * (close - low - (high - close))) / range : 0);
    this.#volumes.push(endTimeMs, volume);
    const total = this.#volumes.value;
    this.state.publish(endTimeMs, this.isReady && total !== 0 ? this.#flows.value / total : 0);
  }
}
