import type { SecurityType } from '../market/security-type.ts';

/** The regular trading of one day. */
export interface TradingDay {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Since local midnight, ms; null on a day without trading. */
  readonly session: { readonly openMs: number; readonly closeMs: number } | null;
}

/** Days of a market that a broker's calendar has otherwise than the reference data. Plain values: they are recorded. */
export interface MarketCalendar {
  readonly market: string;
  readonly securityType: SecurityType;
  readonly days: readonly TradingDay[];
}
