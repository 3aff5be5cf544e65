import {
  type BarBatch,
  type Clock,
  type DataBatch,
  DataKind,
  DataNormalizationMode,
  dayOf,
  Market,
  MS_PER_DAY,
  MS_PER_HOUR,
  MS_PER_MINUTE,
  Resolution,
  SecuritySymbol,
  SecurityType,
  SubscriptionDataConfig,
  type TickBatch,
  TickType,
} from '@lockstep/core';
import type { WireBar, WireQuote, WireTrade } from './data-messages.ts';
import type { MarketDataSource } from './market-data-source.ts';

/** Instants from one to another, both included; epoch ms UTC. */
export interface Span {
  readonly startUtc: number;
  readonly endUtc: number;
}

/** A length of bars. */
export interface TimeFrame {
  readonly count: number;
  readonly unit: 'Min' | 'Hour' | 'Day' | 'Week' | 'Month';
}

const NO_EXCHANGE = 'V';
const TAPE = 'C';
/** How far a daily bar reaches before its end, with room. */
const BEFORE_MS: Readonly<Record<TimeFrame['unit'], number>> = {
  Min: MS_PER_HOUR,
  Hour: MS_PER_DAY,
  Day: MS_PER_DAY,
  Week: 7 * MS_PER_DAY,
  Month: 31 * MS_PER_DAY,
};

/** `1Min` … `59Min`, `1Hour` … `23Hour`, `1Day`, `1Week`, `1Month` and their short forms; null for anything else. */
export function parseTimeFrame(text: string): TimeFrame | null {
  const match = /^(\d{1,2})(Min|T|Hour|H|Day|D|Week|W|Month|M)$/.exec(text);
  if (match === null) return null;
  const short: Readonly<Record<string, TimeFrame['unit']>> = { T: 'Min', H: 'Hour', D: 'Day', W: 'Week', M: 'Month' };
  const unit = short[match[2] as string] ?? (match[2] as TimeFrame['unit']);
  const count = Number(match[1]);
  const most = { Min: 59, Hour: 23, Day: 1, Week: 1, Month: 12 }[unit];
  return count >= 1 && count <= most ? { count, unit } : null;
}

/** Prices of a source in the shapes of the wire, those that the clock has come to. */
export class MarketPrices {
  readonly #source: MarketDataSource;
  readonly #clock: Clock;
  readonly #configs = new Map<string, SubscriptionDataConfig>();

  constructor(source: MarketDataSource, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
  }

  /** Bars that start in a span, oldest first. @param adjustment `raw`, `split`, `dividend` or `all` */
  async bars(ticker: string, frame: TimeFrame, span: Span, adjustment: string): Promise<WireBar[]> {
    const normalization = normalizationOf(adjustment);
    const isShort = frame.unit === 'Min' || frame.unit === 'Hour';
    const resolution = isShort ? Resolution.Minute : Resolution.Daily;
    const config = this.config(ticker, resolution, TickType.Trade, normalization);
    const reach = BEFORE_MS[frame.unit] * frame.count;
    const now = this.#clock.utcNow();
    const endUtc = Math.min(now, span.endUtc + (isShort ? reach : reach + MS_PER_DAY));
    const batches = await this.history(config, { startUtc: span.startUtc - reach, endUtc });
    const bars = batches.flatMap((batch) => (batch.kind === DataKind.TradeBar ? barsOf(batch) : []));
    const framed =
      frame.count === 1 && (frame.unit === 'Min' || frame.unit === 'Day') ? bars : joined(bars, frame, config);
    return framed.filter(({ t }) => Date.parse(t) >= span.startUtc && Date.parse(t) <= span.endUtc);
  }

