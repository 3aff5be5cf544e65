import type { Alpaca } from '@alpacahq/alpaca-trade-api';
import {
  BarBuilder,
  type BarRow,
  type Clock,
  type DataBatch,
  DataNormalizationMode,
  type HistoryProvider,
  type HistoryRequest,
  hoursOfBars,
  type Interval,
  LockstepError,
  MS_PER_DAY,
  MS_PER_MINUTE,
  quoteTickBatch,
  Resolution,
  resolutionName,
  SecurityType,
  type SubscriptionDataConfig,
  securityTypeName,
  type TickBatch,
  TickType,
  tradeBarBatch,
  tradeTickBatch,
} from '@lockstep/core';
import { allPages, type Page } from './all-pages.ts';
import { DataRequests, statusOf } from './data-requests.ts';

/** Where prices come from: one exchange with a small part of the volume, or all of them. */
export type AlpacaFeed = 'iex' | 'sip' | 'delayed_sip';

/** What is done where the plan has no quotes of all exchanges of the last quarter of an hour. */
export type RecentSip = 'iex' | 'trim';

/** What `AlpacaHistoryProvider` is made of. */
export interface AlpacaHistoryOptions {
  readonly client: Alpaca;
  readonly clock: Clock;
  /** @defaultValue iex */
  readonly feed?: AlpacaFeed | undefined;
  /**
   * Where the plan does not have the last 15 minutes of all exchanges: take the whole answer from IEX, or leave them out.
   * @defaultValue iex
   */
  readonly recentSip?: RecentSip | undefined;
  /** @defaultValue 200 a minute */
  readonly requests?: DataRequests | undefined;
  /** Told what was left out or taken from elsewhere. */
  readonly onNotice?: ((text: string) => void) | undefined;
}

const MOST_ROWS = 10_000;
/** Alpaca has no prices of all exchanges of the last quarter of an hour for free; a little more, for clocks that differ. */
const RECENT_MS = 15 * MS_PER_MINUTE + 5_000;
const NO_RECENT_SIP = 'recent sip data';
const ADJUSTMENTS: Readonly<Record<DataNormalizationMode, string | null>> = {
  [DataNormalizationMode.Raw]: 'raw',
  [DataNormalizationMode.Adjusted]: 'all',
  [DataNormalizationMode.SplitAdjusted]: 'split',
  [DataNormalizationMode.ScaledRaw]: 'all',
  [DataNormalizationMode.TotalReturn]: null,
};
/** Trades that were taken back or replaced. */
const VOID_TRADES: ReadonlySet<string | undefined> = new Set(['canceled', 'incorrect']);

/** A question as it goes to Alpaca. */
interface Range {
  readonly symbol: string;
  readonly startUtc: number;
  readonly endUtc: number;
  readonly feed: AlpacaFeed;
}

/**
 * Past prices of US stocks from Alpaca, in pages, adjusted as the subscription asks. Bars of hours are made of minutes;
 * daily bars get the hours of the session where the subscription wants that.
 */
export class AlpacaHistoryProvider implements HistoryProvider {
  readonly #options: AlpacaHistoryOptions;
  readonly #requests: DataRequests;

  constructor(options: AlpacaHistoryOptions) {
    this.#options = options;
    this.#requests = options.requests ?? new DataRequests({ clock: options.clock });
  }

  /** Whether no question is under way. */
  get isIdle(): boolean {
    return this.#requests.isIdle;
  }

  /**
   * @throws LockstepError `DATA_KIND_UNSUPPORTED`, `DATA_NOT_PERMITTED`, `DATA_SOURCE_FAILED`
   */
  async getHistory(request: HistoryRequest): Promise<readonly DataBatch[]> {
    const { config, startUtc, endUtc } = request;
    requireKnownKind(config);
    if (endUtc < startUtc) return [];
    const isWanted = (interval: Interval): boolean => interval.endTime >= startUtc && interval.endTime <= endUtc;
    const batches: DataBatch[] = [];
    for await (const batch of this.batches(request, isWanted)) if (batch.length > 0) batches.push(batch);
    return batches;
  }

