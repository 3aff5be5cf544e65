import { Kicking } from './kicking.ts';

/** Two candles that kick, with the direction of the longer one. */
export class KickingByLength extends Kicking {
  constructor(name = 'KICKINGBYLENGTH') {
    super(name);
  }

  protected override recognize(): number {
    if (!this.isKick()) return 0;
    const [first, second] = [this.candle(1), this.candle(0)];
    return (second.body > first.body ? second : first).color;
  }
}
