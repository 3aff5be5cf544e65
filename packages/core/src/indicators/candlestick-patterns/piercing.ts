import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong } = CandleSetting;

/** A long black candle and a long white one that opens below its low and closes in the upper half of its body. */
export class Piercing extends CandlestickPattern {
  constructor(name = 'PIERCING') {
    super(name, 2 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second] = [this.candle(1), this.candle(0)];
    const isFound =
      first.isBlack &&
      first.body > this.average(BodyLong, 1) &&
      second.isWhite &&
      second.body > this.average(BodyLong, 0) &&
      second.open < first.low &&
      second.close < first.open &&
      second.close > first.close + first.bodyShare(0.5);
    return isFound ? 1 : 0;
  }
}
