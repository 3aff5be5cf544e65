import { BarIndicator } from './indicator.ts';

/** Where the close lies in the bar, 0 at the low and 1 at the high; one half for a bar without range. */
export class InternalBarStrength extends BarIndicator {
  constructor(name = 'IBS()') {
    super(name, 1);
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number, close: number): void {
    if (this.state.accept(endTimeMs)) this.state.publish(endTimeMs, high === low ? 0.5 : (close - low) / (high - low));
  }
}
