import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, BodyShort } = CandleSetting;

/** A long black candle and a short black body within its body. */
export class HomingPigeon extends CandlestickPattern {
  constructor(name = 'HOMINGPIGEON') {
    super(name, 2 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second] = [this.candle(1), this.candle(0)];
    const isFound =
      first.isBlack &&
      second.isBlack &&
      first.body > this.average(BodyLong, 1) &&
      second.body <= this.average(BodyShort, 0) &&
      second.open < first.open &&
      second.close > first.close;
    return isFound ? 1 : 0;
  }
}
