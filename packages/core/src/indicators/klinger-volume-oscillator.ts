import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import type { TradeBarInput } from './indicator-data-point.ts';
import { type Named, splitName } from './named.ts';
import { TradeBarIndicator } from './trade-bar-indicator.ts';

const SMALLEST_MOVEMENT = 1e-8;

/**
 * Klinger's volume oscillator: fast minus slow exponential average of the volume force, which is volume times trend times
 * `|2 × (range / cumulated range − 1)| × 100`. Zero until both averages are ready.
 */
export class KlingerVolumeOscillator extends TradeBarIndicator {
  /** Average of the value, from the third bar on. */
  readonly signal: ExponentialMovingAverage;
  readonly #fast: ExponentialMovingAverage;
  readonly #slow: ExponentialMovingAverage;
  private lastSum: number;
  private lastRange: number;
  private lastTrend: number;
  private movement: number;

  /** @param signalPeriod 13 unless given. @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[fastPeriod: number, slowPeriod: number, signalPeriod?: number]>) {
    const [name, fastPeriod, slowPeriod, signalPeriod = 13] = splitName(args);
    super(
      name ?? `KVO(${fastPeriod},${slowPeriod},${signalPeriod})`,
      2 + Math.max(fastPeriod, slowPeriod, signalPeriod),
    );
    this.#fast = new ExponentialMovingAverage(`${this.name}_FastEma`, fastPeriod);
    this.#slow = new ExponentialMovingAverage(`${this.name}_SlowEma`, slowPeriod);
    this.signal = new ExponentialMovingAverage(`${this.name}_Signal`, signalPeriod);
    this.lastSum = 0;
    this.lastRange = 0;
    this.lastTrend = 0;
    this.movement = 0;
  }

  override reset(): void {
    this.signal.reset();
    this.#fast.reset();
    this.#slow.reset();
    this.lastTrend = 0;
    this.movement = 0;
    super.reset();
  }

  override pushTradeBar(bar: TradeBarInput): void {
    const { endTimeMs, high, low, close, volume } = bar;
    if (!this.state.accept(endTimeMs)) return;
    const sum = high + low + close;
    const range = high - low;
    const trend = this.samples === 1 ? 0 : sum > this.lastSum ? 1 : -1;
    const value = this.samples > 2 ? this.#next(endTimeMs, trend, range, volume) : 0;
    this.lastSum = sum;
    this.lastRange = range;
    this.lastTrend = trend;
    this.state.publish(endTimeMs, value);
  }

  #next(endTimeMs: number, trend: number, range: number, volume: number): number {
    const goesOn = this.movement !== 0 && trend === this.lastTrend;
    this.movement = (goesOn ? this.movement : this.lastRange) + range;
    const divisor = Math.abs(this.movement) < SMALLEST_MOVEMENT ? SMALLEST_MOVEMENT : this.movement;
    const force = volume * Math.abs(2 * (range / divisor - 1)) * trend * 100;
    this.#fast.push(endTimeMs, force);
    this.#slow.push(endTimeMs, force);
    const value = this.#fast.isReady && this.#slow.isReady ? this.#fast.value - this.#slow.value : 0;
    this.signal.push(endTimeMs, value);
    return value;
  }
}
