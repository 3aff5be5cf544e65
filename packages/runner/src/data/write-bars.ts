import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { barLocation, impliedDecimals, zipEntryName, zipFile } from '@lockstep/backtester';
import {
  dayOf,
  formatDay,
  LockstepError,
  MS_PER_DAY,
  MS_PER_MINUTE,
  Resolution,
  SecuritySymbol,
  SecurityType,
  TickType,
} from '@lockstep/core';
import type { Bar } from './bars.ts';
import type { DataTarget } from './data-target.ts';

/** Digits after the point that are kept where a file's prices are decimals. */
const DECIMALS = 8;

/** Options of `writeBars`. */
export interface WriteBarsOptions {
  /** Files to write; a security type that has no such data is refused. Default: trades, for forex and cfd quotes. */
  readonly quotes?: boolean;
  /** Distance between bid and ask in quote files, in price; half of it each side of the bar. */
  readonly spread?: number;
}

/**
 * Writes bars in LEAN's folder layout: one zip file for each day, or one of all history for hour and daily bars. Files
 * that exist are replaced. The same bars give the same bytes.
 *
 * @param bars in time order
 * @returns paths of the files written
 * @throws LockstepError `OUTPUT_NOT_WRITABLE`
 */
export function writeBars(target: DataTarget, bars: readonly Bar[], options: WriteBarsOptions = {}): string[] {
  const { symbol: ticker, securityType, market, resolution, dataFolder } = target;
  const symbol = new SecuritySymbol(ticker, { ticker, securityType, market });
  const tickType = options.quotes === true || isQuoted(securityType) ? TickType.Quote : TickType.Trade;
  const location = barLocation(dataFolder, symbol, ticker, resolution, tickType);
  const rowOf = rowWriter(target, tickType, options.spread ?? 0);
  const written: string[] = [];
  for (const [day, rows] of groupedByFile(target, bars)) {
    const name = formatDay(day);
    const file = location.file ?? join(location.folder, name + location.daySuffix);
    const text = rows.map(rowOf).join('');
    writeFile(file, zipFile(zipEntryName(ticker, resolution, tickType, name), Buffer.from(text)));
    written.push(file);
  }
  return written;
}

/** Forex and CFDs have no trades, only quotes. */
export function isQuoted(type: SecurityType): boolean {
  return type === SecurityType.Forex || type === SecurityType.Cfd;
}

/** Bars with their local time in the data zone, by day of the file; hour and daily bars are one group. */
function groupedByFile(target: DataTarget, bars: readonly Bar[]): Map<number, [number, Bar][]> {
  const single = target.resolution === Resolution.Hour || target.resolution === Resolution.Daily;
  const groups = new Map<number, [number, Bar][]>();
  for (const bar of bars) {
    const local = target.dataTimeZone.toLocal(bar.time);
    const day = single ? 0 : dayOf(local);
    const group = groups.get(day);
    if (group === undefined) groups.set(day, [[local, bar]]);
    else group.push([local, bar]);
  }
  return groups;
}

function rowWriter(target: DataTarget, tickType: TickType, spread: number): (row: readonly [number, Bar]) => string {
  const price = priceWriter(impliedDecimals(target.securityType));
  const dated = target.resolution === Resolution.Hour || target.resolution === Resolution.Daily;
  const time = (local: number): string => (dated ? datedTime(local) : String(local - dayOf(local) * MS_PER_DAY));
  if (tickType === TickType.Trade) {
    return ([local, bar]) =>
      `${time(local)},${price(bar.open)},${price(bar.high)},${price(bar.low)},${price(bar.close)},${plain(bar.volume)}\n`;
  }
  const side = ({ open, high, low, close, volume }: Bar, offset: number): string =>
    [open, high, low, close].map((value) => price(value + offset)).join(',') + `,${plain(volume)}`;
  return ([local, bar]) => `${time(local)},${side(bar, -spread / 2)},${side(bar, spread / 2)}\n`;
}

function datedTime(local: number): string {
  const minutes = Math.floor((local - dayOf(local) * MS_PER_DAY) / MS_PER_MINUTE);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${formatDay(dayOf(local))} ${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function priceWriter(implied: number): (price: number) => string {
  if (implied === 0) return plain;
  const scale = 10 ** implied;
  return (price) => String(Math.round(price * scale));
}

/** Without an exponent and without trailing zeros. */
function plain(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  return value.toFixed(DECIMALS).replace(/\.?0+$/, '');
}

function writeFile(file: string, content: Buffer): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LockstepError(
      'OUTPUT_NOT_WRITABLE',
      `Cannot write ${file}: ${reason}. Free some disk space or choose another folder.`,
      {
        details: { file },
        cause,
      },
    );
  }
}
