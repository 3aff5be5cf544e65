import { type Clock, MS_PER_DAY, MS_PER_MINUTE, TimeZone } from '@lockstep/core';
import { jsonReply, type Reply } from '../http/reply.ts';
import type { Route, RoutedRequest } from '../http/router.ts';
import { pageLimit, pageOf } from './data-pages.ts';
import type { MarketDataFaults } from './market-data-faults.ts';
import type { MarketDataPlan } from './market-data-source.ts';
import { type MarketPrices, parseTimeFrame, type Span } from './market-prices.ts';

export interface StockRoutesOptions {
  readonly prices: MarketPrices;
  readonly clock: Clock;
  readonly plan: MarketDataPlan;
  readonly faults: MarketDataFaults;
}

type Kind = 'bars' | 'trades' | 'quotes';
const KINDS: readonly Kind[] = ['bars', 'trades', 'quotes'];
const RECENT_MS = 15 * MS_PER_MINUTE;
/** How far back the latest of something is looked for. */
const LATEST_REACH_MS = 8 * MS_PER_DAY;
const ADJUSTMENTS = ['raw', 'split', 'dividend', 'spin-off', 'all'];
const FEEDS = ['iex', 'sip', 'otc', 'boats', 'delayed_sip', 'overnight'];
const NEW_YORK = TimeZone.of('America/New_York');
const SINGULAR = { bars: 'bar', trades: 'trade', quotes: 'quote' } as const;

/** Prices of stocks: ranges in pages, what came last, and pictures of the moment. */
export class StockRoutes {
  readonly routes: readonly Route[];
  readonly #options: StockRoutesOptions;

