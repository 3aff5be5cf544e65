import { MarketProfile } from './market-profile.ts';
import { type Named, splitName } from './named.ts';

/** Market profile that counts volume: at which prices how much was traded. */
export class VolumeProfile extends MarketProfile {
  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period?: number, valueAreaVolumePercentage?: number, priceRangeRoundOff?: number]>) {
    const [name, period = 2, share = 0.7, roundOff = 0.05] = splitName(args);
    super(name ?? `VP(${period},${share},${roundOff})`, period, share, roundOff);
  }

  protected override weight(volume: number): number {
    return volume;
  }
}
