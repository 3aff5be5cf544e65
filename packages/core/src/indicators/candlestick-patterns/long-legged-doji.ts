import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyDoji, ShadowLong } = CandleSetting;

/** A doji with a long shadow. */
export class LongLeggedDoji extends CandlestickPattern {
  constructor(name = 'LONGLEGGEDDOJI') {
    super(name, 1 + BodyDoji.period);
  }

  protected override recognize(): number {
    const candle = this.candle(0);
    const limit = this.average(ShadowLong, 0);
    const isDoji = candle.body <= this.average(BodyDoji, 0);
    return isDoji && (candle.lowerShadow > limit || candle.upperShadow > limit) ? 1 : 0;
  }
}
