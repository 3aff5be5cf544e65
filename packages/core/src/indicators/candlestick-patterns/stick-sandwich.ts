import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { Equal } = CandleSetting;

/** A black candle, a white one above its close, and a black one with the same close as the first. */
export class StickSandwich extends CandlestickPattern {
  constructor(name = 'STICKSANDWICH') {
    super(name, 3 + Equal.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    const isFound =
      first.isBlack &&
      second.isWhite &&
      third.isBlack &&
      second.low > first.close &&
      Math.abs(third.close - first.close) <= this.average(Equal, 2);
    return isFound ? 1 : 0;
  }
}
