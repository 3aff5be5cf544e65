import type { ValueIndicator } from './indicator.ts';
import type { TradeBarInput } from './indicator-data-point.ts';
import { createMovingAverage, MovingAverageType, movingAverageName } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';
import { TradeBarIndicator } from './trade-bar-indicator.ts';

/** Average of the change of the close times the volume; zero for the first bar. */
export class ForceIndex extends TradeBarIndicator {
  readonly #smoother: ValueIndicator;
  private lastClose: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, type?: MovingAverageType]>) {
    const [name, period, type = MovingAverageType.Exponential] = splitName(args);
    super(name ?? `FI(${period})`, period + 1);
    this.#smoother = createMovingAverage(type, `${this.name}_${movingAverageName(type)}`, period);
    this.lastClose = 0;
  }

  override get isReady(): boolean {
    return this.#smoother.isReady;
  }

  override reset(): void {
    this.#smoother.reset();
    super.reset();
  }

  override pushTradeBar(bar: TradeBarInput): void {
    const { endTimeMs, close, volume } = bar;
    if (!this.state.accept(endTimeMs)) return;
    if (this.samples > 1) this.#smoother.push(endTimeMs, (close - this.lastClose) * volume);
    this.lastClose = close;
    this.state.publish(endTimeMs, this.#smoother.value);
  }
}
