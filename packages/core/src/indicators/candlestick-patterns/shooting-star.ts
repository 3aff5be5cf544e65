import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyShort, ShadowLong, ShadowVeryShort } = CandleSetting;

/** A short body beyond a gap up, with a long upper shadow and hardly a lower one. */
export class ShootingStar extends CandlestickPattern {
  constructor(name = 'SHOOTINGSTAR') {
    super(name, 2 + BodyShort.period);
  }

  protected override recognize(): number {
    const candle = this.candle(0);
    const isFound =
      candle.body < this.average(BodyShort, 0) &&
      candle.upperShadow > this.average(ShadowLong, 0) &&
      candle.lowerShadow < this.average(ShadowVeryShort, 0) &&
      candle.bodyGapsUpFrom(this.candle(1));
    return isFound ? -1 : 0;
  }
}
