import { CandlestickPattern } from './candlestick-pattern.ts';

/** Two candles of one color with a gap between them, and one back from within the second body into the first. */
export class UpDownGapThreeMethods extends CandlestickPattern {
  constructor(name = 'UPDOWNGAPTHREEMETHODS') {
    super(name, 3);
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    const isFound =
      first.color === second.color &&
      second.color !== third.color &&
      third.open < second.top &&
      third.open > second.bottom &&
      third.close < first.top &&
      third.close > first.bottom &&
      (first.isWhite ? second.bodyGapsUpFrom(first) : second.bodyGapsDownFrom(first));
    return isFound ? first.color : 0;
  }
}
