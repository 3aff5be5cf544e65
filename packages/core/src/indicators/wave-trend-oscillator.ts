import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { BarIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';

const LAMBERT = 0.015;

/**
 * Wave trend: exponential average of the distance of the typical price from its average, in 0.015 averaged distances; keeps
 * while those are zero.
 */
export class WaveTrendOscillator extends BarIndicator {
  readonly channelAverage: ExponentialMovingAverage;
  readonly channelDeviation: ExponentialMovingAverage;
  readonly channelIndexAverage: ExponentialMovingAverage;
  readonly signal: SimpleMovingAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[channelPeriod: number, averagePeriod: number, signalPeriod: number]>) {
    const [name, channelPeriod, averagePeriod, signalPeriod] = splitName(args);
    super(
      name ?? `WTO(${channelPeriod},${averagePeriod},${signalPeriod})`,
      2 * channelPeriod + averagePeriod + signalPeriod - 3,
    );
    this.channelAverage = new ExponentialMovingAverage(`${this.name}_ChannelAverage`, channelPeriod);
    this.channelDeviation = new ExponentialMovingAverage(`${this.name}_ChannelDeviation`, channelPeriod);
    this.channelIndexAverage = new ExponentialMovingAverage(`${this.name}_ChannelIndexAverage`, averagePeriod);
    this.signal = new SimpleMovingAverage(`${this.name}_Signal`, signalPeriod);
  }

  override get isReady(): boolean {
    return this.signal.isReady;
  }

  override reset(): void {
    this.channelAverage.reset();
    this.channelDeviation.reset();
    this.channelIndexAverage.reset();
    this.signal.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number, close: number): void {
    if (this.state.accept(endTimeMs)) this.state.publish(endTimeMs, this.#next(endTimeMs, (high + low + close) / 3));
  }

  #next(endTimeMs: number, typical: number): number {
    this.channelAverage.push(endTimeMs, typical);
    if (!this.channelAverage.isReady) return 0;
    const distance = typical - this.channelAverage.value;
    this.channelDeviation.push(endTimeMs, Math.abs(distance));
    if (!this.channelDeviation.isReady) return 0;
    const scale = LAMBERT * this.channelDeviation.value;
    if (scale === 0) return this.value;
    this.channelIndexAverage.push(endTimeMs, distance / scale);
    if (this.channelIndexAverage.isReady) this.signal.push(endTimeMs, this.channelIndexAverage.value);
    return this.channelIndexAverage.value;
  }
}
