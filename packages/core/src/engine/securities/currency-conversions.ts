import type { MaybePromise } from '../../algorithm/algorithm-core.ts';
import type { Cash, CurrencyConversion } from '../../currencies/cash.ts';
import {
  type ConversionPair,
  type ConversionStep,
  conversionPath,
  stepBetween,
} from '../../currencies/conversion-path.ts';
import { isWorthAccountCurrency } from '../../currencies/stable-coins.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import { BarField } from '../../market/bar-field.ts';
import { DataNormalizationMode } from '../../market/data-normalization-mode.ts';
import { Market } from '../../market/market.ts';
import { SecurityType } from '../../market/security-type.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { Decimal } from '../../numeric/decimal.ts';
import type { Security } from '../../securities/security.ts';
import { Resolution } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { SubscriptionTarget } from '../subscriptions/subscription-target.ts';
import { tickTypes } from './security-factory.ts';
import { seedPrices } from './seed-prices.ts';

/** Types of securities whose prices are rates, in the order in which they are searched. */
const RATE_TYPES: readonly SecurityType[] = [SecurityType.Forex, SecurityType.Cfd, SecurityType.Crypto];

/** A pair of the run or of the symbol properties. */
interface Pair extends ConversionPair {
  readonly ticker: string;
  readonly type: SecurityType;
  /** The security, where the run has it already. */
  readonly security: Security | null;
}

/** A rate that does not move with prices. */
class ConstantConversion implements CurrencyConversion {
  readonly #rate: Decimal;

  constructor(rate: Decimal) {
    this.#rate = rate;
  }

  rate(): Decimal {
    return this.#rate;
  }

  rateNumber(): number {
    return this.#rate.toNumber();
  }
}

/** The rate from the last prices of one pair or two; zero while one of them has no price. */
class PairConversion implements CurrencyConversion {
  readonly securities: readonly Security[];
  readonly #inverse: readonly boolean[];

  constructor(securities: readonly Security[], inverse: readonly boolean[]) {
    this.securities = securities;
    this.#inverse = inverse;
  }

  rate(): Decimal {
    let rate = Decimal.ONE;
    for (const [index, { cache }] of this.securities.entries()) {
      const price = cache.exact(BarField.Close);
      if (price.isZero()) return Decimal.ZERO;
      rate = this.#inverse[index] === true ? rate.dividedBy(price) : rate.times(price);
    }
    return rate;
  }

  rateNumber(): number {
    let rate = 1;
    for (let index = 0; index < this.securities.length; index += 1) {
      const price = this.securities[index]!.cache.close;
      if (price === 0) return 0;
      rate = this.#inverse[index] === true ? rate / price : rate * price;
    }
    return rate;
  }
}

/**
 * Gives every currency of a run its rate to the account currency: from pairs that the strategy added, else from pairs
 * that are subscribed for this alone.
 */
export class CurrencyConversions {
  readonly #run: AlgorithmRun;
  /** Number of currencies that have been looked at. */
  #size = 0;

  constructor(run: AlgorithmRun) {
    this.#run = run;
  }

  /** Currencies have come since the last look. */
  get hasNew(): boolean {
    return this.#run.cashBook.size !== this.#size;
  }

  /**
   * Finds a conversion for every currency that has none, and requests the subscriptions that are missing for it. Pairs
   * may bring further currencies: they wait for the next call.
   * @returns whether there was anything new
   * @throws LockstepError `CONVERSION_PATH_MISSING`
   */
  connect(): boolean {
    const { cashBook } = this.#run;
    const currencies = cashBook.values;
    const hadNew = this.hasNew;
    this.#size = currencies.length;
    let isNew = false;
    for (const cash of currencies) {
      if (cash.symbol === cashBook.accountCurrency || cash.conversion !== null) continue;
      isNew = true;
      cash.conversion = this.#conversionOf(cash);
    }
    return isNew || hadNew;
  }

