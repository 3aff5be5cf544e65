import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { Equal } = CandleSetting;

/** Two black candles that close at the same price. */
export class MatchingLow extends CandlestickPattern {
  constructor(name = 'MATCHINGLOW') {
    super(name, 2 + Equal.period);
  }

  protected override recognize(): number {
    const [first, second] = [this.candle(1), this.candle(0)];
    const isFound = first.isBlack && second.isBlack && Math.abs(second.close - first.close) <= this.average(Equal, 1);
    return isFound ? 1 : 0;
  }
}
