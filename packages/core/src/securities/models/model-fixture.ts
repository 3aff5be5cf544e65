import { CashBook } from '../../currencies/cash-book.ts';
import { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { QuoteBarBatch, TickBatch, TradeBarBatch } from '../../market/data-batch.ts';
import { DataNormalizationMode } from '../../market/data-normalization-mode.ts';
import { ExactPrices } from '../../market/exact-prices.ts';
import { midPrice } from '../../market/mid-price.ts';
import { SecurityType } from '../../market/security-type.ts';
import { SecuritySymbol } from '../../market/symbol.ts';
import { TickType } from '../../market/tick-type.ts';
import { ExchangeHours } from '../../market-hours/exchange-hours.ts';
import { usMarketEarlyCloses, usMarketHolidays } from '../../market-hours/us-market-calendar.ts';
import { Decimal } from '../../numeric/decimal.ts';
import { Order } from '../../orders/order.ts';
import type { OrderProperties } from '../../orders/order-properties.ts';
import type { OrderType } from '../../orders/order-type.ts';
import { defaultSymbolProperties, type SymbolProperties } from '../../symbol-properties/symbol-properties.ts';
import { daysFromCivil } from '../../time/calendar.ts';
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, Resolution } from '../../time/resolution.ts';
import { TimeZone } from '../../time/time-zone.ts';
import type { UtcClock } from '../../time/utc-clock.ts';
import { Securities } from '../securities.ts';
import { Security } from '../security.ts';
import { SecurityExchange } from '../security-exchange.ts';
import type { SecurityModels } from '../security-models.ts';
import { UnsettledFunds } from '../unsettled-funds.ts';
import { SecurityMarginModel } from './buying-power/security-margin-model.ts';
import { ConstantFeeModel } from './fees/constant-fee-model.ts';
import { EquityFillModel } from './fills/equity-fill-model.ts';
import { ImmediateFillModel } from './fills/immediate-fill-model.ts';
import type { AccountView, FillContext } from './models.ts';
import { ImmediateSettlementModel } from './settlement/immediate-settlement-model.ts';
import { NullShortableProvider } from './shortable/null-shortable-provider.ts';
import { NullSlippageModel } from './slippage/null-slippage-model.ts';

/** What tests of the models build on: real securities with real exchange hours, and bars written as texts. */

export const NEW_YORK = TimeZone.of('America/New_York');
export const UTC = TimeZone.of('UTC');

const REGULAR_DAY = [
  { state: 'premarket', start: 4 * MS_PER_HOUR, end: 9.5 * MS_PER_HOUR },
  { state: 'market', start: 9.5 * MS_PER_HOUR, end: 16 * MS_PER_HOUR },
  { state: 'postmarket', start: 16 * MS_PER_HOUR, end: 20 * MS_PER_HOUR },
] as const;

export const US_EQUITY_HOURS = new ExchangeHours({
  timeZone: NEW_YORK,
  week: [[], REGULAR_DAY, REGULAR_DAY, REGULAR_DAY, REGULAR_DAY, REGULAR_DAY, []],
  holidays: usMarketHolidays(1998, 2025),
  earlyCloses: usMarketEarlyCloses(1998, 2025),
});

const WHOLE_DAY = [{ state: 'market', start: 0, end: MS_PER_DAY }] as const;
/** Sunday 17:00 to Friday 17:00 New York. */
export const FOREX_HOURS = new ExchangeHours({
  timeZone: NEW_YORK,
  week: [
    [{ state: 'market', start: 17 * MS_PER_HOUR, end: MS_PER_DAY }],
    WHOLE_DAY,
    WHOLE_DAY,
    WHOLE_DAY,
    WHOLE_DAY,
    [{ state: 'market', start: 0, end: 17 * MS_PER_HOUR }],
    [],
  ],
});
export const CRYPTO_HOURS = ExchangeHours.alwaysOpen(UTC);

/** A clock that tests set. */
export class TestClock implements UtcClock {
  now: number;

  constructor(now: number) {
    this.now = now;
  }

  utcNow(): number {
    return this.now;
  }
}

export interface FixtureOptions {
  readonly ticker?: string;
  readonly type?: SecurityType;
  readonly market?: string;
  readonly hours?: ExchangeHours;
  readonly normalization?: DataNormalizationMode;
  readonly resolution?: Resolution;
  readonly tickTypes?: readonly TickType[];
  readonly extended?: boolean;
  readonly properties?: Partial<SymbolProperties>;
  readonly models?: Partial<SecurityModels>;
  readonly accountCurrency?: string;
  readonly cash?: string;
}

/** A security with its clock and the account that holds it. */
export interface Fixture {
  readonly security: Security;
  readonly clock: TestClock;
  readonly cashBook: CashBook;
  readonly account: TestAccount;
}

