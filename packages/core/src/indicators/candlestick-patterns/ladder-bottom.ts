import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { ShadowVeryShort } = CandleSetting;

/** Three black candles with lower opens and closes, a black one with an upper shadow, and a white one above it. */
export class LadderBottom extends CandlestickPattern {
  constructor(name = 'LADDERBOTTOM') {
    super(name, 5 + ShadowVeryShort.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(4), this.candle(3), this.candle(2)];
    const [fourth, fifth] = [this.candle(1), this.candle(0)];
    const isFound =
      first.isBlack &&
      second.isBlack &&
      third.isBlack &&
      first.open > second.open &&
      second.open > third.open &&
      first.close > second.close &&
      second.close > third.close &&
      fourth.isBlack &&
      fourth.upperShadow > this.average(ShadowVeryShort, 1) &&
      fifth.isWhite &&
      fifth.open > fourth.open &&
      fifth.close > fourth.high;
    return isFound ? 1 : 0;
  }
}
