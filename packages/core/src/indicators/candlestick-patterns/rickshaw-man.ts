import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyDoji, ShadowLong, Near } = CandleSetting;

/** A doji with long shadows on both sides and its body near the middle. */
export class RickshawMan extends CandlestickPattern {
  constructor(name = 'RICKSHAWMAN') {
    super(name, 1 + BodyDoji.period);
  }

  protected override recognize(): number {
    const candle = this.candle(0);
    const limit = this.average(ShadowLong, 0);
    const middle = candle.low + candle.range / 2;
    const near = this.average(Near, 0);
    const isFound =
      candle.body <= this.average(BodyDoji, 0) &&
      candle.lowerShadow > limit &&
      candle.upperShadow > limit &&
      candle.bottom <= middle + near &&
      candle.top >= middle - near;
    return isFound ? 1 : 0;
  }
}
