import type { Alpaca, streaming } from '@alpacahq/alpaca-trade-api';
import {
  AuxiliaryBatch,
  type AuxiliaryEvent,
  AuxiliaryType,
  type Clock,
  type DataFeed,
  Decimal,
  type FeedListener,
  type FeedStatus,
  LockstepError,
  MS_PER_MINUTE,
  PushSource,
  quoteTickBatch,
  Resolution,
  resolutionName,
  type SecuritySymbol,
  SecurityType,
  SplitType,
  type SubscriptionDataConfig,
  type SubscriptionRequest,
  type SubscriptionSource,
  securityTypeName,
  TickType,
  tradeBarBatch,
  tradeTickBatch,
} from '@lockstep/core';
import { type AlpacaFeed, instantOf } from './alpaca-history-provider.ts';
import { type CorporateAction, CorporateActionWatch } from './corporate-action-watch.ts';
import { DataRequests } from './data-requests.ts';
import { DataStream, type DataStreamListener } from './data-stream.ts';
import { SilenceWatch, type WatchedSecurity } from './silence-watch.ts';
import type { Channel } from './wanted-data.ts';

/** A price that the exchange or Alpaca changed after it was told. Nothing that was given is changed by it. */
export type PriceRevision =
  /** The bar of a minute with a trade that came late. */
  | { readonly kind: 'bar'; readonly bar: streaming.StreamBar }
  | { readonly kind: 'correction'; readonly correction: streaming.StreamCorrection }
  | { readonly kind: 'cancellation'; readonly cancellation: streaming.StreamCancelError };

export interface AlpacaDataFeedOptions {
  readonly client: Alpaca;
  /** Address of the data streams. */
  readonly dataStream: string;
  readonly clock: Clock;
  /** @defaultValue iex */
  readonly feed?: AlpacaFeed | undefined;
  /** @defaultValue 200 a minute */
  readonly requests?: DataRequests | undefined;
  /** How long the stream may be silent in market hours before it is doubted, ms. @defaultValue 90000 */
  readonly silenceMs?: number | undefined;
  readonly onRevision?: ((revision: PriceRevision) => void) | undefined;
}

const DELAY_MS = 15 * MS_PER_MINUTE;
/** Codes of a trading status in which nothing is traded: halts and pauses of both tapes. */
const HALTED: ReadonlySet<string> = new Set(['H', 'P', '2', 'D', 'F']);
const RESUMED: ReadonlySet<string> = new Set(['T', '3', 'Q']);

/** A subscription as the feed keeps it. */
interface Reader {
  readonly config: SubscriptionDataConfig;
  readonly channel: Channel;
  readonly source: PushSource;
  /** It is told what the company does. */
  readonly hasEvents: boolean;
  /** When it was subscribed, epoch ms UTC. */
  readonly sinceUtc: number;
  /** Start of the last bar, epoch ms UTC: Alpaca may repeat it. */
  lastBarMs: number;
  /** Price of the last bar; 0 before the first. */
  lastPrice: number;
}

/**
 * What Alpaca's market data stream has, from now on: bars of a minute, trades and quotes of US stocks. Bars of other
 * lengths, those of quotes, and what was before or was missed are made around it (`alpacaData`).
 */
export class AlpacaDataFeed implements DataFeed {
  readonly #options: AlpacaDataFeedOptions;
  readonly #requests: DataRequests;
  readonly #stream: DataStream;
  readonly #watch: SilenceWatch;
  readonly #actions: CorporateActionWatch;
  /** By ticker. */
  readonly #readers = new Map<string, Set<Reader>>();
  readonly #halted = new Set<string>();
  #listener: FeedListener | null = null;
  #hasBeenLive = false;

