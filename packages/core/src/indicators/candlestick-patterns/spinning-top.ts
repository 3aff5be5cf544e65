import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyShort } = CandleSetting;

/** A short body with shadows on both sides that are longer than the body. */
export class SpinningTop extends CandlestickPattern {
  constructor(name = 'SPINNINGTOP') {
    super(name, 1 + BodyShort.period);
  }

  protected override recognize(): number {
    const candle = this.candle(0);
    const { body } = candle;
    const isFound = body < this.average(BodyShort, 0) && candle.upperShadow > body && candle.lowerShadow > body;
    return isFound ? candle.color : 0;
  }
}