  /** Takes rates that are unknown from the last known prices. Done on return when history answers at once. */
  seed(): MaybePromise {
    const unknown = this.#run.cashBook.values.filter((cash) => cash.exactConversionRate.isZero());
    const pairs = new Set<Security>();
    for (const { conversion } of unknown) {
      if (conversion instanceof PairConversion) for (const security of conversion.securities) pairs.add(security);
    }
    const waiting = seedPrices(this.#run, [...pairs]);
    const refresh = (): void => {
      for (const cash of unknown) cash.invalidateRate();
    };
    if (waiting !== undefined) return waiting.then(refresh);
    refresh();
  }

  #conversionOf(cash: Cash): CurrencyConversion {
    const { cashBook, brokerageModel } = this.#run;
    const account = cashBook.accountCurrency;
    const cryptoMarket = brokerageModel.defaultMarkets.get(SecurityType.Crypto);
    if (cryptoMarket !== undefined && isWorthAccountCurrency(cash.symbol, account, cryptoMarket)) {
      cash.exactConversionRate = Decimal.ONE;
      return new ConstantConversion(Decimal.ONE);
    }
    const own = this.#ownPairs();
    const direct = stepBetween(cash.symbol, account, own);
    if (direct !== null) return this.#along([direct]);
    const pairs = [...own, ...this.#knownPairs()];
    const isTraded = pairs.some(({ base, quote }) => base === cash.symbol || quote === cash.symbol);
    const path = isTraded ? conversionPath(cash.symbol, account, pairs) : null;
    if (path !== null) return this.#along(path);
    return this.#without(cash, isTraded);
  }

  /** A currency that nothing converts keeps the rate it was given. */
  #without(cash: Cash, isTraded: boolean): CurrencyConversion {
    const rate = cash.exactConversionRate;
    const account = this.#run.cashBook.accountCurrency;
    if (isTraded && rate.isZero()) {
      throw new LockstepError(
        'CONVERSION_PATH_MISSING',
        `No pair or two pairs lead from ${cash.symbol} to ${account} in the markets of this run. Add a pair that does, choose a brokerage model whose market has one, or give the rate with setCash('${cash.symbol}', amount, rate).`,
      );
    }
    if (rate.isZero()) {
      this.#run.log(
        'error',
        `No pair of a known market contains ${cash.symbol}: it has no rate to ${account} and counts nothing. Give the rate with setCash('${cash.symbol}', amount, rate).`,
      );
    }
    return new ConstantConversion(rate);
  }

  #along(path: readonly ConversionStep<Pair>[]): CurrencyConversion {
    const made = new Map<string, Security>();
    const securities = path.map(({ pair }) => pair.security ?? this.#subscribe(pair, made));
    return new PairConversion(
      securities,
      path.map(({ isInverse }) => isInverse),
    );
  }

  /** Pairs that the run has, in the order in which they were added. */
  #ownPairs(): Pair[] {
    const pairs: Pair[] = [];
    for (const security of this.#run.securities) {
      const { symbol, symbolProperties } = security;
      if (!RATE_TYPES.includes(symbol.securityType)) continue;
      const pair = pairOf(symbol.value, symbol.securityType, symbol.market, symbolProperties.quoteCurrency, security);
      if (pair !== null) pairs.push(pair);
    }
    return pairs;
  }

  /** Pairs that the symbol properties list for the markets of the brokerage model and of the run's securities. */
  *#knownPairs(): Iterable<Pair> {
    const { symbolProperties } = this.#run.reference;
    for (const type of this.#rateTypes()) {
      for (const market of this.#marketsOf(type)) {
        for (const { ticker, quoteCurrency } of symbolProperties.quotes(market, type)) {
          const pair = pairOf(ticker, type, market, quoteCurrency, null);
          if (pair !== null) yield pair;
        }
      }
    }
  }

  /** dYdX has no spot market: its futures tell the rates of coins. */
  #rateTypes(): readonly SecurityType[] {
    const isDYDX = this.#run.brokerageModel.defaultMarkets.get(SecurityType.CryptoFuture) === Market.DYDX;
    if (!isDYDX) return RATE_TYPES;
    return [SecurityType.Forex, SecurityType.Cfd, SecurityType.CryptoFuture, SecurityType.Crypto];
  }

  /** Forex and CFD are traded at the same markets. */
  #marketsOf(type: SecurityType): ReadonlySet<string> {
    const { brokerageModel, securities } = this.#run;
    const used = (of: SecurityType): string[] =>
      securities.values.filter(({ symbol }) => symbol.securityType === of).map(({ symbol }) => symbol.market);
    const twin = type === SecurityType.Forex ? SecurityType.Cfd : SecurityType.Forex;
    const own = used(type);
    const hasTwin = type === SecurityType.Forex || type === SecurityType.Cfd;
    const others = own.length === 0 && hasTwin ? used(twin) : own;
    const market = brokerageModel.defaultMarkets.get(type);
    return new Set(market === undefined ? others : [market, ...others]);
  }

  /** Subscribes a pair that the strategy does not see, as finely as the finest subscription of the run. */
  #subscribe(pair: Pair, made: Map<string, Security>): Security {
    const run = this.#run;
    const symbol: SecuritySymbol = run.factory.symbol(pair.ticker, pair.type, pair.market);
    const known = made.get(symbol.id) ?? run.securities.find(symbol);
    // A crypto future gets a feed of its own for the rate, as in LEAN, which knows pairs of the run by their type.
    if (known !== undefined && RATE_TYPES.includes(known.type)) return known;
    const security = known ?? run.factory.security(symbol, run.brokerageModel);
    if (known === undefined) security.isTradable = false;
    made.set(symbol.id, security);
    const resolution = run.subscriptions.finestResolution() ?? Resolution.Minute;
    const config = run.factory.config(symbol, tickTypes(symbol.securityType, resolution)[0]!, {
      resolution,
      fillForward: true,
      extendedMarketHours: false,
      normalization: DataNormalizationMode.Adjusted,
      isInternal: true,
    });
    if (known === undefined) run.securities.addInternal(security);
    run.subscriptions.request(new SubscriptionTarget(config, security.cache, security), run.endUtc);
    return security;
  }
}

/** A security as a pair of currencies; null when its ticker does not end with its quote currency. */
function pairOf(
  ticker: string,
  type: SecurityType,
  market: string,
  quote: string,
  security: Security | null,
): Pair | null {
  if (type === SecurityType.Forex) {
    if (ticker.length !== 6) return null;
    return { ticker, type, market, security, base: ticker.slice(0, 3), quote: ticker.slice(3) };
  }
  if (!ticker.endsWith(quote)) return null;
  return { ticker, type, market, security, base: ticker.slice(0, ticker.length - quote.length), quote };
}
