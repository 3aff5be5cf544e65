import { type Named, splitName } from '../named.ts';
import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong, BodyShort } = CandleSetting;

/**
 * A long white candle, three short ones beyond a gap up that fall and hold within it, and a white one above their
 * highs.
 */
export class MatHold extends CandlestickPattern {
  readonly #penetration: number;

  /** @param penetration share of the first body that the short candles may reach down, 0.5 unless given */
  constructor(...args: Named<[penetration?: number]>) {
    const [name = 'MATHOLD', penetration = 0.5] = splitName(args);
    super(name, 5 + BodyLong.period);
    this.#penetration = penetration;
  }

  protected override recognize(): number {
    const [first, second, third] = [this.candle(4), this.candle(3), this.candle(2)];
    const [fourth, fifth] = [this.candle(1), this.candle(0)];
    if (first.body <= this.average(BodyLong, 4) || second.body >= this.average(BodyShort, 3)) return 0;
    if (third.body >= this.average(BodyShort, 2) || fourth.body >= this.average(BodyShort, 1)) return 0;
    if (!first.isWhite || !second.isBlack || !fifth.isWhite || !second.bodyGapsUpFrom(first)) return 0;
    const floor = first.close - first.bodyShare(this.#penetration);
    const holds =
      third.bottom < first.close && fourth.bottom < first.close && third.bottom > floor && fourth.bottom > floor;
    const falls = third.top < second.open && fourth.top < third.top;
    const goesOn = fifth.open > fourth.close && fifth.close > Math.max(second.high, third.high, fourth.high);
    return holds && falls && goesOn ? 1 : 0;
  }
}
