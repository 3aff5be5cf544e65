import { type Named, splitName } from '../named.ts';
import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, BodyShort } = CandleSetting;

/** A long white candle, a short one beyond a gap up, and a black candle that closes well within the first body. */
export class EveningStar extends CandlestickPattern {
  readonly #penetration: number;

  /** @param penetration share of the first body that the last close must reach back, 0.3 unless given */
  constructor(...args: Named<[penetration?: number]>) {
    const [name = 'EVENINGSTAR', penetration = 0.3] = splitName(args);
    super(name, 3 + BodyLong.period);
    this.#penetration = penetration;
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(2), this.candle(1), this.candle(0)];
    const isFound =
      first.isWhite &&
      first.body > this.average(BodyLong, 2) &&
      second.body <= this.average(BodyShort, 1) &&
      second.bodyGapsUpFrom(first) &&
      third.isBlack &&
      third.body > this.average(BodyShort, 0) &&
      third.close < first.close - first.bodyShare(this.#penetration);
    return isFound ? -1 : 0;
  }
}
