import { CandlestickPattern } from './candlestick-pattern.ts';

/** A candle whose body engulfs the body of opposite color before it. */
export class Engulfing extends CandlestickPattern {
  constructor(name = 'ENGULFING') {
    super(name, 3);
  }

  protected override recognize(): number {
    const [first, second] = [this.candle(1), this.candle(0)];
    const rises = second.isWhite && first.isBlack && second.close > first.open && second.open < first.close;
    const falls = second.isBlack && first.isWhite && second.open > first.close && second.close < first.open;
    return rises || falls ? second.color : 0;
  }
}
