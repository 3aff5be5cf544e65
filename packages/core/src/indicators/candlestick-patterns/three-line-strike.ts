import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { Near } = CandleSetting;

/**
 * Three candles of one color on their way, each opening within or near the body before, and one that takes all of
 * it back.
 */
export class ThreeLineStrike extends CandlestickPattern {
  constructor(name = 'THREELINESTRIKE') {
    super(name, 4 + Near.period);
  }

  protected override recognize(): number {
    const [first, second, third, fourth] = [this.candle(3), this.candle(2), this.candle(1), this.candle(0)];
    if (first.color !== second.color || second.color !== third.color || third.color === fourth.color) return 0;
    const firstNear = this.average(Near, 3);
    const secondNear = this.average(Near, 2);
    if (second.open < first.bottom - firstNear || second.open > first.top + firstNear) return 0;
    if (third.open < second.bottom - secondNear || third.open > second.top + secondNear) return 0;
    const { color } = third;
    const isFound =
      third.close * color > second.close * color &&
      second.close * color > first.close * color &&
      fourth.open * color > third.close * color &&
      fourth.close * color < first.open * color;
    return isFound ? color : 0;
  }
}
