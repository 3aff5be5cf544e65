import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, ShadowVeryShort } = CandleSetting;

/** A long candle with hardly a shadow on the side where it closed. */
export class ClosingMarubozu extends CandlestickPattern {
  constructor(name = 'CLOSINGMARUBOZU') {
    super(name, 1 + BodyLong.period);
  }

  protected override recognize(): number {
    const candle = this.candle(0);
    const shadow = candle.isWhite ? candle.upperShadow : candle.lowerShadow;
    const isFound = candle.body > this.average(BodyLong, 0) && shadow < this.average(ShadowVeryShort, 0);
    return isFound ? candle.color : 0;
  }
}
