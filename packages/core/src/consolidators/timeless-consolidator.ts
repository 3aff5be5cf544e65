import type { PriceData } from '../market/price-data.ts';
import type { QuoteBar } from '../market/quote-bar.ts';
import type { TradeBar } from '../market/trade-bar.ts';
import { Consolidator } from './consolidator.ts';

/** Takes a number out of a bar or tick. */
export type ConsolidatorSelector<I extends PriceData = TradeBar | QuoteBar> = (bar: I) => number;

/** The volume of a trade bar or tick; quotes have none. */
function tradedVolume(data: PriceData): number {
  if ('volume' in data) return data.volume;
  return 'quantity' in data ? data.quantity : 0;
}

/** Makes bars that end when a value has moved enough, not when time is over. */
export abstract class TimelessConsolidator<T extends TradeBar, I extends PriceData = PriceData> extends Consolidator<
  T,
  I
> {
  override readonly inputKind = null;
  override readonly needsScan = false;
  readonly #selector: ConsolidatorSelector<I>;
  readonly #volumeSelector: ConsolidatorSelector<I>;

  /**
   * @param selector the value that moves; the close unless given
   * @param volumeSelector what is summed up as volume; that of the trades unless given
   */
  constructor(selector: ConsolidatorSelector<I> | undefined, volumeSelector: ConsolidatorSelector<I> | undefined) {
    super();
    this.#selector = selector ?? ((bar) => bar.value);
    this.#volumeSelector = volumeSelector ?? tradedVolume;
  }

  override update(bar: I): void {
    const value = this.#selector(bar);
    const volume = this.#volumeSelector(bar);
    if (this.hasWorkingData) this.advance(bar, value, volume);
    if (!this.hasWorkingData) this.begin(bar, value, volume);
  }

  override scan(): void {
    // Time alone finishes nothing.
  }

  /** Adds to the bar under way, and finishes it when it is full. */
  protected abstract advance(bar: I, value: number, volume: number): void;

  /** Begins a bar. */
  protected abstract begin(bar: I, value: number, volume: number): void;

  /** As LEAN's: handlers of the finished bar are told before those who listen. */
  protected override emit(bar: T): void {
    this.window.add(bar);
    this.tellHandlers(bar);
    this.tellListeners(bar);
    this.consolidated = bar;
  }
}
