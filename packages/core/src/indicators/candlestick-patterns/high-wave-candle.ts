import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyShort, ShadowVeryLong } = CandleSetting;

/** A short body with very long shadows on both sides. */
export class HighWaveCandle extends CandlestickPattern {
  constructor(name = 'HIGHWAVECANDLE') {
    super(name, 1 + BodyShort.period);
  }

  protected override recognize(): number {
    const candle = this.candle(0);
    const limit = this.average(ShadowVeryLong, 0);
    const isShort = candle.body < this.average(BodyShort, 0);
    return isShort && candle.upperShadow > limit && candle.lowerShadow > limit ? candle.color : 0;
  }
}
