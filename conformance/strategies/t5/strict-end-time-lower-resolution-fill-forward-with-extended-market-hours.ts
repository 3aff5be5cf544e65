import StrictEndTimeLowerResolutionFillForward from '../t3/strict-end-time-lower-resolution-fill-forward.ts';

/** The same with the data of extended hours. */
export default class StrictEndTimeWithExtendedMarketHours extends StrictEndTimeLowerResolutionFillForward {
  protected override readonly extendedMarketHours = true;
}
