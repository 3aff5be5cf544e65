import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyDoji } = CandleSetting;

/** A candle that opens and closes at about the same price. */
export class Doji extends CandlestickPattern {
  constructor(name = 'DOJI') {
    super(name, 1 + BodyDoji.period);
  }

  protected override recognize(): number {
    return this.candle(0).body <= this.average(BodyDoji, 0) ? 1 : 0;
  }
}
