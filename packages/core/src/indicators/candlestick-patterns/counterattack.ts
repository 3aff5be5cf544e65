import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, Equal } = CandleSetting;

/** Two long candles of opposite colors that close at the same price. */
export class Counterattack extends CandlestickPattern {
  constructor(name = 'COUNTERATTACK') {
    super(name, 2 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second] = [this.candle(1), this.candle(0)];
    const isFound =
      first.color !== second.color &&
      first.body > this.average(BodyLong, 1) &&
      second.body > this.average(BodyLong, 0) &&
      Math.abs(second.close - first.close) <= this.average(Equal, 1);
    return isFound ? second.color : 0;
  }
}
