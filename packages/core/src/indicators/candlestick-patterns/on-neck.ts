import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, Equal } = CandleSetting;

/** A long black candle and a white one that opens below its low and closes at it. */
export class OnNeck extends CandlestickPattern {
  constructor(name = 'ONNECK') {
    super(name, 2 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second] = [this.candle(1), this.candle(0)];
    const isFound =
      first.isBlack &&
      first.body > this.average(BodyLong, 1) &&
      second.isWhite &&
      second.open < first.low &&
      Math.abs(second.close - first.low) <= this.average(Equal, 1);
    return isFound ? -1 : 0;
  }
}
