import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, BodyShort } = CandleSetting;

/** A long candle and a short body within its body. */
export class Harami extends CandlestickPattern {
  constructor(name = 'HARAMI') {
    super(name, 2 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second] = [this.candle(1), this.candle(0)];
    const isFound =
      first.body > this.average(BodyLong, 1) &&
      second.body <= this.average(BodyShort, 0) &&
      second.isWithinBodyOf(first);
    return isFound ? -first.color : 0;
  }
}
