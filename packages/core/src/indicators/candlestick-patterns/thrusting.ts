import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, Equal } = CandleSetting;

/** A long black candle and a white one that opens below its low and closes in the lower half of its body. */
export class Thrusting extends CandlestickPattern {
  constructor(name = 'THRUSTING') {
    super(name, 2 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second] = [this.candle(1), this.candle(0)];
    const isFound =
      first.isBlack &&
      first.body > this.average(BodyLong, 1) &&
      second.isWhite &&
      second.open < first.low &&
      second.close > first.close + this.average(Equal, 1) &&
      second.close <= first.close + first.bodyShare(0.5);
    return isFound ? -1 : 0;
  }
}
