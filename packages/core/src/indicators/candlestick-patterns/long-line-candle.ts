import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, ShadowShort } = CandleSetting;

/** A long body with short shadows. */
export class LongLineCandle extends CandlestickPattern {
  constructor(name = 'LONGLINECANDLE') {
    super(name, 1 + BodyLong.period);
  }

  protected override recognize(): number {
    const candle = this.candle(0);
    const limit = this.average(ShadowShort, 0);
    const isLong = candle.body > this.average(BodyLong, 0);
    return isLong && candle.upperShadow < limit && candle.lowerShadow < limit ? candle.color : 0;
  }
}
