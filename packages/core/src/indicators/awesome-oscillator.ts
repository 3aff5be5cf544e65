import { BarIndicator, type ValueIndicator } from './indicator.ts';
import { createMovingAverage, MovingAverageType, movingAverageName } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';

/** Fast minus slow average of the middle of high and low; zero until it is ready. */
export class AwesomeOscillator extends BarIndicator {
  readonly fastAo: ValueIndicator;
  readonly slowAo: ValueIndicator;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[fastPeriod: number, slowPeriod: number, type?: MovingAverageType]>) {
    const [name, fast, slow, type = MovingAverageType.Simple] = splitName(args);
    super(name ?? `AO(${fast},${slow},${movingAverageName(type)})`, Math.max(fast, slow));
    this.fastAo = createMovingAverage(type, `${this.name}_Fast`, fast);
    this.slowAo = createMovingAverage(type, `${this.name}_Slow`, slow);
  }

  override get isReady(): boolean {
    return this.slowAo.isReady && this.fastAo.isReady;
  }

  override reset(): void {
    this.fastAo.reset();
    this.slowAo.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const middle = (high + low) / 2;
    this.slowAo.push(endTimeMs, middle);
    this.fastAo.push(endTimeMs, middle);
    this.state.publish(endTimeMs, this.isReady ? this.fastAo.value - this.slowAo.value : 0);
  }
}
