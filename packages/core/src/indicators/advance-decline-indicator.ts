import type { SecuritySymbol } from '../market/symbol.ts';
import { AssetPeriod } from './asset-period.ts';
import { type WholeBar, WholeBarIndicator } from './whole-bar-indicator.ts';

/**
 * Compares the securities whose close rose with those whose close fell, once each of them has its bar of the period. It takes
 * the bars of the securities added to it.
 */
export abstract class AdvanceDeclineIndicator extends WholeBarIndicator {
  readonly #period: AssetPeriod;
  readonly #previousCloses: Map<string, number>;

  constructor(name: string) {
    super(name, 2);
    this.#period = new AssetPeriod();
    this.#previousCloses = new Map();
  }

  /** Once a period has been completed. */
  override get isReady(): boolean {
    return this.#previousCloses.size > 0;
  }

  /** Follows a security. */
  add(asset: SecuritySymbol): void {
    this.#period.add(asset);
  }

  /** Follows a security no more. */
  remove(asset: SecuritySymbol): void {
    this.#period.remove(asset);
    this.#previousCloses.delete(asset.id);
  }

  override reset(): void {
    this.#period.reset();
    this.#previousCloses.clear();
    super.reset();
  }

  protected override take(bar: WholeBar): void {
    const period = this.#period;
    if (period.isLate(bar)) {
      this.#previousCloses.set(bar.symbol.id, bar.close);
    } else if (period.isOverWith(bar)) {
      for (const [id, last] of period.bars) {
        if (last === null) this.#previousCloses.delete(id);
        else this.#previousCloses.set(id, last.close);
      }
      period.begin(bar);
    }
    period.take(bar);
    if (this.#previousCloses.size > 0 && period.isComplete) this.state.publish(bar.endTimeMs, this.#compute());
  }

  /** How much a security counts. */
  protected abstract weight(bar: WholeBar): number;

  /** The value, from the sums of those that rose and of those that fell. */
  protected abstract compare(advance: number, decline: number): number;

  #compute(): number {
    let advance = 0;
    let decline = 0;
    for (const [id, bar] of this.#period.bars) {
      const change = (bar as WholeBar).close - (this.#previousCloses.get(id) ?? Number.NaN);
      if (change > 0) advance += this.weight(bar as WholeBar);
      else if (change < 0) decline += this.weight(bar as WholeBar);
    }
    return this.compare(advance, decline);
  }
}
