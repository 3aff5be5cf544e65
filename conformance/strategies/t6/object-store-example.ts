import {
  Algorithm,
  Duration,
  type ExponentialMovingAverage,
  emaOf,
  type Identity,
  type IndicatorDataPoint,
  Resolution,
  RollingWindow,
  type SecuritySymbol,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const KEY = 'spy_close';
const BARS_A_YEAR = 252;

/** A year of closes is asked for once and then kept in the object store; averages of it cross. */
export default class ObjectStoreExample extends Algorithm {
  readonly #closes = new RollingWindow<IndicatorDataPoint>(BARS_A_YEAR);
  #spy!: SecuritySymbol;
  #close!: Identity;
  #fast!: ExponentialMovingAverage;
  #slow!: ExponentialMovingAverage;

  override async initialize(): Promise<void> {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.#spy = this.addEquity('SPY', Resolution.Minute).symbol;
    this.#close = this.identity(this.#spy, Resolution.Daily);
    this.#fast = emaOf(this.#close, 10);
    this.#slow = emaOf(this.#close, 50);
    this.#close.onUpdated((_, point) => this.#closes.add(point));
    requireThat(!this.objectStore.containsKey(KEY), 'the store of a new run is not empty');
    const year = await this.history(this.#spy, Duration.fromObject({ days: 365 }), Resolution.Daily);
    for (const bar of year) this.#close.update(bar.endTimeMs, bar.close);
    const kept = this.#closes.toArray().toReversed();
    this.objectStore.saveJson(KEY, kept);
    const read = this.objectStore.readJson<{ timeMs: number; value: number }[]>(KEY);
    requireThat(read?.length === kept.length && read.at(-1)?.value === this.#close.value, 'what was saved is not read');
  }

  override onData(): void {
    const [close, fast, slow] = [this.#close.value, this.#fast.value, this.#slow.value];
    const { isLong, isShort } = this.portfolio.get(this.#spy);
    if (fast > close && fast > slow) this.setHoldings(this.#spy, 1);
    else if (fast < close && fast < slow) this.setHoldings(this.#spy, -1);
    else if ((isLong && fast < slow) || (isShort && fast > slow)) this.liquidate(this.#spy);
  }
}
