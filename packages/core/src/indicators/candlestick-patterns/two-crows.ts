import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong } = CandleSetting;

/** A long white candle, a black one beyond a gap up, and a black one from within its body into the first body. */
export class TwoCrows extends CandlestickPattern {
  constructor(name = 'TWOCROWS') {
    super(name, 3 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    const isFound =
      first.isWhite &&
      first.body > this.average(BodyLong, 2) &&
      second.isBlack &&
      second.bodyGapsUpFrom(first) &&
      third.isBlack &&
      third.open < second.open &&
      third.open > second.close &&
      third.close > first.open &&
      third.close < first.close;
    return isFound ? -1 : 0;
  }
}
