import type { SecuritySymbol } from '../market/symbol.ts';
import { McClellanOscillator } from './mc-clellan-oscillator.ts';
import { type Named, splitName } from './named.ts';
import { type WholeBar, WholeBarIndicator } from './whole-bar-indicator.ts';

/** Running sum of the McClellan oscillator, which counts once for each period, and its current value. */
export class McClellanSummationIndex extends WholeBarIndicator {
  readonly mcClellanOscillator: McClellanOscillator;
  private sum: number;
  private lastCountedMs: number;

  /** @throws LockstepError `INDICATOR_INVALID` unless fast ≤ slow */
  constructor(...args: Named<[fastPeriod?: number, slowPeriod?: number]>) {
    const [name, fastPeriod = 19, slowPeriod = 39] = splitName(args);
    super(name ?? 'McClellanSummationIndex', slowPeriod + 2);
    this.mcClellanOscillator = new McClellanOscillator(`${this.name}_Oscillator`, fastPeriod, slowPeriod);
    this.sum = 0;
    this.lastCountedMs = Number.NaN;
  }

  override get needsVolume(): boolean {
    return false;
  }

  override get isReady(): boolean {
    return this.mcClellanOscillator.isReady;
  }

  /** Follows a security. */
  add(asset: SecuritySymbol): void {
    this.mcClellanOscillator.add(asset);
  }

  /** Follows a security no more. */
  remove(asset: SecuritySymbol): void {
    this.mcClellanOscillator.remove(asset);
  }

  override reset(): void {
    this.mcClellanOscillator.reset();
    this.sum = 0;
    this.lastCountedMs = Number.NaN;
    super.reset();
  }

  protected override take(bar: WholeBar): void {
    this.mcClellanOscillator.update(bar);
    const { value } = this.mcClellanOscillator;
    if (bar.endTimeMs !== this.lastCountedMs) {
      this.lastCountedMs = bar.endTimeMs;
      this.sum += value;
    }
    this.state.publish(bar.endTimeMs, this.sum + value);
  }
}
