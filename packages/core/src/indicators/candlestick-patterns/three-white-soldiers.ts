import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyShort, ShadowVeryShort, Near, Far } = CandleSetting;

/**
 * Three rising white candles with hardly an upper shadow, each opening within or near the body before and not much
 * shorter.
 */
export class ThreeWhiteSoldiers extends CandlestickPattern {
  constructor(name = 'THREEWHITESOLDIERS') {
    super(name, 3 + BodyShort.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    if (!first.isWhite || !second.isWhite || !third.isWhite) return 0;
    if (third.close <= second.close || second.close <= first.close) return 0;
    const isFound =
      first.upperShadow < this.average(ShadowVeryShort, 2) &&
      second.upperShadow < this.average(ShadowVeryShort, 1) &&
      third.upperShadow < this.average(ShadowVeryShort, 0) &&
      second.open > first.open &&
      second.open <= first.close + this.average(Near, 2) &&
      third.open > second.open &&
      third.open <= second.close + this.average(Near, 1) &&
      second.body > first.body - this.average(Far, 2) &&
      third.body > second.body - this.average(Far, 1) &&
      third.body > this.average(BodyShort, 0);
    return isFound ? 1 : 0;
  }
}
