import type { ValueIndicator } from './indicator.ts';
import type { TradeBarInput } from './indicator-data-point.ts';
import { createMovingAverage, MovingAverageType, movingAverageName } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';
import { OnBalanceVolume } from './on-balance-volume.ts';
import { TradeBarIndicator } from './trade-bar-indicator.ts';

/** Average of the on balance volume; zero until it is ready. */
export class SmoothedOnBalanceVolume extends TradeBarIndicator {
  readonly onBalanceVolume: OnBalanceVolume;
  readonly #smoother: ValueIndicator;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, type?: MovingAverageType]>) {
    const [name, period, type = MovingAverageType.Simple] = splitName(args);
    super(name ?? `SOBV(${period})`, period);
    this.onBalanceVolume = new OnBalanceVolume(`${this.name}_OBV`);
    this.#smoother = createMovingAverage(type, `${this.name}_${movingAverageName(type)}`, period);
  }

  override get isReady(): boolean {
    return this.#smoother.isReady;
  }

  override reset(): void {
    this.onBalanceVolume.reset();
    this.#smoother.reset();
    super.reset();
  }

  override pushTradeBar(bar: TradeBarInput): void {
    const { endTimeMs } = bar;
    if (!this.state.accept(endTimeMs)) return;
    this.onBalanceVolume.pushTradeBar(bar);
    this.#smoother.push(endTimeMs, this.onBalanceVolume.value);
    this.state.publish(endTimeMs, this.isReady ? this.#smoother.value : 0);
  }
}
