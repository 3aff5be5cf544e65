import { Resolution } from '@lockstep/core';
import { ForexInternalFeed } from './forex-internal-feed.ts';

/** The strategy's subscription is as fine as the engine's own. */
export default class ForexInternalFeedSameResolution extends ForexInternalFeed {
  protected override readonly resolution = Resolution.Daily;
  protected override readonly expected = { EURGBP: 3, EURUSD: 2 };
}
