import { BarIndicator } from './indicator.ts';

/** Greatest of high − low and the distances of high and low from the close before; high − low for the first bar. */
export class TrueRange extends BarIndicator {
  private previousClose: number;

  constructor(name = 'TR') {
    super(name);
    this.previousClose = Number.NaN;
  }

  override get isReady(): boolean {
    return this.samples > 1;
  }

  override get warmUpPeriod(): number {
    return 2;
  }

  override reset(): void {
    this.previousClose = Number.NaN;
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number, close: number): void {
    const state = this.state;
    if (!state.accept(endTimeMs)) return;
    const previous = this.previousClose;
    this.previousClose = close;
    const range = high - low;
    const isFirst = previous !== previous;
    state.publish(endTimeMs, isFirst ? range : Math.max(range, Math.abs(previous - high), Math.abs(previous - low)));
  }
}
