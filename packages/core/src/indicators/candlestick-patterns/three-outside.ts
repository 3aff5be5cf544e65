import { CandlestickPattern } from './candlestick-pattern.ts';

/** A body that engulfs the body of opposite color before it, and a candle that goes on beyond its close. */
export class ThreeOutside extends CandlestickPattern {
  constructor(name = 'THREEOUTSIDE') {
    super(name, 3);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    const rises =
      second.isWhite &&
      first.isBlack &&
      second.close > first.open &&
      second.open < first.close &&
      third.close > second.close;
    const falls =
      second.isBlack &&
      first.isWhite &&
      second.open > first.close &&
      second.close < first.open &&
      third.close < second.close;
    return rises || falls ? second.color : 0;
  }
}
