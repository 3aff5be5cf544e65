import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, ShadowVeryShort } = CandleSetting;

/** Two long candles of opposite colors with hardly a shadow and a gap between them. */
export class Kicking extends CandlestickPattern {
  constructor(name = 'KICKING') {
    super(name, 2 + BodyLong.period);
  }

  protected override recognize(): number {
    return this.isKick() ? this.candle(0).color : 0;
  }

  /** Whether there are two such candles. */
  protected isKick(): boolean {
    const [first, second] = [this.candle(1), this.candle(0)];
    if (first.color === second.color || !this.#isMarubozu(1) || !this.#isMarubozu(0)) return false;
    return first.isBlack ? second.gapsUpFrom(first) : second.gapsDownFrom(first);
  }

  #isMarubozu(ago: number): boolean {
    const candle = this.candle(ago);
    const limit = this.average(ShadowVeryShort, ago);
    return candle.body > this.average(BodyLong, ago) && candle.upperShadow < limit && candle.lowerShadow < limit;
  }
}
