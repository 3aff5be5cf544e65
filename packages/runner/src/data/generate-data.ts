import { dayOf, LockstepError, MS_PER_DAY, Resolution, resolutionToMs } from '@lockstep/core';
import type { Bar } from './bars.ts';
import { type BarsOf, type DataTarget, dataTarget, RESOLUTIONS, type ResolutionName } from './data-target.ts';
import { dayText, parseDay } from './days.ts';
import { RandomWalk, SeededRandom } from './random-walk.ts';
import { isQuoted, writeBars } from './write-bars.ts';

/** What to generate, and where. */
export interface GenerateDataOptions extends BarsOf {
  /** Data folder; made when it does not exist. */
  readonly data: string;
  /** First day, `yyyy-MM-dd`. */
  readonly from: string;
  /** Last day, `yyyy-MM-dd`; or give `days`. */
  readonly to?: string;
  /** Number of trading days from the first on. @defaultValue 1 when there is no `to` */
  readonly days?: number;
  /** @defaultValue `'minute'` */
  readonly resolution?: ResolutionName;
  /** The same seed and symbol give the same prices on every machine. @defaultValue 1 */
  readonly seed?: number;
  /** First price. @defaultValue 100 */
  readonly price?: number;
  /** Standard deviation of a year's return, 0.2 is 20 %. @defaultValue 0.2 */
  readonly volatility?: number;
  /** Smallest price step. @defaultValue 0.01, for forex 0.00001 */
  readonly tick?: number;
  /** Writes quotes too: bid and ask around the trades. Forex and CFDs have quotes only. @defaultValue false */
  readonly quotes?: boolean;
  /** Distance between bid and ask in ticks. @defaultValue 2 */
  readonly spread?: number;
}

/** What was generated. */
export interface GeneratedData {
  readonly files: readonly string[];
  readonly bars: number;
  /** `yyyy-MM-dd`. */
  readonly firstDay: string;
  readonly lastDay: string;
}

const TRADING_DAYS_PER_YEAR = 252;
const MAX_DAYS = 366 * 50;
const AVERAGE_VOLUME = 2_000;

/**
 * Writes bars of a seeded random walk in LEAN's folder layout, on the days and hours on which the market is open.
 *
 * @throws LockstepError `USAGE`, `MARKET_HOURS_MISSING`, `OUTPUT_NOT_WRITABLE`
 * @example
 * ```ts
 * import { generateData } from 'lockstep';
 *
 * generateData({ data: 'data', symbol: 'DEMO', from: '2024-03-04', days: 5, seed: 7, price: 500 });
 * ```
 */
export function generateData(options: GenerateDataOptions): GeneratedData {
  const target = dataTarget(options.data, options, RESOLUTIONS[options.resolution ?? 'minute']);
  const days = tradingDays(target, options);
  const bars = generateBars(target, days, options);
  const tick = tickOf(target, options);
  const spread = (options.spread ?? 2) * tick;
  const files = isQuoted(target.securityType) ? [] : writeBars(target, bars);
  const dated = target.resolution === Resolution.Daily || target.resolution === Resolution.Hour;
  if (isQuoted(target.securityType) || (options.quotes === true && !dated)) {
    files.push(...writeBars(target, bars, { quotes: true, spread }));
  }
  const first = days[0] ?? 0;
  return { files, bars: bars.length, firstDay: dayText(first), lastDay: dayText(days.at(-1) ?? first) };
}

function tradingDays(target: DataTarget, options: GenerateDataOptions): number[] {
  const first = parseDay(options.from, 'from');
  const last = options.to === undefined ? first + MAX_DAYS : parseDay(options.to, 'to');
  const count = options.days ?? (options.to === undefined ? 1 : MAX_DAYS);
  if (last < first) {
    throw new LockstepError('USAGE', `The last day ${options.to} is before the first day ${options.from}. Swap them.`);
  }
  requireNumber('days', count, Number.isInteger(count) && count > 0, 'a whole number above 0');
  const days: number[] = [];
  for (let day = first; day <= last && days.length < count; day++) {
    if (target.exchangeHours.isDateOpen(day)) days.push(day);
  }
  if (days.length > 0) return days;
  throw new LockstepError(
    'USAGE',
    `The market is closed from ${options.from} to ${options.to}. Choose a range with a trading day.`,
  );
}

function generateBars(target: DataTarget, days: readonly number[], options: GenerateDataOptions): Bar[] {
  const { seed = 1, price = 100, volatility = 0.2 } = options;
  requireNumber('seed', seed, Number.isSafeInteger(seed), 'a whole number');
  requireNumber('price', price, price > 0, 'a number above 0');
  requireNumber(
    'volatility',
    volatility,
    volatility >= 0 && volatility <= 10,
    'a number from 0 to 10 (0.2 is 20 % a year)',
  );
  const perUnit = Math.round(1 / tickOf(target, options));
  const random = new SeededRandom(`${target.symbol} ${seed}`);
  const barsPerDay = Math.max(1, target.exchangeHours.regularSessionMs / resolutionToMs(target.resolution));
  const walk = new RandomWalk(random, price * perUnit, volatility / Math.sqrt(TRADING_DAYS_PER_YEAR * barsPerDay));
  const zone = target.resolution === Resolution.Daily ? target.dataTimeZone : target.exchangeHours.timeZone;
  const bars: Bar[] = [];
  for (const day of days) {
    for (const local of barStarts(target, day)) {
      const { open, high, low, close } = walk.next();
      bars.push({
        time: zone.toUtc(local),
        open: open / perUnit,
        high: high / perUnit,
        low: low / perUnit,
        close: close / perUnit,
        volume: Math.round(AVERAGE_VOLUME * (0.5 + random.next())),
      });
    }
  }
  return bars;
}

/** Local starts of the bars of a trading day. */
function barStarts(target: DataTarget, day: number): number[] {
  if (target.resolution === Resolution.Daily) return [day * MS_PER_DAY];
  const step = resolutionToMs(target.resolution);
  const starts: number[] = [];
  for (const segment of target.exchangeHours.segments(day)) {
    if (segment.state !== 'market') continue;
    const open = day * MS_PER_DAY + segment.start;
    for (let local = Math.floor(open / step) * step; local < day * MS_PER_DAY + segment.end; local += step) {
      if (dayOf(local) === day) starts.push(local);
    }
  }
  return starts;
}

function tickOf(target: DataTarget, { tick }: GenerateDataOptions): number {
  const size = tick ?? (isQuoted(target.securityType) ? 0.000_01 : 0.01);
  requireNumber('tick', size, size > 0 && size <= 1, 'a number above 0 and at most 1');
  return size;
}

function requireNumber(name: string, value: number, valid: boolean, expected: string): void {
  if (!valid) throw new LockstepError('USAGE', `${name} is ${value}; expected ${expected}.`);
}
