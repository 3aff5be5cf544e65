import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong } = CandleSetting;

/** A long candle, a gap and two candles on in its direction, and one back that closes within the gap. */
export class Breakaway extends CandlestickPattern {
  constructor(name = 'BREAKAWAY') {
    super(name, 5 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(4), this.candle(3), this.candle(2)];
    const [fourth, fifth] = [this.candle(1), this.candle(0)];
    if (first.body <= this.average(BodyLong, 4)) return 0;
    if (first.color !== second.color || second.color !== fourth.color || fourth.color === fifth.color) return 0;
    const { color } = first;
    const gaps = first.isWhite ? second.bodyGapsUpFrom(first) : second.bodyGapsDownFrom(first);
    const goesOn =
      third.high * color > second.high * color &&
      third.low * color > second.low * color &&
      fourth.high * color > third.high * color &&
      fourth.low * color > third.low * color;
    const closesInGap = fifth.close * color < second.open * color && fifth.close * color > first.close * color;
    return gaps && goesOn && closesInGap ? fifth.color : 0;
  }
}
