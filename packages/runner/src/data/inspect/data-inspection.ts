import type { BarKind, FileResolution } from '../bar-files.ts';

/** A row or file that is wrong or doubtful. */
export interface DataProblem {
  readonly file: string;
  /** From 1; null for the whole file. */
  readonly line: number | null;
  readonly kind: 'corrupt' | 'duplicate' | 'backwards' | 'bad price';
  readonly text: string;
}

/** How many of the trading days of a month have bars. */
export interface MonthCoverage {
  /** `yyyy-MM`. */
  readonly month: string;
  readonly days: number;
  /** By the market calendar. */
  readonly tradingDays: number;
}

/** What a data folder holds of one kind of bars or ticks of a security. */
export interface InspectedSeries {
  readonly symbol: string;
  /** As the data folder writes it: `equity`, `crypto`. */
  readonly type: string;
  readonly market: string;
  readonly resolution: FileResolution;
  readonly kind: BarKind;
  readonly files: number;
  /** Bars, or ticks. */
  readonly bars: number;
  /** First and last day with bars, `yyyy-MM-dd`; null without any bar. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Days between first and last on which the market traded but no bar is there, `yyyy-MM-dd`. */
  readonly missingDays: readonly string[];
  /** Every month from the first to the last day. */
  readonly months: readonly MonthCoverage[];
  /** Minute bars missing inside regular trading hours of days with bars; 0 at other resolutions. */
  readonly missingBars: number;
  /** Bars with the time of the bar before; ticks may share one. */
  readonly duplicates: number;
  readonly backwards: number;
  /**
   * Bars with a price of zero or below, a high below the low, or an open or close outside of them; ticks without a price, or
   * with a bid above the ask.
   */
  readonly badPrices: number;
  /** Trade bars and trades in which nothing was traded. */
  readonly zeroVolume: number;
  /** The first problems of each kind. */
  readonly problems: readonly DataProblem[];
}

/** What `inspectData` finds. */
export interface DataInspection {
  readonly folder: string;
  readonly series: readonly InspectedSeries[];
}
