import { BarIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { WilderSwingIndex } from './wilder-swing-index.ts';

/** Running sum of Wilder's swing index. */
export class WilderAccumulativeSwingIndex extends BarIndicator {
  readonly #swing: WilderSwingIndex;

  /** @param limitMove largest change of price in one bar */
  constructor(...args: Named<[limitMove: number]>) {
    const [name, limitMove] = splitName(args);
    super(name ?? 'ASI', 2);
    this.#swing = new WilderSwingIndex(`${this.name}_SI`, limitMove);
  }

  override reset(): void {
    this.#swing.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#swing.pushBar(endTimeMs, open, high, low, close);
    this.state.publish(endTimeMs, this.value + this.#swing.value);
  }
}
