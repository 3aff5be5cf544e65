import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, ShadowLong, ShadowShort, Near, Far } = CandleSetting;

/**
 * Three white candles with higher closes, each opening within or near the body before, that show signs of
 * weakening.
 */
export class AdvanceBlock extends CandlestickPattern {
  constructor(name = 'ADVANCEBLOCK') {
    super(name, 3 + BodyLong.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    if (!first.isWhite || !second.isWhite || !third.isWhite) return 0;
    if (third.close <= second.close || second.close <= first.close) return 0;
    if (second.open <= first.open || second.open > first.close + this.average(Near, 2)) return 0;
    if (third.open <= second.open || third.open > second.close + this.average(Near, 1)) return 0;
    const startsStrong = first.body > this.average(BodyLong, 2) && first.upperShadow < this.average(ShadowShort, 2);
    return startsStrong && this.#weakens() ? -1 : 0;
  }

  #weakens(): boolean {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    const secondBlocks =
      second.body < first.body - this.average(Far, 2) && third.body < second.body + this.average(Near, 1);
    if (secondBlocks || third.body < second.body - this.average(Far, 1)) return true;
    if (third.body >= second.body) return false;
    const hasShadows =
      third.upperShadow > this.average(ShadowShort, 0) || second.upperShadow > this.average(ShadowShort, 1);
    return (second.body < first.body && hasShadows) || third.upperShadow > this.average(ShadowLong, 0);
  }
}
