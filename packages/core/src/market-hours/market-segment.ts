import { MS_PER_DAY } from '../time/resolution.ts';

/** Kind of trading in a part of the day. Pre- and post-market together are the extended hours. */
export type MarketState = 'premarket' | 'market' | 'postmarket';

/** A part of a local day in which an exchange trades; start and end are milliseconds since local midnight. */
export interface MarketSegment {
  readonly state: MarketState;
  /** Inclusive. */
  readonly start: number;
  /** Exclusive; 86,400,000 is the midnight that ends the day. */
  readonly end: number;
}

/** Regular trading from midnight to midnight. */
export const WHOLE_DAY: MarketSegment = { state: 'market', start: 0, end: MS_PER_DAY };

/** Whether a segment counts as open: regular trading always, the rest only with extended hours. */
export function isTraded(segment: MarketSegment, extended: boolean): boolean {
  return extended || segment.state === 'market';
}
