import type { Algorithm } from '../algorithm/algorithm.ts';
import type {
  DataFeed,
  HistoryProvider,
  HistoryRequest,
  SubscriptionRequest,
  SubscriptionSource,
} from '../data/data-feed.ts';
import type { ReferenceData } from '../data/reference-data.ts';
import type { SubscriptionDataConfig } from '../data/subscription-data-config.ts';
import { NEW_YORK, quoteBars, sourceOf } from '../data/subscription-fixtures.ts';
import { type DataBatch, DataKind, TradeBarBatch } from '../market/data-batch.ts';
import { ExactPrices } from '../market/exact-prices.ts';
import type { FineFundamentalProvider } from '../market/fine-fundamentals.ts';
import { MarketHoursDatabase } from '../market-hours/market-hours-database.ts';
import { Decimal } from '../numeric/decimal.ts';
import { SymbolPropertiesDatabase } from '../symbol-properties/symbol-properties-database.ts';
import { daysFromCivil } from '../time/calendar.ts';
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, Resolution } from '../time/resolution.ts';
import { Engine } from './engine.ts';
import type { EngineOutcome } from './engine-outcome.ts';
import { lendSimulatedBrokerage } from './trading/lend-simulated-brokerage.ts';

const OPEN = 9.5 * MS_PER_HOUR;
const CLOSE = 16 * MS_PER_HOUR;
/** Monday, the first day of the market's data. */
export const FIRST_DAY = daysFromCivil(2021, 3, 1);
const LAST_DAY = daysFromCivil(2021, 3, 26);

interface Row {
  readonly time: number;
  readonly end: number;
  readonly close: number;
}

/**
 * Four weeks of a US stock. A minute's close is 1000 × the day's number (from 1) + the minute's number (from 1); longer
 * bars close with their last minute. Highs are one above, lows one below, the bid one below and the ask one above.
 */
export class MadeUpMarket implements DataFeed, HistoryProvider {
  /** Requests for past data so far. */
  readonly historyRequests: HistoryRequest[] = [];
  readonly #isSlow: boolean;
  readonly #isMissing: (startLocalMs: number) => boolean;

  /**
   * @param isSlow answers come later, as from a broker
   * @param isMissing minutes without trades, by their start on the exchange's clock
   */
  constructor(isSlow = false, isMissing: (startLocalMs: number) => boolean = () => false) {
    this.#isSlow = isSlow;
    this.#isMissing = isMissing;
  }

  subscribe(request: SubscriptionRequest): SubscriptionSource {
    return sourceOf([this.#batch(request)], this.#isSlow);
  }

  getHistory(request: HistoryRequest): DataBatch[] | Promise<DataBatch[]> {
    this.historyRequests.push(request);
    const batches = [this.#batch(request)];
    return this.#isSlow ? Promise.resolve(batches) : batches;
  }

  #batch({ config, startUtc, endUtc }: SubscriptionRequest): DataBatch {
    const rows = this.#rows(config).filter(({ time, end }) => end > startUtc && time < endUtc);
    if (config.kind === DataKind.QuoteBar) {
      return quoteBars(rows.map(({ time, close }) => [time, close - 1, close + 1]));
    }
    return tradeBatch(rows);
  }

  #rows(config: SubscriptionDataConfig): Row[] {
    const rows: Row[] = [];
    for (let day = FIRST_DAY; day <= LAST_DAY; day += 1) {
      if (config.exchangeHours.isDateOpen(day)) rows.push(...this.#rowsOf(config, day));
    }
    return rows;
  }

  #rowsOf(config: SubscriptionDataConfig, day: number): Row[] {
    const midnight = day * MS_PER_DAY;
    if (config.resolution === Resolution.Daily) {
      const [start, end] = config.strictDailyEndTimes ? [OPEN, CLOSE] : [0, MS_PER_DAY];
      return [row(midnight + start, midnight + end, midnight + CLOSE)];
    }
    const length = config.resolution === Resolution.Hour ? MS_PER_HOUR : MS_PER_MINUTE;
    const rows: Row[] = [];
    for (let end = Math.floor(OPEN / length) * length + length; end <= CLOSE; end += length) {
      const start = midnight + end - length;
      if (!this.#isMissing(start)) rows.push(row(start, midnight + end, midnight + end));
    }
    return rows;
  }
}

function row(start: number, end: number, lastMinuteEnd: number): Row {
  return { time: NEW_YORK.toUtc(start), end: NEW_YORK.toUtc(end), close: closeAt(lastMinuteEnd) };
}

/** Close of the minute that ends at a time of the exchange's clock. */
export function closeAt(localMs: number): number {
  const day = Math.floor(localMs / MS_PER_DAY);
  return (day - FIRST_DAY + 1) * 1_000 + (localMs - day * MS_PER_DAY - OPEN) / MS_PER_MINUTE;
}

function tradeBatch(rows: readonly Row[]): TradeBarBatch {
  const column = (of: (row: Row) => number): Float64Array => Float64Array.from(rows, of);
  const close = column((each) => each.close);
  return new TradeBarBatch({
    length: rows.length,
    time: column((each) => each.time),
    endTime: column((each) => each.end),
    open: close,
    high: column((each) => each.close + 1),
    low: column((each) => each.close - 1),
    close,
    volume: column(() => 100),
    exact: new ExactPrices([close, close, close, close], 0),
  });
}

const REFERENCE: ReferenceData = {
  marketHours: MarketHoursDatabase.builtIn(),
  symbolProperties: SymbolPropertiesDatabase.builtIn(),
  identify: (ticker, securityType, market) => ({ ticker, securityType, market }),
  riskFreeRate: () => Decimal.ZERO,
  dataFile: () => null,
  tickerOn: (symbol) => symbol.value,
  delistingDay: () => null,
  textOf: (bytes) => String.fromCodePoint(...bytes),
};

/** What a run on a made-up market knows beside prices. */
export interface MadeUpFacts {
  /** Files of the data folder, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Last days of equities (days since 1970-01-01), by ticker. */
  readonly delistings?: Readonly<Record<string, number>>;
  readonly fineFundamentals?: FineFundamentalProvider;
}

/** Runs an algorithm on a made-up market; errors of the strategy are thrown. */
export async function runOn(
  market: MadeUpMarket,
  algorithm: Algorithm,
  { files = {}, delistings = {}, fineFundamentals }: MadeUpFacts = {},
): Promise<EngineOutcome> {
  const engine = new Engine(algorithm, {
    feed: market,
    history: market,
    reference: {
      ...REFERENCE,
      dataFile: (path) => files[path] ?? null,
      delistingDay: ({ value }) => delistings[value] ?? null,
    },
    fineFundamentals,
    brokerage: lendSimulatedBrokerage,
    lastPossibleDay: LAST_DAY,
  });
  const outcome = await engine.execute();
  if (outcome.failure !== null) throw outcome.failure.error;
  return outcome;
}
