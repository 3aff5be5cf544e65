import { AccumulationDistribution } from './accumulation-distribution.ts';
import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import type { TradeBarInput } from './indicator-data-point.ts';
import { type Named, splitName } from './named.ts';
import { TradeBarIndicator } from './trade-bar-indicator.ts';

/** Fast minus slow exponential average of accumulation and distribution; zero until it is ready. */
export class AccumulationDistributionOscillator extends TradeBarIndicator {
  readonly #flow: AccumulationDistribution;
  readonly #fast: ExponentialMovingAverage;
  readonly #slow: ExponentialMovingAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[fastPeriod: number, slowPeriod: number]>) {
    const [name, fastPeriod, slowPeriod] = splitName(args);
    super(name ?? `ADOSC(${fastPeriod},${slowPeriod})`, Math.max(fastPeriod, slowPeriod));
    this.#flow = new AccumulationDistribution(`${this.name}_AD`);
    this.#fast = new ExponentialMovingAverage(`${this.name}_Fast`, fastPeriod);
    this.#slow = new ExponentialMovingAverage(`${this.name}_Slow`, slowPeriod);
  }

  override reset(): void {
    this.#flow.reset();
    this.#fast.reset();
    this.#slow.reset();
    super.reset();
  }

  override pushTradeBar(bar: TradeBarInput): void {
    const { endTimeMs } = bar;
    if (!this.state.accept(endTimeMs)) return;
    this.#flow.pushTradeBar(bar);
    this.#fast.push(endTimeMs, this.#flow.value);
    this.#slow.push(endTimeMs, this.#flow.value);
    this.state.publish(endTimeMs, this.isReady ? this.#fast.value - this.#slow.value : 0);
  }
}