/** Wall-clock time in a zone (New York by default), `2013-10-07 09:31`, as epoch ms UTC. */
export function at(text: string, zone: TimeZone = NEW_YORK): number {
  const [year, month, day, hour = 0, minute = 0, second = 0] = text.split(/[- :]/).map(Number);
  const days = daysFromCivil(year!, month!, day!);
  return zone.toUtc(days * MS_PER_DAY + hour * MS_PER_HOUR + minute * MS_PER_MINUTE + second * 1000);
}

export function decimal(text: string): Decimal {
  return Decimal.parse(text);
}

export function fixture(options: FixtureOptions = {}): Fixture {
  const type = options.type ?? SecurityType.Equity;
  const hours = options.hours ?? (type === SecurityType.Equity ? US_EQUITY_HOURS : FOREX_HOURS);
  const clock = new TestClock(at('2013-10-07 10:00'));
  const cashBook = new CashBook(options.accountCurrency ?? 'USD');
  cashBook.account.setAmount(decimal(options.cash ?? '100000'));
  const properties = { ...defaultSymbolProperties('USD'), ...options.properties };
  const ticker = options.ticker ?? 'SPY';
  const symbol = new SecuritySymbol(ticker, {
    ticker,
    securityType: type,
    market: options.market ?? 'usa',
    primaryExchange: 'P',
  });
  const isPair = ([SecurityType.Forex, SecurityType.Crypto, SecurityType.CryptoFuture] as number[]).includes(type);
  const security = new Security({
    symbol,
    symbolProperties: properties,
    exchange: new SecurityExchange(hours, clock),
    quoteCurrency: cashBook.ensure(properties.quoteCurrency),
    baseCurrency: isPair ? cashBook.ensure(ticker.slice(0, -properties.quoteCurrency.length)) : null,
    cashBook,
    clock,
    models: {
      fee: new ConstantFeeModel(0),
      fill: type === SecurityType.Equity ? new EquityFillModel() : new ImmediateFillModel(),
      slippage: NullSlippageModel.instance,
      buyingPower: new SecurityMarginModel(2),
      settlement: new ImmediateSettlementModel(),
      shortable: NullShortableProvider.instance,
      marginInterest: null,
      ...options.models,
    },
  });
  const defaultTypes =
    type === SecurityType.Forex || type === SecurityType.Cfd ? [TickType.Quote] : [TickType.Trade, TickType.Quote];
  for (const tickType of options.tickTypes ?? defaultTypes) {
    security.subscriptions.push(
      new SubscriptionDataConfig({
        symbol,
        resolution: options.resolution ?? Resolution.Minute,
        tickType,
        dataTimeZone: hours.timeZone,
        exchangeHours: hours,
        fillForward: true,
        extendedMarketHours: options.extended ?? false,
        isInternal: false,
        normalization: options.normalization ?? DataNormalizationMode.Adjusted,
        strictDailyEndTimes: false,
      }),
    );
  }
  const account = new TestAccount(cashBook);
  account.securities.add(security);
  return { security, clock, cashBook, account };
}

/** An account whose totals a test sets, or that are summed from its cash and securities. */
export class TestAccount implements AccountView {
  readonly cashBook: CashBook;
  readonly unsettledCashBook: CashBook;
  readonly unsettledFunds = new UnsettledFunds();
  readonly securities = new Securities();
  readonly orders: Order[] = [];

  constructor(cashBook: CashBook) {
    this.cashBook = cashBook;
    this.unsettledCashBook = new CashBook(cashBook.accountCurrency);
  }

  get exactTotalPortfolioValue(): Decimal {
    let value = this.cashBook.total().plus(this.unsettledCashBook.total());
    for (const security of this.securities) {
      if (security.baseCurrency === null) value = value.plus(security.holdings.exactHoldingsValue);
    }
    return value;
  }

  get exactTotalMarginUsed(): Decimal {
    let used = Decimal.ZERO;
    for (const security of this.securities) {
      used = used.plus(security.buyingPowerModel.getReservedBuyingPowerForPosition(security));
    }
    return used;
  }

  get exactMarginRemaining(): Decimal {
    return this.exactTotalPortfolioValue.minus(this.unsettledCashBook.total()).minus(this.exactTotalMarginUsed);
  }

  estimateTotalPortfolioValue(): number {
    return this.exactTotalPortfolioValue.toNumber();
  }

  estimateMarginRemaining(): number {
    return this.exactMarginRemaining.toNumber();
  }

  openOrders(): readonly Order[] {
    return this.orders;
  }
}

/** Prices of a bar: open, high, low, close. */
export type Ohlc = readonly [string, string, string, string];

/** Gives a security a trade bar. */
export function trade(security: Security, endMs: number, prices: Ohlc, periodMs = MS_PER_MINUTE, volume = 1000): void {
  const columns = prices.map((price) => Float64Array.of(Number(price)));
  const [open, high, low, close] = columns as [Float64Array, Float64Array, Float64Array, Float64Array];
  const batch = new TradeBarBatch({
    length: 1,
    time: Float64Array.of(endMs - periodMs),
    endTime: Float64Array.of(endMs),
    open,
    high,
    low,
    close,
    volume: Float64Array.of(volume),
    exact: new ExactPrices(
      columns,
      -1,
      prices.map((price) => Uint8Array.of(decimal(price).scale)),
    ),
  });
  security.cache.applyTrade(batch, 0);
}

