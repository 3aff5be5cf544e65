import type { SecuritySymbol } from '../market/symbol.ts';
import { AssetPeriod } from './asset-period.ts';
import { Line } from './line.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { type WholeBar, WholeBarIndicator } from './whole-bar-indicator.ts';

/** Largest high and smallest low of a security's bars before the current one. */
class Extremes {
  readonly high: Maximum;
  readonly low: Minimum;

  constructor(period: number) {
    this.high = new Maximum(period);
    this.low = new Minimum(period);
  }

  push(bar: WholeBar): void {
    this.high.push(bar.endTimeMs, bar.high);
    this.low.push(bar.endTimeMs, bar.low);
  }
}

/**
 * Compares securities whose high is above those of the `period` bars before with those whose low is below, once each of them
 * has its bar. It takes the bars of the securities added to it. The value is the difference.
 */
export class NewHighsNewLows extends WholeBarIndicator {
  /** How many more new highs there are than new lows. */
  readonly difference: Line;
  /** New highs over new lows; the number of highs while there is no low. */
  readonly ratio: Line;
  protected newHighs: readonly WholeBar[];
  protected newLows: readonly WholeBar[];
  readonly #length: number;
  readonly #period: AssetPeriod;
  readonly #extremes: Map<string, Extremes>;

  constructor(name: string, period: number) {
    super(name, period + 1);
    this.#length = period;
    this.#period = new AssetPeriod();
    this.#extremes = new Map();
    this.newHighs = [];
    this.newLows = [];
    this.difference = new Line(`${name}_Difference`, this);
    this.ratio = new Line(`${name}_Ratio`, this);
  }

  override get needsVolume(): boolean {
    return false;
  }

  override get isReady(): boolean {
    if (this.#extremes.size === 0) return false;
    for (const { high } of this.#extremes.values()) if (!high.isReady) return false;
    return true;
  }

  /** Follows a security. */
  add(asset: SecuritySymbol): void {
    this.#period.add(asset);
    if (!this.#extremes.has(asset.id)) this.#extremes.set(asset.id, new Extremes(this.#length));
  }

  /** Follows a security no more. */
  remove(asset: SecuritySymbol): void {
    this.#period.remove(asset);
    this.#extremes.delete(asset.id);
  }

  override reset(): void {
    this.#period.reset();
    for (const id of this.#extremes.keys()) this.#extremes.set(id, new Extremes(this.#length));
    this.newHighs = [];
    this.newLows = [];
    this.difference.reset();
    this.ratio.reset();
    super.reset();
  }

  protected override take(bar: WholeBar): void {
    const period = this.#period;
    if (period.isLate(bar)) {
      this.#extremes.get(bar.symbol.id)?.push(bar);
    } else if (period.isOverWith(bar)) {
      for (const [id, last] of period.bars) if (last !== null) this.#extremes.get(id)?.push(last);
      period.begin(bar);
    }
    period.take(bar);
    if (this.isReady && period.isComplete) this.#compute(bar.endTimeMs);
  }

  #compute(endTimeMs: number): void {
    const bars = [...this.#period.bars] as [string, WholeBar][];
    this.newHighs = bars.filter(([id, bar]) => bar.high > (this.#extremes.get(id) as Extremes).high.value).map(second);
    this.newLows = bars.filter(([id, bar]) => bar.low < (this.#extremes.get(id) as Extremes).low.value).map(second);
    const highs = this.newHighs.length;
    const lows = this.newLows.length;
    this.difference.push(endTimeMs, highs - lows);
    this.ratio.push(endTimeMs, lows === 0 ? highs : highs / lows);
    this.state.publish(endTimeMs, this.choose(endTimeMs));
  }

  /** The indicator's own value, when the lines have theirs. @param _endTimeMs epoch ms UTC */
  protected choose(_endTimeMs: number): number {
    return this.difference.value;
  }
}

function second<T>([, value]: readonly [string, T]): T {
  return value;
}
