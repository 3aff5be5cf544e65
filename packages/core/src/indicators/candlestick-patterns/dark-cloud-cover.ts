import { type Named, splitName } from '../named.ts';
import { CandleSetting } from './candle-setting.ts';
import { CandlestickPattern } from './candlestick-pattern.ts';

const { BodyLong } = CandleSetting;

/** A long white candle and a black one that opens above its high and closes well within its body. */
export class DarkCloudCover extends CandlestickPattern {
  readonly #penetration: number;

  /** @param penetration share of the first body that the last close must reach back, 0.5 unless given */
  constructor(...args: Named<[penetration?: number]>) {
    const [name = 'DARKCLOUDCOVER', penetration = 0.5] = splitName(args);
    super(name, 2 + BodyLong.period);
    this.#penetration = penetration;
  }

  protected override recognize(): number {
    const [first, second] = [this.candle(1), this.candle(0)];
    const isFound =
      first.isWhite &&
      first.body > this.average(BodyLong, 1) &&
      second.isBlack &&
      second.open > first.high &&
      second.close > first.open &&
      second.close < first.close - first.bodyShare(this.#penetration);
    return isFound ? -1 : 0;
  }
}
