import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyShort, ShadowShort } = CandleSetting;

/** A short body with short shadows. */
export class ShortLineCandle extends CandlestickPattern {
  constructor(name = 'SHORTLINECANDLE') {
    super(name, 1 + BodyShort.period);
  }

  protected override recognize(): number {
    const candle = this.candle(0);
    const limit = this.average(ShadowShort, 0);
    const isShort = candle.body < this.average(BodyShort, 0);
    return isShort && candle.upperShadow < limit && candle.lowerShadow < limit ? candle.color : 0;
  }
}
