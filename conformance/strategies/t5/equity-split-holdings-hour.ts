import { Resolution } from '@lockstep/core';
import EquitySplitHoldingsMinute from './equity-split-holdings-minute.ts';

/** The same with bars of the hour. */
export default class EquitySplitHoldingsHour extends EquitySplitHoldingsMinute {
  protected override readonly resolution = Resolution.Hour;
}
