import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyDoji, ShadowVeryLong, ShadowVeryShort } = CandleSetting;

/** A doji with hardly an upper shadow and a very long lower one. */
export class Takuri extends CandlestickPattern {
  constructor(name = 'TAKURI') {
    super(name, 1 + BodyDoji.period);
  }

  protected override recognize(): number {
    const candle = this.candle(0);
    const isFound =
      candle.body <= this.average(BodyDoji, 0) &&
      candle.upperShadow < this.average(ShadowVeryShort, 0) &&
      candle.lowerShadow > this.average(ShadowVeryLong, 0);
    return isFound ? 1 : 0;
  }
}
