import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, BodyDoji } = CandleSetting;

/** A long candle and a doji beyond a gap in its direction. */
export class DojiStar extends CandlestickPattern {
  constructor(name = 'DOJISTAR') {
    super(name, 2 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second] = [this.candle(1), this.candle(0)];
    const gaps = first.isWhite ? second.bodyGapsUpFrom(first) : second.bodyGapsDownFrom(first);
    const isFound = gaps && first.body > this.average(BodyLong, 1) && second.body <= this.average(BodyDoji, 0);
    return isFound ? -first.color : 0;
  }
}
