import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { Near } = CandleSetting;

/** A gap, and a candle back of about the same size that opens within the body before and closes within the gap. */
export class TasukiGap extends CandlestickPattern {
  constructor(name = 'TASUKIGAP') {
    super(name, 3 + Near.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    if (second.color === third.color || Math.abs(second.body - third.body) >= this.average(Near, 1)) return 0;
    if (third.open >= second.top || third.open <= second.bottom) return 0;
    const isFound = second.isWhite
      ? second.bodyGapsUpFrom(first) && third.close < second.open && third.close > first.top
      : second.bodyGapsDownFrom(first) && third.close > second.open && third.close < first.bottom;
    return isFound ? second.color : 0;
  }
}
