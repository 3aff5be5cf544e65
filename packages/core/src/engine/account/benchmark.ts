import type { Cash } from '../../currencies/cash.ts';
import type { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { BarField } from '../../market/bar-field.ts';
import { Decimal } from '../../numeric/decimal.ts';
import { type SecurityCache } from '../../securities/security-cache.ts';

/** What a run's equity is measured against. */
export interface Benchmark {
  /** Level at an instant (epoch ms UTC); zero before the first data. */
  evaluate(utcMs: number): Decimal;
}

/** A level that a function gives. */
export class FunctionBenchmark implements Benchmark {
  readonly #level: (utcMs: number) => number;

  constructor(level: (utcMs: number) => number) {
    this.#level = level;
  }

  evaluate(utcMs: number): Decimal {
    return Decimal.fromDouble(this.#level(utcMs));
  }
}

/** The price of a security, with a feed and a cache of its own: it never shares a price with the strategy's. */
export class SecurityBenchmark implements Benchmark {
  readonly config: SubscriptionDataConfig;
  readonly cache: SecurityCache;
  /** Daily bars of the security would end at the market's close. */
  readonly strictDailyEndTimes: boolean;
  readonly #currency: Cash;

  constructor(config: SubscriptionDataConfig, cache: SecurityCache, currency: Cash, strictDailyEndTimes: boolean) {
    this.config = config;
    this.cache = cache;
    this.strictDailyEndTimes = strictDailyEndTimes;
    this.#currency = currency;
  }

  evaluate(): Decimal {
    return this.cache.exact(BarField.Close).times(this.#currency.exactConversionRate);
  }
}
