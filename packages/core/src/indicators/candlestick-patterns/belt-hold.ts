import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, ShadowVeryShort } = CandleSetting;

/** A long candle with hardly a shadow on the side where it opened. */
export class BeltHold extends CandlestickPattern {
  constructor(name = 'BELTHOLD') {
    super(name, 1 + BodyLong.period);
  }

  protected override recognize(): number {
    const candle = this.candle(0);
    const shadow = candle.isWhite ? candle.lowerShadow : candle.upperShadow;
    const isFound = candle.body > this.average(BodyLong, 0) && shadow < this.average(ShadowVeryShort, 0);
    return isFound ? candle.color : 0;
  }
}
