import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyDoji, ShadowVeryShort } = CandleSetting;

/** A doji with an upper shadow and hardly a lower one. */
export class GravestoneDoji extends CandlestickPattern {
  constructor(name = 'GRAVESTONEDOJI') {
    super(name, 1 + BodyDoji.period);
  }

  protected override recognize(): number {
    const candle = this.candle(0);
    const limit = this.average(ShadowVeryShort, 0);
    const isDoji = candle.body <= this.average(BodyDoji, 0);
    return isDoji && candle.lowerShadow < limit && candle.upperShadow > limit ? 1 : 0;
  }
}
