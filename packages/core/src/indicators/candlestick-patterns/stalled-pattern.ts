import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, BodyShort, ShadowVeryShort, Near } = CandleSetting;

/** Three white candles with higher closes: two long ones and a short one on the shoulder of the second. */
export class StalledPattern extends CandlestickPattern {
  constructor(name = 'STALLEDPATTERN') {
    super(name, 3 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    const isFound =
      first.isWhite &&
      second.isWhite &&
      third.isWhite &&
      third.close > second.close &&
      second.close > first.close &&
      first.body > this.average(BodyLong, 2) &&
      second.body > this.average(BodyLong, 1) &&
      second.upperShadow < this.average(ShadowVeryShort, 1) &&
      second.open > first.open &&
      second.open <= first.close + this.average(Near, 2) &&
      third.body < this.average(BodyShort, 0) &&
      third.open >= second.close - third.body - this.average(Near, 1);
    return isFound ? -1 : 0;
  }
}
