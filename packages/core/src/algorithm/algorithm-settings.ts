import { MS_PER_HOUR, type Resolution } from '../time/resolution.ts';

/** Settings of a run, LEAN's names and defaults. Change them in `initialize`. */
export class AlgorithmSettings {
  /** Fraction of the portfolio that `setHoldings` leaves in cash. */
  freePortfolioValuePercentage = 0.0025;
  /** Fixed amount that `setHoldings` leaves in cash; overrides the fraction. */
  freePortfolioValue: number | null = null;
  /** `setHoldings` does nothing when the change of margin is below this fraction of the portfolio. */
  minimumOrderMarginPortfolioPercentage = 0.001;
  /** Age of a price, in ms, above which a market order waits for a newer one. */
  stalePriceTimeSpanMs = MS_PER_HOUR;
  /** How long before the close, in ms, market-on-close orders must be placed. */
  marketOnCloseSubmissionBufferMs = 930_000;
  /** Daily bars run from open to close and arrive at the close, not at midnight. */
  dailyPreciseEndTime = true;
  /** Daily bars of consolidators take in pre- and post-market data where the subscription has it. */
  dailyConsolidationUseExtendedMarketHours = false;
  /** Resolution of the data during warm-up; undefined: that of each subscription. `setWarmUp` sets it. */
  warmupResolution: Resolution | undefined = undefined;
  /** Indicators made by the algorithm's helper methods are warmed up from history. */
  automaticIndicatorWarmUp = false;
  /** Securities get their last known price when they are added. */
  seedInitialPrices = false;
  /** Days a year that annualise statistics; null: by the brokerage model (252, crypto 365). */
  tradingDaysPerYear: number | null = null;
  /** When false, `liquidate` does nothing. */
  liquidateEnabled = true;
}
