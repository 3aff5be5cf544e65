import { BarIndicator } from './indicator.ts';

/** Where the close went from the open, as a share of the bar's range, −1 to 1; zero for a bar without range. */
export class BalanceOfPower extends BarIndicator {
  constructor(name = 'BOP') {
    super(name, 1);
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const range = high - low;
    this.state.publish(endTimeMs, range > 0 ? (close - open) / range : 0);
  }
}
