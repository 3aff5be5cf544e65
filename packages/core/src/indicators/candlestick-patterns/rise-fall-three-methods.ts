import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, BodyShort } = CandleSetting;

/**
 * A long candle, three short ones against it that hold within its range, and a long one that goes on beyond its
 * close.
 */
export class RiseFallThreeMethods extends CandlestickPattern {
  constructor(name = 'RISEFALLTHREEMETHODS') {
    super(name, 5 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(4), this.candle(3), this.candle(2)];
    const [fourth, fifth] = [this.candle(1), this.candle(0)];
    const { color } = first;
    if (first.body <= this.average(BodyLong, 4) || fifth.body <= this.average(BodyLong, 0)) return 0;
    if (second.body >= this.average(BodyShort, 3) || third.body >= this.average(BodyShort, 2)) return 0;
    if (fourth.body >= this.average(BodyShort, 1)) return 0;
    if (color === second.color || second.color !== third.color || third.color !== fourth.color) return 0;
    const holds = [second, third, fourth].every(({ bottom, top }) => bottom < first.high && top > first.low);
    const isFound =
      holds &&
      fifth.color === color &&
      third.close * color < second.close * color &&
      fourth.close * color < third.close * color &&
      fifth.open * color > fourth.close * color &&
      fifth.close * color > first.close * color;
    return isFound ? color : 0;
  }
}
