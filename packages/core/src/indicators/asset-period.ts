import type { SecuritySymbol } from '../market/symbol.ts';
import type { WholeBar } from './whole-bar-indicator.ts';

/**
 * Bars of several securities that start at the same time. A period is over with the first bar of a later start; a bar of
 * another start, or of a security that was not added, is not taken.
 */
export class AssetPeriod {
  /** The bar of each security added, null until it comes. */
  readonly bars: Map<string, WholeBar | null>;
  private timeMs: number;
  private missing: number;

  constructor() {
    this.bars = new Map();
    this.timeMs = Number.NaN;
    this.missing = 0;
  }

  add(asset: SecuritySymbol): void {
    if (this.bars.has(asset.id)) return;
    this.bars.set(asset.id, null);
    this.missing++;
  }

  remove(asset: SecuritySymbol): void {
    if (this.bars.get(asset.id) === null) this.missing--;
    this.bars.delete(asset.id);
  }

  /** Whether a bar begins a later period; its predecessors must be kept before it is taken. */
  isOverWith(bar: WholeBar): boolean {
    return bar.timeMs > this.timeMs;
  }

  /** Whether a bar belongs to the period before the current one. */
  isLate(bar: WholeBar): boolean {
    return bar.endTimeMs === this.timeMs && this.bars.has(bar.symbol.id);
  }

  /** Forgets the bars and begins a period. */
  begin(bar: WholeBar): void {
    this.reset();
    this.timeMs = bar.timeMs;
  }

  take(bar: WholeBar): void {
    const known = this.bars.get(bar.symbol.id);
    if (known === undefined) return;
    if (Number.isNaN(this.timeMs)) this.timeMs = bar.timeMs;
    if (bar.timeMs !== this.timeMs) return;
    if (known === null) this.missing--;
    this.bars.set(bar.symbol.id, bar);
  }

  /** Whether each security has its bar. */
  get isComplete(): boolean {
    return this.missing === 0;
  }

  reset(): void {
    for (const id of this.bars.keys()) this.bars.set(id, null);
    this.missing = this.bars.size;
    this.timeMs = Number.NaN;
  }
}
