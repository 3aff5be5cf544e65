import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, ShadowVeryShort } = CandleSetting;

/** A long body with hardly a shadow. */
export class Marubozu extends CandlestickPattern {
  constructor(name = 'MARUBOZU') {
    super(name, 1 + BodyLong.period);
  }

  protected override recognize(): number {
    const candle = this.candle(0);
    const limit = this.average(ShadowVeryShort, 0);
    const isLong = candle.body > this.average(BodyLong, 0);
    return isLong && candle.upperShadow < limit && candle.lowerShadow < limit ? candle.color : 0;
  }
}
