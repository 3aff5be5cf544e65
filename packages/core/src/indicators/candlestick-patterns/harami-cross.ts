import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, BodyDoji } = CandleSetting;

/** A long candle and a doji within its body. */
export class HaramiCross extends CandlestickPattern {
  constructor(name = 'HARAMICROSS') {
    super(name, 2 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second] = [this.candle(1), this.candle(0)];
    const isFound =
      first.body > this.average(BodyLong, 1) &&
      second.body <= this.average(BodyDoji, 0) &&
      second.isWithinBodyOf(first);
    return isFound ? -first.color : 0;
  }
}
