import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { ShadowVeryShort } = CandleSetting;

/** After a white candle three falling black ones with hardly a lower shadow, each opening within the body before. */
export class ThreeBlackCrows extends CandlestickPattern {
  constructor(name = 'THREEBLACKCROWS') {
    super(name, 4 + ShadowVeryShort.period);
  }

  protected override recognize(): number {
    const [white, first, second, third] = [this.candle(3), this.candle(2), this.candle(1), this.candle(0)];
    const isFound =
      white.isWhite &&
      first.isBlack &&
      first.lowerShadow < this.average(ShadowVeryShort, 2) &&
      second.isBlack &&
      second.lowerShadow < this.average(ShadowVeryShort, 1) &&
      third.isBlack &&
      third.lowerShadow < this.average(ShadowVeryShort, 0) &&
      second.open < first.open &&
      second.open > first.close &&
      third.open < second.open &&
      third.open > second.close &&
      white.high > first.close &&
      first.close > second.close &&
      second.close > third.close;
    return isFound ? -1 : 0;
  }
}
