import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, ShadowVeryShort, Equal } = CandleSetting;

/** Two candles of opposite colors with the same open, the second long and with hardly a shadow where it opened. */
export class SeparatingLines extends CandlestickPattern {
  constructor(name = 'SEPARATINGLINES') {
    super(name, 2 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second] = [this.candle(1), this.candle(0)];
    const shadow = second.isWhite ? second.lowerShadow : second.upperShadow;
    const isFound =
      first.color !== second.color &&
      Math.abs(second.open - first.open) <= this.average(Equal, 1) &&
      second.body > this.average(BodyLong, 0) &&
      shadow < this.average(ShadowVeryShort, 0);
    return isFound ? second.color : 0;
  }
}