  constructor(options: AlpacaDataFeedOptions) {
    const { client, dataStream, clock, feed = 'iex', requests = new DataRequests({ clock }) } = options;
    this.#options = options;
    this.#requests = requests;
    this.#stream = new DataStream({
      client,
      url: `${dataStream}/v2/${feed}`,
      feed,
      clock,
      listener: this.#streamListener(),
    });
    this.#watch = new SilenceWatch({
      clock,
      silenceMs: options.silenceMs,
      watched: () => this.#watched(),
      hasTraded: (symbols, fromUtc, toUtc) => this.#hasTraded(symbols, fromUtc, toUtc),
      onDead: (reason) => this.#stream.rebuild(reason),
    });
    this.#actions = new CorporateActionWatch({
      client,
      requests,
      clock,
      watchedBefore: (utcMs) => this.#watchedBefore(utcMs),
      onAction: (action) => this.#onAction(action),
    });
  }

  /** Nothing is being asked; the stream may still be on its way up. */
  get isIdle(): boolean {
    return this.#requests.isIdle && this.#watch.isIdle;
  }

  /** Subscribed to all that is wanted. */
  get isUp(): boolean {
    return this.#stream.isUp;
  }

  /**
   * @throws LockstepError `DATA_NOT_PERMITTED` for wrong keys or a feed that the plan does not have
   */
  async connect(listener: FeedListener): Promise<void> {
    this.#listener = listener;
    await this.#stream.start();
    this.#watch.start();
    this.#actions.start();
  }

  disconnect(): void {
    this.#actions.stop();
    this.#watch.stop();
    this.#stream.stop();
  }

  /**
   * @throws LockstepError `DATA_KIND_UNSUPPORTED` for what the stream does not have
   */
  subscribe({ config, auxiliaryEvents }: SubscriptionRequest): SubscriptionSource {
    const channel = channelOf(config);
    const { value: ticker } = config.symbol;
    const reader: Reader = {
      config,
      channel,
      source: new PushSource(null, () => this.#close(reader)),
      hasEvents: auxiliaryEvents && !config.isInternal,
      sinceUtc: this.#options.clock.utcNow(),
      lastBarMs: Number.NEGATIVE_INFINITY,
      lastPrice: 0,
    };
    const readers = this.#readers.get(ticker);
    if (readers === undefined) this.#readers.set(ticker, new Set([reader]));
    else readers.add(reader);
    for (const wanted of channelsWith(channel)) this.#stream.want(wanted, ticker);
    if (this.#options.feed === 'delayed_sip') this.#tell({ kind: 'delayed', symbol: config.symbol, delayMs: DELAY_MS });
    return reader.source;
  }

  #close(reader: Reader): void {
    const { value: ticker } = reader.config.symbol;
    const readers = this.#readers.get(ticker);
    readers?.delete(reader);
    if (readers?.size === 0) this.#readers.delete(ticker);
    for (const wanted of channelsWith(reader.channel)) this.#stream.unwant(wanted, ticker);
  }

  #streamListener(): DataStreamListener {
    return {
      trade: (trade) => this.#onTrade(trade),
      quote: (quote) => this.#onQuote(quote),
      bar: (bar) => this.#onBar(bar),
      updatedBar: (bar) => this.#onRevision({ kind: 'bar', bar }),
      correction: (correction) => this.#onRevision({ kind: 'correction', correction }),
      cancelError: (cancellation) => this.#onRevision({ kind: 'cancellation', cancellation }),
      status: (status) => this.#onStatus(status),
      live: () => this.#onLive(),
      down: (reason) => this.#tell({ kind: 'disconnected', reason, expected: false }),
      refused: (channel, ticker) => this.#onRefused(channel, ticker),
      fault: (text) => this.#onFault(text),
    };
  }

  #onLive(): void {
    if (this.#hasBeenLive) this.#tell({ kind: 'reconnected' });
    this.#hasBeenLive = true;
    this.#watch.heard();
  }

  /** What could not be read may have been data: it is fetched as after a gap. */
  #onFault(text: string): void {
    this.#tell({ kind: 'disconnected', reason: text, expected: true });
    this.#tell({ kind: 'reconnected' });
  }

  #onBar(bar: streaming.StreamBar): void {
    this.#watch.heard();
    const { symbol, open, high, low, close, volume } = bar;
    const timeMs = bar.timestamp.getTime();
    for (const reader of this.#readersOf(symbol, 'bars')) {
      if (timeMs <= reader.lastBarMs) continue;
      reader.lastBarMs = timeMs;
      reader.lastPrice = close;
      reader.source.push(tradeBarBatch(reader.config, [{ timeMs, open, high, low, close, volume }]));
    }
    this.#listener?.arrived();
  }

  #watchedBefore(utcMs: number): string[] {
    const isOlder = ({ hasEvents, sinceUtc }: Reader): boolean => hasEvents && sinceUtc < utcMs;
    return [...this.#readers].flatMap(([ticker, readers]) => ([...readers].some(isOlder) ? [ticker] : []));
  }

  /** It counts from the morning on: nothing was traded since. */
  #onAction(action: CorporateAction): void {
    const timeMs = this.#options.clock.utcNow();
    for (const { hasEvents, config, source, lastPrice } of this.#readers.get(action.ticker) ?? []) {
      if (!hasEvents) continue;
      const about = { symbol: config.symbol, timeMs, referencePrice: Decimal.fromNumber(lastPrice) };
      const { SplitOccurred: splitType } = SplitType;
      const event: AuxiliaryEvent =
        action.kind === 'split'
          ? { ...about, type: AuxiliaryType.Split, splitType, splitFactor: action.factor }
          : { ...about, type: AuxiliaryType.Dividend, distribution: action.amount };
      source.push(new AuxiliaryBatch([event]));
    }
    this.#listener?.arrived();
  }

  #onTrade({ symbol, price, size, exchange, timestamp }: streaming.StreamTrade): void {
    this.#watch.heard();
    const batch = tradeTickBatch([{ timeMs: timestamp.getTime(), price, size, exchange }]);
    for (const { source } of this.#readersOf(symbol, 'trades')) source.push(batch);
    this.#listener?.arrived();
  }

  #onQuote(quote: streaming.StreamQuote): void {
    this.#watch.heard();
    const { bidPrice, bidSize, askPrice, askSize, askExchange = '', timestamp } = quote;
    const row = { timeMs: timestamp.getTime(), bidPrice, bidSize, askPrice, askSize, exchange: askExchange };
    const batch = quoteTickBatch([row]);
    for (const { source } of this.#readersOf(quote.symbol, 'quotes')) source.push(batch);
    this.#listener?.arrived();
  }

  #onRevision(revision: PriceRevision): void {
    this.#watch.heard();
    this.#options.onRevision?.(revision);
  }

  #onStatus({ symbol: ticker, statusCode = '', statusMessage, reasonMessage }: streaming.StreamStatus): void {
    this.#watch.heard();
    const isHalt = HALTED.has(statusCode);
    if (!isHalt && !RESUMED.has(statusCode)) return;
    if (isHalt === this.#halted.has(ticker)) return;
    if (isHalt) this.#halted.add(ticker);
    else this.#halted.delete(ticker);
    const [reader] = this.#readers.get(ticker) ?? [];
    if (reader === undefined) return;
    const reason = [statusMessage, reasonMessage].filter((text) => text !== undefined && text !== '').join(': ');
    this.#tell({ kind: isHalt ? 'halted' : 'resumed', symbol: reader.config.symbol, reason });
  }

  /** Without corrections or halts there is still data; without the data itself there is none. */
  #onRefused(channel: Channel, ticker: string): void {
    const [reader] = this.#readersOf(ticker, channel);
    if (reader === undefined) return;
    this.#tell({
      kind: 'refused',
      symbol: reader.config.symbol,
      code: 'SYMBOL_LIMIT',
      text: `Alpaca's plan does not give ${channel} of so many symbols; take fewer, or another plan`,
    });
  }

  *#readersOf(ticker: string, channel: Channel): Generator<Reader, void, void> {
    for (const reader of this.#readers.get(ticker) ?? []) if (reader.channel === channel) yield reader;
  }

  /** Halted securities may be silent. */
  #watched(): WatchedSecurity[] {
    if (!this.#stream.isUp) return [];
    return [...this.#readers]
      .filter(([ticker]) => !this.#halted.has(ticker))
      .map(([, [reader]]) => {
        const { symbol, exchangeHours, extendedMarketHours } = (reader as Reader).config;
        return { symbol, hours: exchangeHours, extendedMarketHours };
      });
  }

  async #hasTraded(symbols: readonly SecuritySymbol[], fromUtc: number, toUtc: number): Promise<boolean> {
    const { client, feed = 'iex' } = this.#options;
    const tickers = symbols.map(({ value }) => value).join(',');
    const { bars } = await this.#requests.ask(`the latest bars of ${tickers}`, () =>
      client.marketData.stocks.stockLatestBars({ symbols: tickers, feed }),
    );
    const ends = Object.values(bars).map(({ t }) => instantOf(t) + MS_PER_MINUTE);
    return ends.some((endUtc) => endUtc > fromUtc && endUtc <= toUtc);
  }

  #tell(status: FeedStatus): void {
    this.#listener?.status(status);
  }
}

function channelOf({ symbol, resolution, tickType }: SubscriptionDataConfig): Channel {
  const isStock = symbol.securityType === SecurityType.Equity;
  if (isStock && resolution === Resolution.Tick && tickType === TickType.Trade) return 'trades';
  if (isStock && resolution === Resolution.Tick && tickType === TickType.Quote) return 'quotes';
  if (isStock && resolution === Resolution.Minute && tickType === TickType.Trade) return 'bars';
  const kind = tickType === TickType.Quote ? 'quotes' : 'trades';
  throw new LockstepError(
    'DATA_KIND_UNSUPPORTED',
    `Alpaca's stream has no ${resolutionName(resolution)} ${kind} of ${symbol.value} (${securityTypeName(symbol.securityType)}); it ` +
      'has trades and quotes of stocks one by one, and their bars of a minute.',
  );
}

/** What comes with a channel: changes of its bars, and halts. */
function channelsWith(channel: Channel): readonly Channel[] {
  return channel === 'bars' ? ['bars', 'updatedBars', 'statuses'] : [channel, 'statuses'];
}
