import { CandleSetting } from './candle-setting.ts';
import { Hikkake } from './hikkake.ts';

const { Near } = CandleSetting;

/** A hikkake whose inner candle lies within another that lies within the first and closes near the end that is broken. */
export class HikkakeModified extends Hikkake {
  constructor(name = 'HIKKAKEMODIFIED') {
    super(name, 6 + Near.period, 4);
  }

  protected override formation(): number {
    const direction = super.formation();
    const [first, second] = [this.candle(3), this.candle(2)];
    if (direction === 0 || second.high >= first.high || second.low <= first.low) return 0;
    const near = this.average(Near, 2);
    const isNear = direction > 0 ? second.close <= second.low + near : second.close >= second.high - near;
    return isNear ? direction : 0;
  }
}
