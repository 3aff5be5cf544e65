import { LockstepError } from '../errors/lockstep-error.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { AdvanceDeclineDifference } from './advance-decline-difference.ts';
import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { type Named, splitName } from './named.ts';
import { type WholeBar, WholeBarIndicator } from './whole-bar-indicator.ts';

/** Fast minus slow exponential average of how many more securities rose than fell. */
export class McClellanOscillator extends WholeBarIndicator {
  readonly adDifference: AdvanceDeclineDifference;
  readonly emaFast: ExponentialMovingAverage;
  readonly emaSlow: ExponentialMovingAverage;

  /** @throws LockstepError `INDICATOR_INVALID` unless fast ≤ slow */
  constructor(...args: Named<[fastPeriod?: number, slowPeriod?: number]>) {
    const [name, fastPeriod = 19, slowPeriod = 39] = splitName(args);
    super(name ?? 'McClellanOscillator', slowPeriod + 2);
    if (fastPeriod > slowPeriod) {
      throw new LockstepError(
        'INDICATOR_INVALID',
        `${this.name} got a fast period of ${fastPeriod} and a slow one of ${slowPeriod}; the fast one must not be larger.`,
      );
    }
    this.adDifference = new AdvanceDeclineDifference(`${this.name}_ADD`);
    this.emaFast = new ExponentialMovingAverage(`${this.name}_Fast`, fastPeriod).of(this.adDifference);
    this.emaSlow = new ExponentialMovingAverage(`${this.name}_Slow`, slowPeriod).of(this.adDifference);
  }

  override get needsVolume(): boolean {
    return false;
  }

  override get isReady(): boolean {
    return this.emaSlow.isReady;
  }

  /** Follows a security. */
  add(asset: SecuritySymbol): void {
    this.adDifference.add(asset);
  }

  /** Follows a security no more. */
  remove(asset: SecuritySymbol): void {
    this.adDifference.remove(asset);
  }

  override reset(): void {
    this.adDifference.reset();
    this.emaFast.reset();
    this.emaSlow.reset();
    super.reset();
  }

  protected override take(bar: WholeBar): void {
    this.adDifference.update(bar);
    this.state.publish(bar.endTimeMs, this.emaFast.value - this.emaSlow.value);
  }
}
