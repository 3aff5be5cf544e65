import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, BodyShort } = CandleSetting;

/**
 * A long black candle, a black body within it with a lower low, and a short white candle that opens above that
 * low.
 */
export class UniqueThreeRiver extends CandlestickPattern {
  constructor(name = 'UNIQUETHREERIVER') {
    super(name, 3 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    const isFound =
      first.isBlack &&
      first.body > this.average(BodyLong, 2) &&
      second.isBlack &&
      second.close > first.close &&
      second.open <= first.open &&
      second.low < first.low &&
      third.isWhite &&
      third.body < this.average(BodyShort, 0) &&
      third.open > second.low;
    return isFound ? 1 : 0;
  }
}
