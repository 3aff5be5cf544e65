import type { TradeBarInput } from './indicator-data-point.ts';
import { TradeBarIndicator } from './trade-bar-indicator.ts';

/** Running sum of the volume, positive with a higher close and negative with a lower one; starts with the first volume. */
export class OnBalanceVolume extends TradeBarIndicator {
  private lastClose: number;

  constructor(name = 'OBV') {
    super(name, 1);
    this.lastClose = 0;
  }

  override pushTradeBar(bar: TradeBarInput): void {
    const { endTimeMs, close, volume } = bar;
    if (!this.state.accept(endTimeMs)) return;
    const direction = this.samples === 1 ? 1 : Math.sign(close - this.lastClose);
    this.lastClose = close;
    this.state.publish(endTimeMs, this.value + direction * volume);
  }
}
