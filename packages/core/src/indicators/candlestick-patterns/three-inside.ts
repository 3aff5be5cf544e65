import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, BodyShort } = CandleSetting;

/** A long candle, a short body within its body, and a candle of opposite color that closes beyond its open. */
export class ThreeInside extends CandlestickPattern {
  constructor(name = 'THREEINSIDE') {
    super(name, 3 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    const isBack = first.isWhite
      ? third.isBlack && third.close < first.open
      : third.isWhite && third.close > first.open;
    const isFound =
      isBack &&
      first.body > this.average(BodyLong, 2) &&
      second.body <= this.average(BodyShort, 1) &&
      second.isWithinBodyOf(first);
    return isFound ? -first.color : 0;
  }
}