  /** What a request asks for page by page, in time order; some pages may hold nothing that is wanted. */
  async *batches(
    { config, startUtc, endUtc }: HistoryRequest,
    isWanted: (interval: Interval) => boolean,
  ): AsyncGenerator<DataBatch, void, void> {
    const { symbol, resolution, tickType } = config;
    // Bars are asked for by their starts, and given by their ends.
    const before = resolution === Resolution.Daily ? 5 * MS_PER_DAY : config.incrementMs;
    const range = {
      symbol: symbol.value,
      startUtc: startUtc - before,
      endUtc,
      feed: this.#options.feed ?? ('iex' as const),
    };
    if (resolution === Resolution.Tick) {
      yield* tickType === TickType.Quote ? this.#quotes(range) : this.#trades(range);
    } else if (tickType === TickType.Quote || resolution === Resolution.Second) {
      yield* this.#builtBars(config, range, isWanted);
    } else if (resolution === Resolution.Hour) {
      const minutes: BarRow[] = [];
      for await (const rows of this.#bars(range, '1Min', config)) minutes.push(...rows);
      yield tradeBarBatch(config, hoursOfBars(config, minutes, MS_PER_MINUTE), isWanted);
    } else {
      const timeframe = resolution === Resolution.Daily ? '1Day' : '1Min';
      for await (const rows of this.#bars(range, timeframe, config)) yield tradeBarBatch(config, rows, isWanted);
    }
  }

  /** Bars that Alpaca does not have, made of its quotes or trades. */
  async *#builtBars(
    config: SubscriptionDataConfig,
    range: Range,
    isWanted: (interval: Interval) => boolean,
  ): AsyncGenerator<DataBatch, void, void> {
    const builder = new BarBuilder(config);
    const ticks = config.tickType === TickType.Quote ? this.#quotes(range) : this.#trades(range);
    for await (const batch of ticks) {
      for (let row = 0; row < batch.length; row += 1) {
        builder.add(batch, row);
        // Bars that began before the last one get nothing more.
        if (batch.time[row]! >= builder.firstEndUtc) yield* finished(builder, batch.time[row]!, isWanted);
      }
    }
    yield* finished(builder, range.endUtc, isWanted);
  }

  async *#bars(range: Range, timeframe: string, config: SubscriptionDataConfig): AsyncGenerator<readonly BarRow[]> {
    const { stocks } = this.#options.client.marketData;
    const adjustment = adjustmentOf(config);
    const what = `bars of ${range.symbol}`;
    yield* this.#pages(what, range, async (query) => {
      const { bars, nextPageToken } = await stocks.stockBars({ ...query, timeframe, adjustment });
      const rows = (bars[range.symbol] ?? []).map(({ t, o, h, l, c, v }) => ({
        timeMs: instantOf(t),
        open: o,
        high: h,
        low: l,
        close: c,
        volume: v,
      }));
      return { rows, nextPageToken: nextPageToken ?? null };
    });
  }

  async *#trades(range: Range): AsyncGenerator<TickBatch> {
    const { stocks } = this.#options.client.marketData;
    const pages = this.#pages(`trades of ${range.symbol}`, range, async (query) => {
      const { trades, nextPageToken } = await stocks.stockTrades(query);
      const rows = (trades[range.symbol] ?? [])
        .filter(({ u }) => !VOID_TRADES.has(u))
        .map(({ t, p, s, x }) => ({ timeMs: instantOf(t), price: p, size: s, exchange: x }));
      return { rows, nextPageToken: nextPageToken ?? null };
    });
    for await (const rows of pages) yield tradeTickBatch(rows);
  }

  async *#quotes(range: Range): AsyncGenerator<TickBatch> {
    const { stocks } = this.#options.client.marketData;
    const pages = this.#pages(`quotes of ${range.symbol}`, range, async (query) => {
      const { quotes, nextPageToken } = await stocks.stockQuotes(query);
      const rows = (quotes[range.symbol] ?? []).map(({ t, bp, bs, ap, as: askSize, ax }) => ({
        timeMs: instantOf(t),
        bidPrice: bp,
        bidSize: bs,
        askPrice: ap,
        askSize,
        exchange: ax,
      }));
      return { rows, nextPageToken: nextPageToken ?? null };
    });
    for await (const rows of pages) yield quoteTickBatch(rows);
  }

  /** The pages of a range; where the plan does not have its last minutes, as it is set. */
  async *#pages<T>(
    what: string,
    range: Range,
    page: (query: RangeQuery) => Promise<Page<T>>,
  ): AsyncGenerator<readonly T[]> {
    let asked = range;
    for (let isFirst = true; ; isFirst = false) {
      try {
        const query = queryOf(asked);
        yield* allPages(what, (pageToken) =>
          this.#requests.ask(what, () => page(pageToken === undefined ? query : { ...query, pageToken })),
        );
        return;
      } catch (error: unknown) {
        // Only the first page can be refused for this.
        if (!isFirst || !isRecentSipRefused(error)) throw error;
        asked = this.#withoutRecentSip(what, asked);
        if (asked.endUtc < asked.startUtc) return;
      }
    }
  }

  #withoutRecentSip(what: string, range: Range): Range {
    const { recentSip = 'iex', clock, onNotice } = this.#options;
    if (recentSip === 'iex') {
      onNotice?.(`The plan has no recent ${what} of all exchanges; they are taken from IEX.`);
      return { ...range, feed: 'iex' };
    }
    onNotice?.(`The plan has no recent ${what} of all exchanges; the last 15 minutes are left out.`);
    return { ...range, endUtc: Math.min(range.endUtc, clock.utcNow() - RECENT_MS) };
  }
}

