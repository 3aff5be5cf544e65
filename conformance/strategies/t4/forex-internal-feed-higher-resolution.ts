import { Resolution } from '@lockstep/core';
import { ForexInternalFeed } from './forex-internal-feed.ts';

/** The strategy's subscription is finer than the engine's own. */
export default class ForexInternalFeedHigherResolution extends ForexInternalFeed {
  protected override readonly resolution = Resolution.Hour;
  /** Two daily bars, the second filled forward for four hours; a day of hours. */
  protected override readonly expected = { EURGBP: 6, EURUSD: 28 };
}
