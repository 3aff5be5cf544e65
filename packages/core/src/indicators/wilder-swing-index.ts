import { BarIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';

/**
 * Wilder's swing index, −100 to 100: `50 × N / R × K / limit`, which compares the change of closes and bodies (N) with the
 * range that bars reached from the close before (R), and the largest move (K) with the limit of a day. Zero for the first bar.
 */
export class WilderSwingIndex extends BarIndicator {
  readonly #limitMove: number;
  private lastOpen: number;
  private lastClose: number;

  /** @param limitMove largest change of price in one bar; its sign does not matter */
  constructor(...args: Named<[limitMove: number]>) {
    const [name, limitMove] = splitName(args);
    super(name ?? 'SI', 2);
    this.#limitMove = Math.abs(limitMove);
    this.lastOpen = 0;
    this.lastClose = 0;
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const value = this.isReady ? this.#swing(open, high, low, close) : 0;
    this.lastOpen = open;
    this.lastClose = close;
    this.state.publish(endTimeMs, value);
  }

  #swing(open: number, high: number, low: number, close: number): number {
    const before = this.lastClose;
    const bodyBefore = before - this.lastOpen;
    const up = Math.abs(high - before);
    const down = Math.abs(low - before);
    const range = Math.abs(high - low);
    const reach = longestReach(up, down, range) + 0.25 * Math.abs(bodyBefore);
    if (reach === 0 || this.#limitMove === 0) return 0;
    const change = close - before + 0.5 * (close - open) + 0.25 * bodyBefore;
    return 50 * (change / reach) * (Math.max(up, down) / this.#limitMove);
  }
}

/** The longest of the three distances, from which half of the opposite one is taken unless it is the range. */
function longestReach(up: number, down: number, range: number): number {
  if (up >= down && up >= range) return up - 0.5 * down;
  return down >= range ? down - 0.5 * up : range;
}
