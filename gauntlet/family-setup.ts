import {
  type Algorithm,
  DataNormalizationMode,
  type DateRules,
  DayOfWeek,
  Duration,
  MS_PER_MINUTE,
  Resolution,
  type Security,
  type SecuritySymbol,
  SecurityType,
  type TimeRules,
} from '@lockstep/core';
import type { Family, FamilySchedule, FamilySecurity } from './family.ts';
import { applyModels } from './models.ts';

const RESOLUTIONS = {
  tick: Resolution.Tick,
  second: Resolution.Second,
  minute: Resolution.Minute,
  hour: Resolution.Hour,
  daily: Resolution.Daily,
} as const;
const TYPES = {
  equity: SecurityType.Equity,
  forex: SecurityType.Forex,
  cfd: SecurityType.Cfd,
  crypto: SecurityType.Crypto,
} as const;
const NORMALIZATIONS = {
  raw: DataNormalizationMode.Raw,
  adjusted: DataNormalizationMode.Adjusted,
  splitAdjusted: DataNormalizationMode.SplitAdjusted,
  totalReturn: DataNormalizationMode.TotalReturn,
} as const;

/** Sets what a family sets; the rest keeps the engine's defaults. */
export function applySettings(algorithm: Algorithm, wanted: NonNullable<Family['settings']>): void {
  const { settings } = algorithm;
  settings.dailyPreciseEndTime = wanted.dailyPreciseEndTime ?? settings.dailyPreciseEndTime;
  settings.automaticIndicatorWarmUp = wanted.automaticIndicatorWarmUp ?? settings.automaticIndicatorWarmUp;
  settings.seedInitialPrices = wanted.seedInitialPrices ?? settings.seedInitialPrices;
  settings.tradingDaysPerYear = wanted.tradingDaysPerYear ?? settings.tradingDaysPerYear;
  if (wanted.freePortfolioValuePercentage !== undefined) {
    settings.freePortfolioValuePercentage = Number(wanted.freePortfolioValuePercentage);
  }
  if (wanted.minimumOrderMarginPortfolioPercentage !== undefined) {
    settings.minimumOrderMarginPortfolioPercentage = Number(wanted.minimumOrderMarginPortfolioPercentage);
  }
  if (wanted.stalePriceMinutes !== undefined) settings.stalePriceTimeSpanMs = wanted.stalePriceMinutes * MS_PER_MINUTE;
  if (wanted.riskFreeRate !== undefined) {
    const rate = Number(wanted.riskFreeRate);
    algorithm.setRiskFreeInterestRateModel(() => rate);
  }
}

/** Adds a security with its models. */
export function addSecurity(algorithm: Algorithm, wanted: FamilySecurity): Security {
  const security = algorithm.addSecurity(
    TYPES[wanted.type],
    wanted.ticker,
    RESOLUTIONS[wanted.resolution],
    wanted.market,
    {
      fillForward: wanted.fillForward ?? true,
      extendedMarketHours: wanted.extended ?? false,
      ...(wanted.leverage !== undefined && { leverage: Number(wanted.leverage) }),
      ...(wanted.normalization !== undefined && { dataNormalizationMode: NORMALIZATIONS[wanted.normalization] }),
    },
  );
  applyModels(security, wanted);
  return security;
}

/** A ticker, or a level that never changes, written `constant:100`. */
export function applyBenchmark(algorithm: Algorithm, benchmark: string | undefined): void {
  if (benchmark === undefined) return;
  const [ticker = '', constant] = benchmark.split(':');
  if (constant === undefined) algorithm.setBenchmark(ticker);
  else algorithm.setBenchmark(() => Number(constant));
}

export function applyWarmUp(algorithm: Algorithm, warmUp: Family['warmUp']): void {
  if (warmUp === undefined) return;
  if ('bars' in warmUp) algorithm.setWarmUp(warmUp.bars);
  else algorithm.setWarmUp(Duration.fromObject({ hours: warmUp.hours }), RESOLUTIONS[warmUp.resolution]);
}

/** Days of a scheduled event; `anchored` ones are trading days of the symbol. */
export function dateRule(
  rules: DateRules,
  symbol: SecuritySymbol,
  { kind, date = 'everyDay', offset = 0, anchored }: FamilySchedule,
): ReturnType<DateRules['everyDay']> {
  const isAnchored = anchored ?? (kind === 'open' || kind === 'close');
  if (date === 'tuesdayThursday') return rules.every(DayOfWeek.Tuesday, DayOfWeek.Thursday);
  if (date === 'everyDay') return isAnchored ? rules.everyDay(symbol) : rules.everyDay();
  return isAnchored ? rules[date](symbol, offset) : rules[date](offset);
}

/** Times of a scheduled event. */
export function timeRule(
  rules: TimeRules,
  symbol: SecuritySymbol,
  { kind, minutes = 0, time = '' }: FamilySchedule,
): ReturnType<TimeRules['every']> {
  switch (kind) {
    case 'open':
      return rules.afterMarketOpen(symbol, minutes);
    case 'close':
      return rules.beforeMarketClose(symbol, minutes);
    case 'every':
      return rules.every(minutes * MS_PER_MINUTE);
    case 'noon':
      return rules.noon;
    default: {
      const [hour, minute] = time.split(':').map(Number) as [number, number];
      return rules.at(hour, minute);
    }
  }
}

/** `1h` and `1d` are resolutions, other periods spans of time. */
export function consolidationPeriod(text: string): Resolution | Duration {
  if (text === '1d') return Resolution.Daily;
  if (text === '1h') return Resolution.Hour;
  return Duration.fromObject({ minutes: Number(text.slice(0, -1)) });
}
