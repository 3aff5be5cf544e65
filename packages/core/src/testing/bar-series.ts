import { DefaultBrokerageModel } from '../brokerage-models/default-brokerage-model.ts';
import { LockstepError } from '../errors/lockstep-error.ts';
import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import { TickType } from '../market/tick-type.ts';
import { Resolution, resolutionName } from '../time/resolution.ts';
import { parseExchangeTime } from './exchange-time.ts';

/** Open, high, low, close and volume of a bar; the volume is `BarSeriesOptions.volume` when left out. */
export interface BarValues {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume?: number | undefined;
}

/** How a series of bars is described. Give either `closes` or `bars`. */
export interface BarSeriesOptions {
  /** Start of the first bar on the exchange's clock: `2024-03-04 09:30`, or the day alone for its first open. */
  readonly start: string;
  readonly resolution: Resolution;
  /**
   * Closes of bars that follow each other through the exchange's regular hours (nights, weekends and holidays are
   * passed over). A bar opens at the close before it. Null leaves a bar out.
   */
  readonly closes?: readonly (number | null)[] | undefined;
  /** The same with every price given. */
  readonly bars?: readonly (BarValues | null)[] | undefined;
  /** Volume of every bar that names none, default 1,000,000; of quotes: size on both sides. */
  readonly volume?: number | undefined;
  /** What the ticker is, default equity; with the market (default: the type's own) it says by which calendar bars follow. */
  readonly securityType?: SecurityType | undefined;
  readonly market?: string | undefined;
}

/** Bars of one kind of one ticker. `MemoryDataFeed` gives them times when it knows the exchange. */
export interface BarSeries {
  /** Upper case. */
  readonly ticker: string;
  readonly securityType: SecurityType;
  readonly market: string;
  readonly resolution: Resolution;
  readonly tickType: TickType;
  /** Start of the first bar, local ms of the exchange; a day without a time stands for its first open. */
  readonly startLocal: number;
  readonly startsAtOpen: boolean;
  /** Null for a bar that is missing. */
  readonly bars: readonly (BarValues | null)[];
  readonly volume: number;
  /** Ask less bid, for quotes. */
  readonly spread: number;
}

const DEFAULT_VOLUME = 1_000_000;

/**
 * Trade bars for a test: `tradeBars('SPY', { start: '2024-03-04', resolution: Resolution.Minute, closes: [500, 501] })`.
 *
 * @throws LockstepError `DATES_INVALID`, or `TEST_DATA_INVALID` for impossible bars
 */
export function tradeBars(ticker: string, options: BarSeriesOptions): BarSeries {
  return series(ticker, TickType.Trade, options, 0);
}

/** Quote bars for a test: bid and ask lie half a spread below and above the prices given. Forex needs them. */
export function quoteBars(ticker: string, options: BarSeriesOptions & { readonly spread?: number }): BarSeries {
  return series(ticker, TickType.Quote, options, options.spread ?? 0);
}

function series(ticker: string, tickType: TickType, options: BarSeriesOptions, spread: number): BarSeries {
  const { closes, bars, resolution } = options;
  if (resolution === Resolution.Tick)
    throw invalid(ticker, 'the resolution tick; expected second, minute, hour or daily');
  if ((closes === undefined) === (bars === undefined))
    throw invalid(ticker, 'neither or both of closes and bars; expected one');
  const { localMs, isDay } = parseExchangeTime(options.start);
  const securityType = options.securityType ?? SecurityType.Equity;
  const market = options.market ?? new DefaultBrokerageModel().defaultMarkets.get(securityType) ?? Market.USA;
  return {
    ticker: ticker.toUpperCase(),
    securityType,
    market,
    resolution,
    tickType,
    startLocal: localMs,
    startsAtOpen: isDay,
    bars: closes === undefined ? checkedBars(ticker, bars ?? []) : barsOfCloses(ticker, closes),
    volume: options.volume ?? DEFAULT_VOLUME,
    spread,
  };
}

function barsOfCloses(ticker: string, closes: readonly (number | null)[]): (BarValues | null)[] {
  let open: number | null = null;
  return closes.map((close) => {
    if (close === null) return null;
    if (!(close > 0) || close === Number.POSITIVE_INFINITY)
      throw invalid(ticker, `the close ${close}; expected a price above 0`);
    const first = open ?? close;
    open = close;
    return { open: first, high: Math.max(first, close), low: Math.min(first, close), close };
  });
}

function checkedBars(ticker: string, bars: readonly (BarValues | null)[]): readonly (BarValues | null)[] {
  for (const bar of bars) {
    if (bar === null) continue;
    const { open, high, low, close } = bar;
    const isPossible =
      low > 0 && high < Number.POSITIVE_INFINITY && high >= Math.max(open, close) && low <= Math.min(open, close);
    if (!isPossible) {
      throw invalid(
        ticker,
        `a bar with open ${open}, high ${high}, low ${low}, close ${close}; expected 0 < low ≤ open, close ≤ high`,
      );
    }
  }
  return bars;
}

function invalid(ticker: string, received: string): LockstepError {
  return new LockstepError('TEST_DATA_INVALID', `Bars of ${ticker}: received ${received}.`);
}

/** `SPY minute trades`, for messages. */
export function seriesName({
  ticker,
  resolution,
  tickType,
}: Pick<BarSeries, 'ticker' | 'resolution' | 'tickType'>): string {
  return `${ticker} ${resolutionName(resolution)} ${tickType === TickType.Quote ? 'quotes' : 'trades'}`;
}