  /** Trades in a span; where the data has none, one for each bar of a minute. */
  async trades(ticker: string, span: Span): Promise<WireTrade[]> {
    const end = Math.min(span.endUtc, this.#clock.utcNow());
    const ticks = await this.history(this.config(ticker, Resolution.Tick, TickType.Trade), { ...span, endUtc: end });
    const trades = ticks.flatMap((batch) => (batch.kind === DataKind.Tick ? tradesOf(batch) : []));
    if (trades.length > 0) return trades;
    const bars = await this.history(this.config(ticker, Resolution.Minute, TickType.Trade), { ...span, endUtc: end });
    return bars.flatMap((batch) => (batch.kind === DataKind.TradeBar ? lastTradesOf(batch) : []));
  }

  /** Quotes in a span; where the data has none, the last ones of each quote bar of a minute. */
  async quotes(ticker: string, span: Span): Promise<WireQuote[]> {
    const end = Math.min(span.endUtc, this.#clock.utcNow());
    const ticks = await this.history(this.config(ticker, Resolution.Tick, TickType.Quote), { ...span, endUtc: end });
    const quotes = ticks.flatMap((batch) => (batch.kind === DataKind.Tick ? quotesOf(batch) : []));
    if (quotes.length > 0) return quotes;
    const bars = await this.history(this.config(ticker, Resolution.Minute, TickType.Quote), { ...span, endUtc: end });
    return bars.flatMap((batch) => (batch.kind === DataKind.QuoteBar ? lastQuotesOf(batch) : []));
  }

  async history(config: SubscriptionDataConfig, span: Span): Promise<readonly DataBatch[]> {
    if (span.endUtc < span.startUtc) return [];
    return this.#source.history.getHistory({ ...span, config, auxiliaryEvents: false });
  }

  /** What is asked of the source for a ticker. */
  config(
    ticker: string,
    resolution: Resolution,
    tickType: TickType,
    normalization: DataNormalizationMode = DataNormalizationMode.Raw,
  ): SubscriptionDataConfig {
    const key = `${ticker} ${resolution} ${tickType} ${normalization}`;
    let config = this.#configs.get(key);
    if (config === undefined) {
      const { marketHours } = this.#source.reference;
      const identity = this.#source.reference.identify(ticker, SecurityType.Equity, Market.USA);
      config = new SubscriptionDataConfig({
        symbol: new SecuritySymbol(ticker, identity),
        resolution,
        tickType,
        ...marketHours.entry(Market.USA, ticker, SecurityType.Equity),
        fillForward: false,
        extendedMarketHours: true,
        isInternal: false,
        normalization,
        strictDailyEndTimes: false,
      });
      this.#configs.set(key, config);
    }
    return config;
  }
}

function normalizationOf(adjustment: string): DataNormalizationMode {
  if (adjustment === 'split') return DataNormalizationMode.SplitAdjusted;
  return adjustment === 'all' || adjustment === 'dividend' ? DataNormalizationMode.Adjusted : DataNormalizationMode.Raw;
}

/** Longer bars of shorter ones, in the exchange's zone. */
function joined(bars: readonly WireBar[], frame: TimeFrame, { exchangeHours }: SubscriptionDataConfig): WireBar[] {
  const { timeZone } = exchangeHours;
  const result: WireBar[] = [];
  for (const bar of bars) {
    const start = timeZone.toUtc(startOf(timeZone.toLocal(Date.parse(bar.t)), frame));
    const t = new Date(start).toISOString();
    const last = result.at(-1);
    if (last?.t !== t) {
      result.push({ ...bar, t });
      continue;
    }
    const v = last.v + bar.v;
    const vw = v === 0 ? bar.c : (last.vw * last.v + bar.vw * bar.v) / v;
    result[result.length - 1] = {
      ...last,
      h: Math.max(last.h, bar.h),
      l: Math.min(last.l, bar.l),
      c: bar.c,
      v,
      n: last.n + bar.n,
      vw: rounded(vw),
    };
  }
  return result;
}

function startOf(localMs: number, { count, unit }: TimeFrame): number {
  if (unit === 'Min') return Math.floor(localMs / (count * MS_PER_MINUTE)) * count * MS_PER_MINUTE;
  if (unit === 'Hour') return Math.floor(localMs / (count * MS_PER_HOUR)) * count * MS_PER_HOUR;
  const day = dayOf(localMs);
  if (unit === 'Day') return day * MS_PER_DAY;
  // Weeks begin on Mondays; 1970-01-01 was a Thursday.
  if (unit === 'Week') return (day - ((day + 3) % 7)) * MS_PER_DAY;
  const date = new Date(localMs);
  const month = Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / count) * count;
  return Date.UTC(Math.floor(month / 12), month % 12, 1);
}

function barsOf(batch: BarBatch): WireBar[] {
  if (batch.kind !== DataKind.TradeBar) return [];
  return Array.from({ length: batch.length }, (_, row) => wireBar(batch, row));
}

/** A row of bars as the wire has it. */
export function wireBar(batch: Extract<BarBatch, { kind: typeof DataKind.TradeBar }>, row: number): WireBar {
  const [o, h, l, c] = [0, 1, 2, 3].map((column) => batch.exact.at(column, row).toNumber()) as [
    number,
    number,
    number,
    number,
  ];
  const t = new Date(batch.time[row]!).toISOString();
  return { t, o, h, l, c, v: batch.volume[row]!, n: 1, vw: rounded((h + l + c) / 3) };
}

function lastTradesOf(batch: Extract<BarBatch, { kind: typeof DataKind.TradeBar }>): WireTrade[] {
  return Array.from({ length: batch.length }, (_, row) => lastTrade(batch, row));
}

/** The trade that a bar ended with. */
export function lastTrade(batch: Extract<BarBatch, { kind: typeof DataKind.TradeBar }>, row: number): WireTrade {
  const endMs = batch.endTime[row]! - 1;
  return {
    t: new Date(endMs).toISOString(),
    x: NO_EXCHANGE,
    p: batch.exact.at(3, row).toNumber(),
    s: batch.volume[row]!,
    c: ['@'],
    i: endMs,
    z: TAPE,
  };
}

function lastQuotesOf(batch: Extract<BarBatch, { kind: typeof DataKind.QuoteBar }>): WireQuote[] {
  return Array.from({ length: batch.length }, (_, row) => lastQuote(batch, row));
}

/** The quote that a bar ended with. */
export function lastQuote(batch: Extract<BarBatch, { kind: typeof DataKind.QuoteBar }>, row: number): WireQuote {
  return {
    t: new Date(batch.endTime[row]! - 1).toISOString(),
    ax: NO_EXCHANGE,
    ap: batch.exact.at(7, row).toNumber(),
    as: batch.askSize[row]!,
    bx: NO_EXCHANGE,
    bp: batch.exact.at(3, row).toNumber(),
    bs: batch.bidSize[row]!,
    c: ['R'],
    z: TAPE,
  };
}

function tradesOf(batch: TickBatch): WireTrade[] {
  return Array.from({ length: batch.length }, (_, row) => tickTrade(batch, row));
}

export function tickTrade(batch: TickBatch, row: number): WireTrade {
  return {
    t: new Date(batch.time[row]!).toISOString(),
    x: batch.exchangeOf(row) || NO_EXCHANGE,
    p: batch.exact.at(0, row).toNumber(),
    s: batch.quantity[row]!,
    c: ['@'],
    i: row + 1,
    z: TAPE,
  };
}

function quotesOf(batch: TickBatch): WireQuote[] {
  return Array.from({ length: batch.length }, (_, row) => tickQuote(batch, row));
}

export function tickQuote(batch: TickBatch, row: number): WireQuote {
  const exchange = batch.exchangeOf(row) || NO_EXCHANGE;
  return {
    t: new Date(batch.time[row]!).toISOString(),
    ax: exchange,
    ap: batch.exact.at(1, row).toNumber(),
    as: batch.askSize[row]!,
    bx: exchange,
    bp: batch.exact.at(0, row).toNumber(),
    bs: batch.bidSize[row]!,
    c: ['R'],
    z: TAPE,
  };
}

function rounded(price: number): number {
  return Number(price.toFixed(6));
}
