import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, BodyShort } = CandleSetting;

/**
 * A long white candle, a short black one beyond a gap up, and a black one that engulfs it and closes above the
 * first.
 */
export class UpsideGapTwoCrows extends CandlestickPattern {
  constructor(name = 'UPSIDEGAPTWOCROWS') {
    super(name, 3 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    const isFound =
      first.isWhite &&
      first.body > this.average(BodyLong, 2) &&
      second.isBlack &&
      second.body <= this.average(BodyShort, 1) &&
      second.bodyGapsUpFrom(first) &&
      third.isBlack &&
      third.open > second.open &&
      third.close < second.close &&
      third.close > first.close;
    return isFound ? -1 : 0;
  }
}