/** Takes the bars that have ended by an instant, epoch ms UTC. */
function* finished(
  builder: BarBuilder,
  byUtc: number,
  isWanted: (interval: Interval) => boolean,
): Generator<DataBatch> {
  while (!builder.isEmpty && builder.firstEndUtc <= byUtc) {
    const bar = builder.finishFirst();
    if (bar !== null && isWanted({ time: bar.time[0]!, endTime: bar.endTime[0]! })) yield bar;
  }
}

/** Epoch ms UTC: the client leaves times of answers by symbol as texts, whatever their type says. */
export function instantOf(time: Date | string): number {
  return new Date(time).getTime();
}

/** What every question about a range of stock prices holds. */
interface RangeQuery {
  readonly symbols: string;
  readonly start: Date;
  readonly end: Date;
  readonly limit: number;
  readonly feed: 'iex' | 'sip';
  readonly pageToken?: string;
}

function queryOf({ symbol, startUtc, endUtc, feed }: Range): RangeQuery {
  return {
    symbols: symbol,
    start: new Date(startUtc),
    end: new Date(endUtc),
    limit: MOST_ROWS,
    // What the delayed stream shows late, history has as it was.
    feed: feed === 'iex' ? 'iex' : 'sip',
  };
}

function isRecentSipRefused(error: unknown): boolean {
  const cause = error instanceof LockstepError ? error.cause : error;
  return (
    statusOf(cause) === 403 &&
    String((cause as Error).message)
      .toLowerCase()
      .includes(NO_RECENT_SIP)
  );
}

function adjustmentOf({ symbol, normalization }: SubscriptionDataConfig): string {
  const adjustment = ADJUSTMENTS[normalization];
  if (adjustment !== null) return adjustment;
  throw new LockstepError(
    'DATA_KIND_UNSUPPORTED',
    `Alpaca has no total-return prices of ${symbol.value}; expected raw, adjusted or split-adjusted ones.`,
  );
}

function requireKnownKind({ symbol, resolution, tickType }: SubscriptionDataConfig): void {
  if (symbol.securityType === SecurityType.Equity && tickType !== TickType.OpenInterest) return;
  const kind = tickType === TickType.Quote ? 'quotes' : 'trades';
  throw new LockstepError(
    'DATA_KIND_UNSUPPORTED',
    `Alpaca has no ${resolutionName(resolution)} ${kind} of ${symbol.value} (${securityTypeName(symbol.securityType)}); expected trades of ` +
      'stocks by minute, hour or day, or ticks.',
  );
}
