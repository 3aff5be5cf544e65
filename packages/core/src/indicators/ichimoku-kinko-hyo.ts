import { Delay } from './delay.ts';
import { BarIndicator, type CompositeIndicator } from './indicator.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { type Named, splitName } from './named.ts';

/**
 * Ichimoku: the middles of high and low over a short (tenkan) and a long (kijun) period, the middle of both some bars ago
 * (senkou A), the middle over a longer period some bars ago (senkou B), and the delayed close (chikou). The value is the
 * close.
 */
export class IchimokuKinkoHyo extends BarIndicator {
  readonly tenkan: CompositeIndicator;
  readonly kijun: CompositeIndicator;
  readonly senkouA: CompositeIndicator;
  readonly senkouB: CompositeIndicator;
  readonly chikou: Delay;
  readonly tenkanMaximum: Maximum;
  readonly tenkanMinimum: Minimum;
  readonly kijunMaximum: Maximum;
  readonly kijunMinimum: Minimum;
  readonly senkouBMaximum: Maximum;
  readonly senkouBMinimum: Minimum;
  readonly delayedTenkanSenkouA: Delay;
  readonly delayedKijunSenkouA: Delay;
  readonly delayedMaximumSenkouB: Delay;
  readonly delayedMinimumSenkouB: Delay;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(
    ...args: Named<
      [
        tenkanPeriod?: number,
        kijunPeriod?: number,
        senkouAPeriod?: number,
        senkouBPeriod?: number,
        senkouADelayPeriod?: number,
        senkouBDelayPeriod?: number,
      ]
    >
  ) {
    const [name, tenkan = 9, kijun = 26, senkouA = 26, senkouB = 52, delayA = 26, delayB = 26] = splitName(args);
    super(
      name ?? `ICHIMOKU(${tenkan},${kijun},${senkouA},${senkouB},${delayA},${delayB})`,
      Math.max(tenkan + delayA, kijun + delayA, senkouB + delayB),
    );
    this.tenkanMaximum = new Maximum(`${this.name}_TenkanMax`, tenkan);
    this.tenkanMinimum = new Minimum(`${this.name}_TenkanMin`, tenkan);
    this.kijunMaximum = new Maximum(`${this.name}_KijunMax`, kijun);
    this.kijunMinimum = new Minimum(`${this.name}_KijunMin`, kijun);
    this.senkouBMaximum = new Maximum(`${this.name}_SenkouBMaximum`, senkouB);
    this.senkouBMinimum = new Minimum(`${this.name}_SenkouBMinimum`, senkouB);
    this.delayedMaximumSenkouB = new Delay(`${this.name}DelayedMax`, delayB).of(this.senkouBMaximum);
    this.delayedMinimumSenkouB = new Delay(`${this.name}DelayedMin`, delayB).of(this.senkouBMinimum);
    this.tenkan = this.tenkanMaximum.plus(this.tenkanMinimum).over(2);
    this.delayedTenkanSenkouA = new Delay(`${this.name}DelayedTenkan`, delayA).of(this.tenkan);
    this.kijun = this.kijunMaximum.plus(this.kijunMinimum).over(2);
    this.delayedKijunSenkouA = new Delay(`${this.name}DelayedKijun`, delayA).of(this.kijun);
    this.senkouA = this.delayedTenkanSenkouA.plus(this.delayedKijunSenkouA).over(2);
    this.senkouB = this.delayedMaximumSenkouB.plus(this.delayedMinimumSenkouB).over(2);
    this.chikou = new Delay(`${this.name}_Chikou`, delayA);
  }

  override get isReady(): boolean {
    return this.tenkan.isReady && this.kijun.isReady && this.senkouA.isReady && this.senkouB.isReady;
  }

  /** Composed lines reset what they are made of. */
  override reset(): void {
    this.tenkan.reset();
    this.kijun.reset();
    this.senkouA.reset();
    this.senkouB.reset();
    this.senkouBMaximum.reset();
    this.senkouBMinimum.reset();
    this.chikou.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.tenkanMaximum.push(endTimeMs, high);
    this.tenkanMinimum.push(endTimeMs, low);
    this.kijunMaximum.push(endTimeMs, high);
    this.kijunMinimum.push(endTimeMs, low);
    this.senkouBMaximum.push(endTimeMs, high);
    this.senkouBMinimum.push(endTimeMs, low);
    this.chikou.push(endTimeMs, close);
    this.state.publish(endTimeMs, close);
  }
}
