import type { TradeBarInput } from './indicator-data-point.ts';
import { TradeBarIndicator } from './trade-bar-indicator.ts';

/** Running sum of volume times where the close lies in the bar: −1 at the low, 1 at the high. A bar without range adds nothing. */
export class AccumulationDistribution extends TradeBarIndicator {
  constructor(name = 'AD') {
    super(name, 1);
  }

  override pushTradeBar(bar: TradeBarInput): void {
    const { endTimeMs, high, low, close, volume } = bar;
    if (!this.state.accept(endTimeMs)) return;
    const range = high - low;
    const flow = range > 0 ? ((close - low - (high - close)) / range) * volume : 0;
    this.state.publish(endTimeMs, this.value + flow);
  }
}