  constructor(options: StockRoutesOptions) {
    this.#options = options;
    const route = (path: string, answer: Route['answer']): Route => ({ method: 'GET', path, answer });
    this.routes = [
      ...KINDS.flatMap((kind) => [
        route(`/v2/stocks/${kind}/latest`, (request) => this.#latest(kind, request)),
        route(`/v2/stocks/${kind}`, (request) => this.#range(kind, request)),
        route(`/v2/stocks/:symbol/${kind}/latest`, (request) => this.#latest(kind, request)),
        route(`/v2/stocks/:symbol/${kind}`, (request) => this.#range(kind, request)),
      ]),
      route('/v2/stocks/snapshots', (request) => this.#snapshots(request)),
      route('/v2/stocks/:symbol/snapshot', (request) => this.#snapshots(request)),
    ];
  }

  async #range(kind: Kind, request: RoutedRequest): Promise<Reply> {
    const { query, params } = request;
    const symbols = symbolsOf(request);
    if (symbols === null) return badRequest('invalid symbol(s)');
    const limit = pageLimit(query.get('limit'));
    if (limit === null) return badRequest('invalid limit');
    const span = this.#spanOf(query);
    if (span === null) return badRequest('invalid start or end');
    const frame = kind === 'bars' ? parseTimeFrame(query.get('timeframe') ?? '') : null;
    if (kind === 'bars' && frame === null) return badRequest('invalid timeframe');
    const adjustment = query.get('adjustment') ?? 'raw';
    if (!ADJUSTMENTS.includes(adjustment)) return badRequest(`invalid adjustment: ${adjustment}`);
    const refusal = this.#feedRefusal(query, span);
    if (refusal !== null) return refusal;
    const { prices, faults } = this.#options;
    const rowsOf = (symbol: string): Promise<readonly object[]> => {
      if (frame !== null) return prices.bars(symbol, frame, span, adjustment);
      return kind === 'trades' ? prices.trades(symbol, span) : prices.quotes(symbol, span);
    };
    const isDescending = query.get('sort') === 'desc';
    const page = await pageOf(symbols, { limit, token: query.get('page_token'), isDescending }, rowsOf, faults);
    if (page === null) return badRequest('invalid page_token');
    const { rows, nextPageToken } = page;
    const { symbol } = params;
    const found = symbol === undefined ? rows : (rows[symbol] ?? []);
    return jsonReply(200, { [kind]: found, ...(symbol !== undefined && { symbol }), next_page_token: nextPageToken });
  }

  /** The free plan has no prices of all exchanges of the last quarter of an hour. */
  #feedRefusal(query: URLSearchParams, { endUtc }: Span): Reply | null {
    const { plan, clock } = this.#options;
    const feed = query.get('feed') ?? (plan === 'basic' ? 'iex' : 'sip');
    if (!FEEDS.includes(feed)) return badRequest(`invalid feed: ${feed}`);
    if (plan !== 'basic' || feed !== 'sip' || endUtc <= clock.utcNow() - RECENT_MS) return null;
    return jsonReply(403, { message: 'subscription does not permit querying recent SIP data' });
  }

  #spanOf(query: URLSearchParams): Span | null {
    const now = this.#options.clock.utcNow();
    const startUtc = instantOf(query.get('start'), startOfToday(now));
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(query.get('end') ?? '');
    const endUtc = instantOf(query.get('end'), now);
    if (startUtc === null || endUtc === null) return null;
    return { startUtc, endUtc: isDay ? endUtc + MS_PER_DAY - 1 : endUtc };
  }

  async #latest(kind: Kind, request: RoutedRequest): Promise<Reply> {
    const symbols = symbolsOf(request);
    if (symbols === null) return badRequest('invalid symbol(s)');
    const found: Record<string, object> = {};
    for (const symbol of symbols) {
      const last = await this.#last(kind, symbol);
      if (last !== undefined) found[symbol] = last;
    }
    const { symbol } = request.params;
    if (symbol === undefined) return jsonReply(200, { [kind]: found });
    const name = SINGULAR[kind];
    return found[symbol] === undefined
      ? jsonReply(404, { message: `no ${name} found for ${symbol}` })
      : jsonReply(200, { symbol, [name]: found[symbol] });
  }

  async #last(kind: Kind, symbol: string): Promise<object | undefined> {
    const { prices, clock } = this.#options;
    const span = { startUtc: clock.utcNow() - LATEST_REACH_MS, endUtc: clock.utcNow() };
    if (kind === 'trades') return (await prices.trades(symbol, span)).at(-1);
    if (kind === 'quotes') return (await prices.quotes(symbol, span)).at(-1);
    return (await prices.bars(symbol, { count: 1, unit: 'Min' }, span, 'raw')).at(-1);
  }

  async #snapshots(request: RoutedRequest): Promise<Reply> {
    const symbols = symbolsOf(request);
    if (symbols === null) return badRequest('invalid symbol(s)');
    const { prices, clock } = this.#options;
    const span = { startUtc: clock.utcNow() - LATEST_REACH_MS, endUtc: clock.utcNow() };
    const found: Record<string, object> = {};
    for (const symbol of symbols) {
      const days = await prices.bars(symbol, { count: 1, unit: 'Day' }, span, 'raw');
      const snapshot = {
        latestTrade: await this.#last('trades', symbol),
        latestQuote: await this.#last('quotes', symbol),
        minuteBar: await this.#last('bars', symbol),
        dailyBar: days.at(-1),
        prevDailyBar: days.at(-2),
      };
      if (Object.values(snapshot).some((part) => part !== undefined)) found[symbol] = snapshot;
    }
    const { symbol } = request.params;
    return jsonReply(200, symbol === undefined ? found : { symbol, ...found[symbol] });
  }
}

/** What is asked for is not well-formed; market data has no codes for it. */
function badRequest(message: string): Reply {
  return jsonReply(400, { message });
}

/** The symbols of a path or query; null when there are none, or one that cannot be. */
function symbolsOf({ params, query }: RoutedRequest): string[] | null {
  const { symbol } = params;
  const text = symbol ?? query.get('symbols') ?? '';
  const symbols = [...new Set(text.split(','))].sort();
  return symbols.every((each) => /^[A-Z][A-Z0-9.]{0,9}$/.test(each)) ? symbols : null;
}

/** Epoch ms UTC of RFC 3339 or a date, which is midnight in New York; null for anything else. */
function instantOf(text: string | null, otherwise: number): number | null {
  if (text === null || text === '') return otherwise;
  const utcMs = Date.parse(text);
  if (Number.isNaN(utcMs)) return null;
  return text.length === 10 ? NEW_YORK.toUtc(utcMs) : utcMs;
}

function startOfToday(utcMs: number): number {
  return NEW_YORK.toUtc(Math.floor(NEW_YORK.toLocal(utcMs) / MS_PER_DAY) * MS_PER_DAY);
}
