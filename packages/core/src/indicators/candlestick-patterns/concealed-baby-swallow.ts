import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { ShadowVeryShort } = CandleSetting;

/**
 * Four black candles: two without shadows, one that gaps down with a shadow up into the body before, and one that
 * engulfs it.
 */
export class ConcealedBabySwallow extends CandlestickPattern {
  constructor(name = 'CONCEALEDBABYSWALLOW') {
    super(name, 4 + ShadowVeryShort.period);
  }

  protected override recognize(): number {
    const [first, second, third, fourth] = [this.candle(3), this.candle(2), this.candle(1), this.candle(0)];
    if (!first.isBlack || !second.isBlack || !third.isBlack || !fourth.isBlack) return 0;
    const firstLimit = this.average(ShadowVeryShort, 3);
    const secondLimit = this.average(ShadowVeryShort, 2);
    if (first.lowerShadow >= firstLimit || first.upperShadow >= firstLimit) return 0;
    if (second.lowerShadow >= secondLimit || second.upperShadow >= secondLimit) return 0;
    const reachesBack =
      third.bodyGapsDownFrom(second) &&
      third.upperShadow > this.average(ShadowVeryShort, 1) &&
      third.high > second.close;
    return reachesBack && fourth.high > third.high && fourth.low < third.low ? 1 : 0;
  }
}
