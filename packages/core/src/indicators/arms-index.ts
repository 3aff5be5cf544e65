import type { SecuritySymbol } from '../market/symbol.ts';
import { AdvanceDeclineRatio } from './advance-decline-ratio.ts';
import { AdvanceDeclineVolumeRatio } from './advance-decline-volume-ratio.ts';
import { type WholeBar, WholeBarIndicator } from './whole-bar-indicator.ts';

/** Arms index (TRIN): ratio of rising to falling securities over the ratio of their volumes; zero while that is zero. */
export class ArmsIndex extends WholeBarIndicator {
  readonly adRatio: AdvanceDeclineRatio;
  readonly advRatio: AdvanceDeclineVolumeRatio;

  constructor(name = 'TRIN') {
    super(name, 2);
    this.adRatio = new AdvanceDeclineRatio(`${name}_A/D Ratio`);
    this.advRatio = new AdvanceDeclineVolumeRatio(`${name}_A/D Volume Ratio`);
  }

  override get isReady(): boolean {
    return this.adRatio.isReady && this.advRatio.isReady;
  }

  /** Follows a security. */
  add(asset: SecuritySymbol): void {
    this.adRatio.add(asset);
    this.advRatio.add(asset);
  }

  /** Follows a security no more. */
  remove(asset: SecuritySymbol): void {
    this.adRatio.remove(asset);
    this.advRatio.remove(asset);
  }

  override reset(): void {
    this.adRatio.reset();
    this.advRatio.reset();
    super.reset();
  }

  protected override take(bar: WholeBar): void {
    this.adRatio.update(bar);
    this.advRatio.update(bar);
    const volumes = this.advRatio.value;
    this.state.publish(bar.endTimeMs, volumes === 0 ? 0 : this.adRatio.value / volumes);
  }
}
