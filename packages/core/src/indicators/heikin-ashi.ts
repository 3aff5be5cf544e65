import { Identity } from './identity.ts';
import type { TradeBarInput } from './indicator-data-point.ts';
import { TradeBarIndicator } from './trade-bar-indicator.ts';

/**
 * Heikin Ashi candles: the close is the mean of the bar's four prices, the open the middle of the candle before, high and low
 * are widened to both. The value is the close. The volume of bars of quotes is zero.
 */
export class HeikinAshi extends TradeBarIndicator {
  readonly open: Identity;
  readonly high: Identity;
  readonly low: Identity;
  readonly close: Identity;
  readonly volume: Identity;

  constructor(name = 'HA') {
    super(name, 2);
    this.open = new Identity(`${name}_Open`);
    this.high = new Identity(`${name}_High`);
    this.low = new Identity(`${name}_Low`);
    this.close = new Identity(`${name}_Close`);
    this.volume = new Identity(`${name}_Volume`);
  }

  override get needsVolume(): boolean {
    return false;
  }

  override reset(): void {
    this.open.reset();
    this.high.reset();
    this.low.reset();
    this.close.reset();
    this.volume.reset();
    super.reset();
  }

  override pushTradeBar(bar: TradeBarInput): void {
    const { endTimeMs, open, high, low, close, volume } = bar;
    if (!this.state.accept(endTimeMs)) return;
    const isFirst = this.samples === 1;
    const candleOpen = isFirst ? (open + close) / 2 : (this.open.value + this.close.value) / 2;
    const candleClose = (open + high + low + close) / 4;
    this.open.push(endTimeMs, candleOpen);
    this.close.push(endTimeMs, candleClose);
    this.high.push(endTimeMs, isFirst ? high : Math.max(high, candleOpen, candleClose));
    this.low.push(endTimeMs, isFirst ? low : Math.min(low, candleOpen, candleClose));
    this.volume.push(endTimeMs, volume);
    this.state.publish(endTimeMs, candleClose);
  }
}
