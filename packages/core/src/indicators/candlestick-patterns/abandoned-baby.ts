import { type Named, splitName } from '../named.ts';
import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, BodyShort, BodyDoji } = CandleSetting;

/** A long candle, a doji beyond a gap, and a candle back beyond a gap that closes well within the first body. */
export class AbandonedBaby extends CandlestickPattern {
  readonly #penetration: number;

  /** @param penetration share of the first body that the last close must reach back, 0.3 unless given */
  constructor(...args: Named<[penetration?: number]>) {
    const [name = 'ABANDONEDBABY', penetration = 0.3] = splitName(args);
    super(name, 2 + BodyLong.period);
    this.#penetration = penetration;
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    if (first.body <= this.average(BodyLong, 2)) return 0;
    if (second.body > this.average(BodyDoji, 1) || third.body <= this.average(BodyShort, 0)) return 0;
    const depth = first.bodyShare(this.#penetration);
    const falls =
      first.isWhite &&
      third.isBlack &&
      third.close < first.close - depth &&
      second.gapsUpFrom(first) &&
      third.gapsDownFrom(second);
    const rises =
      first.isBlack &&
      third.isWhite &&
      third.close > first.close + depth &&
      second.gapsDownFrom(first) &&
      third.gapsUpFrom(second);
    return falls || rises ? third.color : 0;
  }
}