/** Gives a security a quote bar of the same size on both sides; null leaves a side out. */
export function quote(
  security: Security,
  endMs: number,
  bid: Ohlc | null,
  ask: Ohlc | null,
  { periodMs = MS_PER_MINUTE, size = 100 }: { readonly periodMs?: number; readonly size?: number } = {},
): void {
  const texts = [...(bid ?? ['0', '0', '0', '0']), ...(ask ?? ['0', '0', '0', '0'])];
  const columns = texts.map((price) => Float64Array.of(Number(price)));
  const batch = new QuoteBarBatch({
    length: 1,
    time: Float64Array.of(endMs - periodMs),
    endTime: Float64Array.of(endMs),
    bidOpen: columns[0]!,
    bidHigh: columns[1]!,
    bidLow: columns[2]!,
    bidClose: columns[3]!,
    bidSize: Float64Array.of(bid === null ? 0 : size),
    askOpen: columns[4]!,
    askHigh: columns[5]!,
    askLow: columns[6]!,
    askClose: columns[7]!,
    askSize: Float64Array.of(ask === null ? 0 : size),
    exact: new ExactPrices(
      columns,
      -1,
      texts.map((price) => Uint8Array.of(decimal(price).scale)),
    ),
  });
  security.cache.applyQuote(batch, 0);
}

/** A trade tick: price, and what a test needs besides. */
export interface TradeTick {
  readonly price: string;
  readonly exchange?: string;
  readonly saleCondition?: number;
  readonly suspicious?: boolean;
}

/** Gives a security the trade ticks of one instant. */
export function tradeTicks(security: Security, timeMs: number, ticks: readonly TradeTick[]): void {
  const price = Float64Array.from(ticks, (tick) => Number(tick.price));
  const exchanges = ['', ...new Set(ticks.map((tick) => tick.exchange ?? 'P'))];
  const none = new Float64Array(0);
  const batch = new TickBatch({
    tickType: TickType.Trade,
    time: new Float64Array(ticks.length).fill(timeMs),
    value: price,
    quantity: new Float64Array(ticks.length).fill(100),
    bidPrice: none,
    bidSize: none,
    askPrice: none,
    askSize: none,
    exchange: Uint8Array.from(ticks, (tick) => exchanges.indexOf(tick.exchange ?? 'P')),
    exchanges,
    saleCondition: Uint32Array.from(ticks, (tick) => tick.saleCondition ?? 1),
    suspicious: Uint8Array.from(ticks, (tick) => (tick.suspicious === true ? 1 : 0)),
    exact: new ExactPrices([price], -1),
  });
  for (const [row, tick] of ticks.entries()) if (tick.suspicious !== true) security.cache.applyTick(batch, row);
}

/** Gives a security a quote tick; '0' leaves a side out. */
export function quoteTick(security: Security, timeMs: number, bid: string, ask: string): void {
  const sides = [Float64Array.of(Number(bid)), Float64Array.of(Number(ask))] as const;
  const batch = new TickBatch({
    tickType: TickType.Quote,
    time: Float64Array.of(timeMs),
    value: Float64Array.of(midPrice(Number(bid), Number(ask))),
    quantity: new Float64Array(0),
    bidPrice: sides[0],
    bidSize: Float64Array.of(1),
    askPrice: sides[1],
    askSize: Float64Array.of(1),
    exchange: Uint8Array.of(0),
    exchanges: [''],
    saleCondition: Uint32Array.of(0),
    suspicious: Uint8Array.of(0),
    exact: new ExactPrices(sides, -1),
  });
  security.cache.applyTick(batch, 0);
}

export interface OrderOptions {
  readonly id?: number;
  readonly limit?: string;
  readonly stop?: string;
  readonly trigger?: string;
  readonly trailing?: string;
  readonly percentage?: boolean;
  readonly properties?: OrderProperties;
}

export function orderFor(
  security: Security,
  type: OrderType,
  quantity: string,
  timeMs: number,
  prices: OrderOptions = {},
): Order {
  const exact = (text: string | undefined): Decimal | undefined => (text === undefined ? undefined : decimal(text));
  return new Order({
    id: prices.id ?? 1,
    type,
    symbol: security.symbol,
    quantity: decimal(quantity),
    timeMs,
    tag: '',
    limitPrice: exact(prices.limit),
    stopPrice: exact(prices.stop),
    triggerPrice: exact(prices.trigger),
    trailingAmount: exact(prices.trailing),
    trailingAsPercentage: prices.percentage,
    properties: prices.properties,
  });
}

/** A fill context at the clock's time, with LEAN's stale limit of an hour. */
export function contextFor({ security, clock }: Fixture, order: Order): FillContext {
  return { security, order, utcNow: clock.now, stalePriceMs: MS_PER_HOUR };
}
