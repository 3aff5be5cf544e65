import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyDoji, ShadowVeryShort } = CandleSetting;

/** A doji with a lower shadow and hardly an upper one. */
export class DragonflyDoji extends CandlestickPattern {
  constructor(name = 'DRAGONFLYDOJI') {
    super(name, 1 + BodyDoji.period);
  }

  protected override recognize(): number {
    const candle = this.candle(0);
    const limit = this.average(ShadowVeryShort, 0);
    const isDoji = candle.body <= this.average(BodyDoji, 0);
    return isDoji && candle.upperShadow < limit && candle.lowerShadow > limit ? 1 : 0;
  }
}
