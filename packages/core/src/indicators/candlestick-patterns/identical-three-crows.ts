import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { ShadowVeryShort, Equal } = CandleSetting;

/** Three falling black candles with hardly a lower shadow, each opening at the close before. */
export class IdenticalThreeCrows extends CandlestickPattern {
  constructor(name = 'IDENTICALTHREECROWS') {
    super(name, 3 + ShadowVeryShort.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    const isFound =
      first.isBlack &&
      first.lowerShadow < this.average(ShadowVeryShort, 2) &&
      second.isBlack &&
      second.lowerShadow < this.average(ShadowVeryShort, 1) &&
      third.isBlack &&
      third.lowerShadow < this.average(ShadowVeryShort, 0) &&
      first.close > second.close &&
      second.close > third.close &&
      Math.abs(second.open - first.close) <= this.average(Equal, 2) &&
      Math.abs(third.open - second.close) <= this.average(Equal, 1);
    return isFound ? -1 : 0;
  }
}
