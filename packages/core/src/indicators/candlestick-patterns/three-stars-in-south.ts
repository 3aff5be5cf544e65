import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, BodyShort, ShadowLong, ShadowVeryShort } = CandleSetting;

/**
 * Three black candles that become smaller and keep above the low before: with a long lower shadow, with one,
 * without shadows.
 */
export class ThreeStarsInSouth extends CandlestickPattern {
  constructor(name = 'THREESTARSINSOUTH') {
    super(name, 3 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    if (!first.isBlack || !second.isBlack || !third.isBlack) return 0;
    if (first.body <= this.average(BodyLong, 2) || first.lowerShadow <= this.average(ShadowLong, 2)) return 0;
    const isSecond =
      second.body < first.body &&
      second.open > first.close &&
      second.open <= first.high &&
      second.low < first.close &&
      second.low >= first.low &&
      second.lowerShadow > this.average(ShadowVeryShort, 1);
    const limit = this.average(ShadowVeryShort, 0);
    const isThird =
      third.body < this.average(BodyShort, 0) &&
      third.lowerShadow < limit &&
      third.upperShadow < limit &&
      third.low > second.low &&
      third.high < second.high;
    return isSecond && isThird ? 1 : 0;
  }
}
