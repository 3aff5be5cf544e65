import { BarIndicator } from './indicator.ts';

/** Greatest of high − low and the distances of high and low from the close before; high − low for the first bar. */
export class TrueRange extends BarIndicator {
  #previousClose: number;

  constructor(name = 'TR') {
    super(name);
    this.#previousClose = Number.NaN;
  }

  override get isReady(): boolean {
    return this.samples > 1;
  }

  override get warmUpPeriod(): number {
    return 2;
  }

  override reset(): void {
    this.#previousClose = Number.NaN;
    super.reset();
  }

  protected override computeBar(_endTimeMs: number, _open: number, high: number, low: number, close: number): number {
    const previous = this.#previousClose;
    this.#previousClose = close;
    const range = high - low;
    if (previous !== previous) return range;
    return Math.max(range, Math.abs(previous - high), Math.abs(previous - low));
  }
}
