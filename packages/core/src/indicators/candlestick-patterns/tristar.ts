import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyDoji } = CandleSetting;

/** Three dojis, the second beyond a gap and the third not beyond the second. */
export class Tristar extends CandlestickPattern {
  constructor(name = 'TRISTAR') {
    super(name, 3 + BodyDoji.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    const limit = this.average(BodyDoji, 2);
    if (first.body > limit || second.body > limit || third.body > limit) return 0;
    if (second.bodyGapsUpFrom(first) && third.top < second.top) return -1;
    return second.bodyGapsDownFrom(first) && third.bottom > second.bottom ? 1 : 0;
  }
}
