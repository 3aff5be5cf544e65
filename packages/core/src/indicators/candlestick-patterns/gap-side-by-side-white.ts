import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { Near, Equal } = CandleSetting;

/** Beyond a gap two white candles of about the same open and size. */
export class GapSideBySideWhite extends CandlestickPattern {
  constructor(name = 'GAPSIDEBYSIDEWHITE') {
    super(name, 3 + Near.period);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    const isAbove = second.bodyGapsUpFrom(first) && third.bodyGapsUpFrom(first);
    const isBelow = second.bodyGapsDownFrom(first) && third.bodyGapsDownFrom(first);
    const isFound =
      (isAbove || isBelow) &&
      second.isWhite &&
      third.isWhite &&
      Math.abs(third.body - second.body) <= this.average(Near, 1) &&
      Math.abs(third.open - second.open) <= this.average(Equal, 1);
    if (!isFound) return 0;
    return isAbove ? 1 : -1;
  }
}
