import type { BrokerageCapabilities } from '../../brokerage/brokerage.ts';
import { DefaultBrokerageModel } from '../../brokerage-models/default-brokerage-model.ts';
import { CashBook } from '../../currencies/cash-book.ts';
import type { ReferenceData } from '../../data/reference-data.ts';
import { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { TradeBarBatch } from '../../market/data-batch.ts';
import { DataNormalizationMode } from '../../market/data-normalization-mode.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { Decimal } from '../../numeric/decimal.ts';
import type { FillModel } from '../../securities/models/models.ts';
import { Security } from '../../securities/security.ts';
import { SecurityExchange } from '../../securities/security-exchange.ts';
import type { Clock } from '../../time/clock.ts';
import { SimulatedVenue } from '../../venue/simulated-venue.ts';
import { layOut } from '../bar-layout.ts';
import type { BarSeries } from '../bar-series.ts';

const STALE_PRICE_MS = 3_600_000;

/** What a standing venue is made of. */
export interface StandingVenueOptions {
  readonly clock: Clock;
  readonly reference: ReferenceData;
  /** Its market: trade bars of equities. */
  readonly data: readonly BarSeries[];
  /** US dollars that the account begins with. */
  readonly cash: number;
  readonly capabilities?: Partial<BrokerageCapabilities> | undefined;
  /** Puts something around the fill model of each security. */
  readonly fillModel?: ((whole: FillModel) => FillModel) | undefined;
}

/** A simulated venue with a market of its own, which goes on by a clock whoever comes and goes. */
export class StandingVenue {
  readonly venue: SimulatedVenue;
  readonly #options: StandingVenueOptions;
  readonly #model = new DefaultBrokerageModel();

  constructor(options: StandingVenueOptions) {
    this.#options = options;
    const { clock, cash, capabilities } = options;
    this.venue = new SimulatedVenue({
      capabilities,
      openingCash: () => {
        const book = new CashBook('USD');
        book.set('USD', Decimal.fromNumber(cash), Decimal.ONE);
        return book;
      },
      utcNow: () => clock.utcNow(),
      brokerageModel: () => this.#model,
      stalePriceMs: () => STALE_PRICE_MS,
      list: (symbol, venue) => this.#list(symbol, venue),
      reportError: () => undefined,
    });
  }

  #list(symbol: SecuritySymbol, venue: SimulatedVenue): Security | null {
    const series = this.#options.data.find(({ ticker }) => ticker === symbol.value);
    if (series === undefined) return null;
    const { clock, reference, fillModel } = this.#options;
    const { market, value, securityType } = symbol;
    const { exchangeHours, dataTimeZone } = reference.marketHours.entry(market, value, securityType);
    const models = this.#model.modelsFor(symbol);
    const security = new Security({
      symbol,
      symbolProperties: reference.symbolProperties.properties(market, value, securityType, 'USD'),
      exchange: new SecurityExchange(exchangeHours, clock),
      quoteCurrency: venue.cashBook.ensure('USD'),
      baseCurrency: null,
      cashBook: venue.cashBook,
      clock,
      models: fillModel === undefined ? models : { ...models, fill: fillModel(models.fill) },
    });
    const config = new SubscriptionDataConfig({
      symbol,
      resolution: series.resolution,
      tickType: series.tickType,
      dataTimeZone,
      exchangeHours,
      fillForward: false,
      extendedMarketHours: false,
      isInternal: false,
      normalization: DataNormalizationMode.Raw,
      strictDailyEndTimes: false,
    });
    security.subscriptions.push(config);
    const batch = layOut(series, config, () => true);
    if (batch instanceof TradeBarBatch) this.#play(security, batch, 0);
    return security;
  }

  /** Shows the security each bar when it ends; those that have ended at once. */
  #play(security: Security, batch: TradeBarBatch, from: number): void {
    const { clock } = this.#options;
    let row = from;
    for (; row < batch.length && batch.endTime[row]! <= clock.utcNow(); row += 1) security.cache.applyTrade(batch, row);
    if (row > from) this.venue.scan();
    if (row < batch.length) clock.at(batch.endTime[row]!, () => this.#play(security, batch, row));
  }
}
