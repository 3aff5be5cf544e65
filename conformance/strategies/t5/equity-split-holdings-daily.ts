import { Resolution } from '@lockstep/core';
import EquitySplitHoldingsMinute from './equity-split-holdings-minute.ts';

/** The same with bars of the day. */
export default class EquitySplitHoldingsDaily extends EquitySplitHoldingsMinute {
  protected override readonly resolution = Resolution.Daily;
}
