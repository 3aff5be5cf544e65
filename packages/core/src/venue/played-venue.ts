import type { BrokerageCapabilities } from '../brokerage/brokerage.ts';
import type { BrokerageModel } from '../brokerage-models/brokerage-model.ts';
import { CashBook } from '../currencies/cash-book.ts';
import type { DataFeed } from '../data/data-feed.ts';
import type { ReferenceData } from '../data/reference-data.ts';
import { SubscriptionDataConfig } from '../data/subscription-data-config.ts';
import { type AuxiliaryEvent, AuxiliaryType, DelistingType, SplitType } from '../market/auxiliary-event.ts';
import type { PriceBatch } from '../market/data-batch.ts';
import { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { TickType } from '../market/tick-type.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { FillModel } from '../securities/models/models.ts';
import { Security } from '../securities/security.ts';
import { SecurityExchange } from '../securities/security-exchange.ts';
import type { Clock, Timer } from '../time/clock.ts';
import { MS_PER_DAY, MS_PER_HOUR, Resolution } from '../time/resolution.ts';
import { PlayedSource } from './played-source.ts';
import { SimulatedVenue } from './simulated-venue.ts';

/** Data from before the beginning of which the last is the first price. */
const BEFORE_MS = 10 * MS_PER_DAY;
/** How far ahead data is asked for. */
const AHEAD_MS = 20 * 365 * MS_PER_DAY;
const CURRENCY = 'USD';
/** Kinds of securities that are one currency in another. */
const PAIRS: ReadonlySet<SecurityType> = new Set<SecurityType>([SecurityType.Forex, SecurityType.Crypto]);

/** One kind of data that a venue plays. */
export interface PlayedData {
  readonly resolution: Resolution;
  readonly tickType: TickType;
}

/** What a played venue is made of. */
export interface PlayedVenueOptions {
  readonly clock: Clock;
  readonly reference: ReferenceData;
  /** Its market, in raw prices. */
  readonly feed: DataFeed;
  /** Which data of a security is played; none for one that is not traded here. */
  readonly dataOf: (symbol: SecuritySymbol) => readonly PlayedData[];
  /** US dollars that the account begins with. */
  readonly cash: number;
  readonly brokerageModel: BrokerageModel;
  readonly capabilities?: Partial<BrokerageCapabilities> | undefined;
  /** Puts something around the fill model of each security. */
  readonly fillModel?: ((whole: FillModel) => FillModel) | undefined;
  /** Told of each row that a security is shown. */
  readonly onRow?: ((security: Security, batch: PriceBatch, row: number) => void) | undefined;
}

/**
 * A simulated venue with a market of its own: a feed's data, which a clock plays whoever comes and goes. Prices
 * and what companies do reach the account when their time has come.
 */
export class PlayedVenue {
  readonly venue: SimulatedVenue;
  readonly #options: PlayedVenueOptions;
  readonly #sources: PlayedSource[] = [];
  #timer: Timer | null = null;
  /** Settlement and margin interest are looked at once an hour in which something is played; epoch ms UTC. */
  #nextModelScanUtc = Number.NEGATIVE_INFINITY;

  constructor(options: PlayedVenueOptions) {
    this.#options = options;
    const { clock, cash, capabilities, brokerageModel } = options;
    this.venue = new SimulatedVenue({
      capabilities,
      openingCash: () => {
        const book = new CashBook(CURRENCY);
        book.set(CURRENCY, Decimal.fromNumber(cash), Decimal.ONE);
        return book;
      },
      utcNow: () => clock.utcNow(),
      brokerageModel: () => brokerageModel,
      stalePriceMs: () => MS_PER_HOUR,
      list: (symbol, venue) => this.#list(symbol, venue),
      reportError: () => undefined,
    });
  }

  #list(symbol: SecuritySymbol, venue: SimulatedVenue): Security | null {
    const { clock, reference, fillModel, brokerageModel, dataOf } = this.#options;
    const data = dataOf(symbol);
    if (data.length === 0) return null;
    const { market, value, securityType } = symbol;
    const models = brokerageModel.modelsFor(symbol);
    const symbolProperties = reference.symbolProperties.properties(market, value, securityType, CURRENCY);
    const quote = symbolProperties.quoteCurrency;
    const base = PAIRS.has(securityType) ? value.slice(0, -quote.length) : null;
    const security = new Security({
      symbol,
      symbolProperties,
      exchange: new SecurityExchange(reference.marketHours.entry(market, value, securityType).exchangeHours, clock),
      quoteCurrency: venue.cashBook.ensure(quote),
      baseCurrency: base === null ? null : venue.cashBook.ensure(base),
      cashBook: venue.cashBook,
      clock,
      models: fillModel === undefined ? models : { ...models, fill: fillModel(models.fill) },
    });
    convertBy(security);
    for (const each of data) this.#subscribe(security, each);
    this.#playDue();
    this.#schedule();
    return security;
  }

  #subscribe(security: Security, { resolution, tickType }: PlayedData): void {
    const { clock, reference, feed, onRow } = this.#options;
    const { symbol } = security;
    const entry = reference.marketHours.entry(symbol.market, symbol.value, symbol.securityType);
    const config = new SubscriptionDataConfig({
      symbol,
      resolution,
      tickType,
      dataTimeZone: entry.dataTimeZone,
      exchangeHours: entry.exchangeHours,
      fillForward: false,
      extendedMarketHours: true,
      isInternal: false,
      normalization: DataNormalizationMode.Raw,
      strictDailyEndTimes: resolution === Resolution.Daily,
    });
    security.subscriptions.push(config);
    const now = clock.utcNow();
    const request = {
      config,
      startUtc: now - BEFORE_MS,
      endUtc: now + AHEAD_MS,
      auxiliaryEvents: tickType === TickType.Trade,
    };
    const source = new PlayedSource(security, feed.subscribe(request), {
      onRow: (...row) => {
        security.baseCurrency?.invalidateRate();
        security.quoteCurrency.invalidateRate();
        onRow?.(...row);
      },
      onEvent: (event) => this.#apply(security, event),
      onLoaded: () => this.#onTime(),
    });
    this.#sources.push(source);
  }

  /** Shows what has come to be seen, and says whether there was anything. Everything of one instant comes before orders. */
  #playDue(): boolean {
    const now = this.#options.clock.utcNow();
    let isMoved = false;
    for (const source of this.#sources) {
      for (; source.nextUtc <= now; isMoved = true) source.play();
    }
    if (now >= this.#nextModelScanUtc) {
      this.venue.scanModels(now);
      this.#nextModelScanUtc = (Math.floor(now / MS_PER_HOUR) + 1) * MS_PER_HOUR;
    }
    return isMoved;
  }

  #onTime(): void {
    if (this.#playDue()) this.venue.scan();
    this.#schedule();
  }

  #schedule(): void {
    this.#timer?.cancel();
    const next = this.#sources.reduce((earliest, { nextUtc }) => Math.min(earliest, nextUtc), Number.POSITIVE_INFINITY);
    this.#timer = Number.isFinite(next) ? this.#options.clock.at(next, () => this.#onTime()) : null;
  }

  #apply({ symbol, cache }: Security, event: AuxiliaryEvent): void {
    const { corporateActions, securities } = this.venue;
    const security = securities.find(symbol);
    // What happened before anybody could hold it changes no account.
    if (security === undefined) return;
    if (event.type === AuxiliaryType.Dividend) corporateActions.payDividend(symbol, event.distribution);
    else if (event.type === AuxiliaryType.Split && event.splitType === SplitType.SplitOccurred) {
      cache.applySplit(event.splitFactor);
      corporateActions.applySplit(symbol, event.splitFactor, security.exactPrice);
    } else if (event.type === AuxiliaryType.Delisting && event.delistingType === DelistingType.Delisted) {
      corporateActions.delist(symbol);
    }
  }

  /** Nothing is played any more. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
    for (const source of this.#sources) source.close();
  }
}

/** A pair with the account's currency tells what the other one is worth. */
function convertBy(security: Security): void {
  const { baseCurrency, quoteCurrency } = security;
  if (baseCurrency === null) return;
  if (quoteCurrency.symbol === CURRENCY) {
    baseCurrency.conversion ??= { rate: () => security.exactPrice, rateNumber: () => security.price };
  } else if (baseCurrency.symbol === CURRENCY) {
    const inverse = (): Decimal =>
      security.exactPrice.isZero() ? Decimal.ZERO : Decimal.ONE.dividedBy(security.exactPrice);
    quoteCurrency.conversion ??= { rate: inverse, rateNumber: () => inverse().toNumber() };
  }
}
