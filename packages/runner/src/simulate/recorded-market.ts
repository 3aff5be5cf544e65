import { resolve } from 'node:path';
import { openDataFolder } from '@lockstep/backtester';
import {
  type BrokerageCapabilities,
  type BrokerageModel,
  type ExchangeHours,
  type HistoryProvider,
  LockstepError,
  Market,
  MS_PER_DAY,
  MS_PER_MINUTE,
  type PlayedData,
  PlayedVenue,
  type ReferenceData,
  type Resolution,
  type Security,
  SecuritySymbol,
  SecurityType,
  securityTypeName,
  TickType,
} from '@lockstep/core';
import { type BarFileSet, findBarFiles } from '../data/bar-files.ts';
import { RESOLUTIONS } from '../data/data-target.ts';
import { dayText, parseDay } from '../data/days.ts';
import { RunningClock } from './running-clock.ts';
import { ShiftedData } from './shifted-data.ts';

const USUAL_CASH = 100_000;

/** What is simulated. */
export interface SimulatorRequest {
  /** Data folder in LEAN's layout. @defaultValue `LOCKSTEP_DATA`, else `./data` */
  readonly data?: string;
  /** Day on which time begins, at the open. @defaultValue the first day that has a file of its own */
  readonly date?: string;
  /** Times the wall clock; 0: time stands still until it is moved. @defaultValue 1 */
  readonly speed?: number;
  /** @defaultValue a free one */
  readonly port?: number;
  /** US dollars. @defaultValue 100000 */
  readonly cash?: number;
  readonly cwd?: string;
}

/** In what a venue is like a broker. */
export interface RecordedMarketOptions {
  readonly brokerageModel: BrokerageModel;
  /** Kinds of securities that are played. */
  readonly securityTypes: readonly SecurityType[];
  readonly capabilities?: Partial<BrokerageCapabilities>;
  /** Told when prices have moved. */
  readonly onRow?: (security: Security) => void;
  /** The day is played as if it was today's, from now on, for those who live by the wall clock. @defaultValue false */
  readonly isToday?: boolean;
}

/** The securities of a data folder as a market that a clock plays, with an account on it. */
export interface RecordedMarket {
  readonly running: RunningClock;
  readonly played: PlayedVenue;
  readonly reference: ReferenceData;
  readonly history: HistoryProvider;
  /** What can be traded. */
  readonly symbols: readonly SecuritySymbol[];
  /** The day on which time begins, `yyyy-MM-dd`. */
  readonly date: string;
}

/**
 * Opens a market; its time does not run yet.
 *
 * @throws LockstepError `DATA_FOLDER_MISSING`, `DATA_SYMBOL_MISSING` without such securities, `USAGE` without a day
 */
export function openRecordedMarket(request: SimulatorRequest, options: RecordedMarketOptions): RecordedMarket {
  const folder = resolve(request.cwd ?? '.', request.data ?? process.env['LOCKSTEP_DATA'] ?? 'data');
  const { securityTypes, isToday = false, ...others } = options;
  const sets = setsOf(folder, securityTypes);
  const day = request.date === undefined ? firstDay(sets) : parseDay(request.date, '--date');
  const recorded = openDataFolder(folder, undefined);
  const { reference } = recorded;
  const hours = reference.marketHours.entry(Market.USA, null, SecurityType.Equity).exchangeHours;
  const fromUtc = openUtc(hours, day);
  const nowUtc = Date.now();
  const data = new ShiftedData(recorded, isToday ? Math.floor(nowUtc / MS_PER_MINUTE) * MS_PER_MINUTE - fromUtc : 0);
  const running = new RunningClock(isToday ? nowUtc : fromUtc, request.speed ?? 1);
  const played = new PlayedVenue({
    clock: running.clock,
    reference,
    feed: data,
    dataOf: (symbol) => dataOf(symbol, sets),
    cash: request.cash ?? USUAL_CASH,
    ...others,
  });
  const symbols = new Map<string, SecuritySymbol>();
  for (const { symbol, securityType, market } of sets) {
    const found = new SecuritySymbol(symbol, reference.identify(symbol, securityType, market));
    symbols.set(found.id, found);
  }
  return { running, played, reference, history: data, symbols: [...symbols.values()], date: dayText(day) };
}

/** Of equities those of the United States. */
function setsOf(folder: string, securityTypes: readonly SecurityType[]): BarFileSet[] {
  const sets = findBarFiles(folder).filter(
    ({ securityType, market }) =>
      securityTypes.includes(securityType) && (securityType !== SecurityType.Equity || market === Market.USA),
  );
  if (sets.length > 0) return sets;
  const folders = securityTypes.map((type) =>
    type === SecurityType.Equity ? 'equity/usa/…' : `${folderName(type)}/…`,
  );
  throw new LockstepError(
    'DATA_SYMBOL_MISSING',
    `The data folder ${folder} holds no bars in LEAN's layout (${folders.join(', ')}), which the simulator plays. ` +
      'Fill it with `lockstep data import` or `lockstep data generate`, or choose another with --data.',
  );
}

function folderName(type: SecurityType): string {
  return securityTypeName(type).toLowerCase();
}

function firstDay(sets: readonly BarFileSet[]): number {
  const days = sets.flatMap(({ files }) => files.map((file) => file.day)).filter((day) => day !== null);
  if (days.length > 0) return Math.min(...days);
  throw new LockstepError('USAGE', 'The data folder holds no file of a single day; say with --date where time begins.');
}

/** The finest bars of a ticker, trades and quotes. */
function dataOf(of: SecuritySymbol, sets: readonly BarFileSet[]): PlayedData[] {
  const own = sets.filter(
    ({ symbol, securityType, market }) =>
      symbol === of.value && securityType === of.securityType && market === of.market,
  );
  const finest = Math.min(...own.map((set) => resolutionOf(set)));
  return own
    .filter((set) => resolutionOf(set) === finest)
    .map((set) => ({
      resolution: resolutionOf(set),
      tickType: set.kind === 'quote' ? TickType.Quote : TickType.Trade,
    }));
}

function resolutionOf({ resolution }: BarFileSet): Resolution {
  return RESOLUTIONS[resolution];
}

/** The open of a day, or the next one there is. */
function openUtc(hours: ExchangeHours, day: number): number {
  return hours.timeZone.toUtc(hours.nextMarketOpen(day * MS_PER_DAY - 1, false));
}
