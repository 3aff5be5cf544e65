import { BarGrid } from '../../data/building/bar-grid.ts';
import { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { Resolution } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { type SecurityFactory, tickTypes } from '../securities/security-factory.ts';
import { startOfTradingDayBefore } from '../step/trade-bar-count.ts';

/** Data of a resolution of its own until the warm-up is over: what each subscription is preceded by. */
export class WarmUpFeed {
  /** End of the warm-up, epoch ms UTC. */
  readonly untilUtc: number;
  readonly #resolution: Resolution;
  readonly #factory: SecurityFactory;

  constructor(resolution: Resolution, untilUtc: number, factory: SecurityFactory) {
    this.#resolution = resolution;
    this.untilUtc = untilUtc;
    this.#factory = factory;
  }

  /** A subscription that starts at an instant begins with data of the warm-up's resolution. */
  precedes(config: SubscriptionDataConfig, startUtc: number): boolean {
    return startUtc < this.untilUtc && config.resolution !== this.#resolution;
  }

  /** The subscription during warm-up; null when its kind of data does not exist at that resolution. */
  configFor(config: SubscriptionDataConfig): SubscriptionDataConfig | null {
    const { symbol, tickType } = config;
    const resolution = this.#resolution;
    if (!tickTypes(symbol.securityType, resolution).includes(tickType)) return null;
    return new SubscriptionDataConfig({
      symbol,
      resolution,
      tickType,
      dataTimeZone: config.dataTimeZone,
      exchangeHours: config.exchangeHours,
      fillForward: config.fillForward,
      extendedMarketHours: config.extendedMarketHours,
      isInternal: config.isInternal,
      normalization: config.normalization,
      strictDailyEndTimes: resolution === Resolution.Daily && this.#factory.hasStrictDailyEndTimes(symbol),
      customType: config.customType,
    });
  }

  /** Where the warm-up's data ends: a bar of it that is under way when the warm-up ends is left out. */
  readUntil(config: SubscriptionDataConfig): number {
    const { untilUtc } = this;
    if (config.incrementMs === 0) return untilUtc;
    const grid = new BarGrid(config);
    const startUtc = grid.startOf(untilUtc);
    return untilUtc < grid.endOf(startUtc) ? startUtc : untilUtc;
  }

  /** Where the subscription itself begins to read: a trading day before the end of the warm-up, to fill forward from. */
  readFrom(config: SubscriptionDataConfig, startUtc: number): number {
    const isStrict = this.#factory.hasStrictDailyEndTimes(config.symbol);
    return Math.max(startOfTradingDayBefore(config, isStrict, this.untilUtc), startUtc);
  }

  /** First instant at which the subscription shows data: what ends with the warm-up has been shown already. */
  showFrom(config: SubscriptionDataConfig): number {
    const { exchangeHours, incrementMs, extendedMarketHours } = config;
    const end = exchangeHours.timeZone.toLocal(this.untilUtc);
    return exchangeHours.isOpenBetween(end - incrementMs, end, extendedMarketHours) ? this.untilUtc + 1 : this.untilUtc;
  }
}

/** The feed of a run's warm-up, or null when there is none at a resolution of its own. */
export function warmUpFeed(run: AlgorithmRun): WarmUpFeed | null {
  const { warmupResolution } = run.settings;
  if (!run.warmUp.isActive || warmupResolution === undefined) return null;
  return new WarmUpFeed(warmupResolution, run.startUtc, run.factory);
}
