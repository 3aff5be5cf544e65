import { MarketProfile } from './market-profile.ts';
import { type Named, splitName } from './named.ts';

/** Market profile that counts bars: at which prices the market closed how often. */
export class TimeProfile extends MarketProfile {
  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period?: number, valueAreaVolumePercentage?: number, priceRangeRoundOff?: number]>) {
    const [name, period = 2, share = 0.7, roundOff = 0.05] = splitName(args);
    super(name ?? `TP(${period},${share},${roundOff})`, period, share, roundOff);
  }

  override get needsVolume(): boolean {
    return false;
  }

  protected override weight(): number {
    return 1;
  }
}
