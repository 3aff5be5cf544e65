import type { HistoryProvider, MarketHoursDatabase, SecurityIdentity, SecurityType } from '@lockstep/core';

/** The market that a simulator shows: past and future prices of which it tells those that its clock has come to. */
export interface MarketDataSource {
  readonly history: HistoryProvider;
  readonly reference: {
    readonly marketHours: MarketHoursDatabase;
    identify(ticker: string, securityType: SecurityType, market: string): SecurityIdentity;
  };
}

/** What a plan has: the free one sees one exchange in real time, thirty symbols on one connection. */
export type MarketDataPlan = 'basic' | 'plus';
