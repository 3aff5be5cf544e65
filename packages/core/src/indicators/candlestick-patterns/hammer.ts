import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyShort, ShadowLong, ShadowVeryShort, Near } = CandleSetting;

/** A short body with a long lower shadow and hardly an upper one, near the low before. */
export class Hammer extends CandlestickPattern {
  constructor(name = 'HAMMER') {
    super(name, 2 + BodyShort.period);
  }

  protected override recognize(): number {
    const candle = this.candle(0);
    const isFound =
      candle.body < this.average(BodyShort, 0) &&
      candle.lowerShadow > this.average(ShadowLong, 0) &&
      candle.upperShadow < this.average(ShadowVeryShort, 0) &&
      candle.bottom <= this.candle(1).low + this.average(Near, 1);
    return isFound ? 1 : 0;
  }
}
