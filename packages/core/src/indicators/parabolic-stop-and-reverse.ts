import { type Named, splitName } from './named.ts';
import { ParabolicStopAndReverseExtended } from './parabolic-stop-and-reverse-extended.ts';

/** Wilder's parabolic stop and reverse: below the price while long, above it while short. */
export class ParabolicStopAndReverse extends ParabolicStopAndReverseExtended {
  constructor(...args: Named<[afStart?: number, afIncrement?: number, afMax?: number]>) {
    const [name, start = 0.02, increment = 0.02, max = 0.2] = splitName(args);
    super(name ?? `PSAR(${start},${increment},${max})`, 0, 0, start, increment, max, start, increment, max);
  }

  protected override sign(value: number): number {
    return Math.abs(value);
  }
}
