import { daysFromCivil } from '../time/calendar.ts';
import { MS_PER_DAY } from '../time/resolution.ts';

/** How long an order stays open. */
export type TimeInForce =
  /** Until it is filled or cancelled. */
  | { readonly kind: 'GTC' }
  /** Until the market of its day closes. */
  | { readonly kind: 'Day' }
  /** Until the close of a day. `expiryLocalMs` is wall-clock time in the algorithm's zone, as epoch ms. */
  | { readonly kind: 'GTD'; readonly expiryLocalMs: number };

const GOOD_TIL_CANCELED: TimeInForce = { kind: 'GTC' };
const DAY: TimeInForce = { kind: 'Day' };

/** The times in force that LEAN knows. */
export const TimeInForce = {
  GoodTilCanceled: GOOD_TIL_CANCELED,
  Day: DAY,
  /** Good until the close of a date. */
  goodTilDate(year: number, month: number, day: number): TimeInForce {
    return { kind: 'GTD', expiryLocalMs: daysFromCivil(year, month, day) * MS_PER_DAY };
  },
} as const;
