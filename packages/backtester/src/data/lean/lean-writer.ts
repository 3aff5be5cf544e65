import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  civilFromDays,
  Decimal,
  dayOf,
  formatDay,
  LockstepError,
  MS_PER_DAY,
  type Resolution,
  SecuritySymbol,
  type SecurityType,
  TickType,
} from '@lockstep/core';
import { zipFile } from '../zip/zip-writer.ts';
import { barLocation, impliedDecimals, zipEntryName } from './lean-paths.ts';

/** Which bars are written, and for which security. */
export interface LeanBarTarget {
  readonly ticker: string;
  readonly securityType: SecurityType;
  readonly market: string;
  readonly resolution: Resolution;
  /** Writes quotes whose mid is the bar, this far apart (in price); trades unless given. */
  readonly quoteSpread?: number;
}

/** Bars as columns, ascending. */
export interface WritableBars {
  /** Start of each bar: local ms of the zone in which the market's files are written. */
  readonly time: ArrayLike<number>;
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
  readonly volume: ArrayLike<number>;
}

/**
 * Writes bars into a LEAN folder: one zip per day for seconds and minutes, one for all history for hours and days.
 * Existing files of the same names are replaced; the same bars always give the same bytes. Equity prices are rounded to
 * ten-thousandths.
 *
 * @returns paths of the files written
 * @throws LockstepError `DATA_ROW_INVALID` for a value that is not finite or negative, or times that do not ascend;
 * `OUTPUT_NOT_WRITABLE` when the folder cannot be written
 */
export function writeLeanBars(dataFolder: string, target: LeanBarTarget, bars: WritableBars): string[] {
  assertWritable(bars);
  const { ticker, securityType, market, resolution } = target;
  const tickType = target.quoteSpread === undefined ? TickType.Trade : TickType.Quote;
  const symbol = new SecuritySymbol(ticker, { ticker, securityType, market });
  const location = barLocation(dataFolder, symbol, ticker, resolution, tickType);
  const rowText = rowWriter(bars, target, location.file === null);
  const paths: string[] = [];
  const write = (path: string, day: string, from: number, to: number): void => {
    let text = '';
    for (let row = from; row < to; row++) text += rowText(row);
    writeZip(path, zipFile(zipEntryName(ticker, resolution, tickType, day), Buffer.from(text, 'latin1')));
    paths.push(path);
  };
  if (location.file !== null) {
    write(location.file, '', 0, bars.time.length);
    return paths;
  }
  for (let from = 0; from < bars.time.length; ) {
    const day = dayOf(bars.time[from]!);
    let to = from + 1;
    while (to < bars.time.length && dayOf(bars.time[to]!) === day) to++;
    write(join(location.folder, formatDay(day) + location.daySuffix), formatDay(day), from, to);
    from = to;
  }
  return paths;
}

function assertWritable(bars: WritableBars): void {
  for (let row = 0; row < bars.time.length; row++) {
    const values = [bars.open[row]!, bars.high[row]!, bars.low[row]!, bars.close[row]!, bars.volume[row]!];
    if (!values.every((value) => Number.isFinite(value) && value >= 0)) {
      throw new LockstepError(
        'DATA_ROW_INVALID',
        `Bar ${row} holds ${values.join(', ')}; prices and volume must be finite and not negative.`,
      );
    }
    if (row > 0 && !(bars.time[row]! > bars.time[row - 1]!)) {
      throw new LockstepError(
        'DATA_ROW_INVALID',
        `Bar ${row} does not start after the bar before it; sort the bars and remove duplicates.`,
      );
    }
  }
}

function rowWriter(bars: WritableBars, target: LeanBarTarget, isPerDay: boolean): (row: number) => string {
  const { open, high, low, close, volume, time } = bars;
  const decimals = impliedDecimals(target.securityType);
  const price = decimals === 0 ? plainText : (value: number): string => String(Math.round(value * 10 ** decimals));
  const start = (ms: number): string => (isPerDay ? String(ms - dayOf(ms) * MS_PER_DAY) : dateText(ms));
  const side = (row: number, offset: number): string =>
    [open, high, low, close].map((column) => `,${price(column[row]! + offset)}`).join('') +
    `,${plainText(volume[row]!)}`;
  const { quoteSpread } = target;
  return quoteSpread === undefined
    ? (row) => `${start(time[row]!)}${side(row, 0)}\n`
    : (row) => `${start(time[row]!)}${side(row, -quoteSpread / 2)}${side(row, quoteSpread / 2)}\n`;
}

/** Digits that a double holds for certain, without an exponent. */
function plainText(value: number): string {
  const text = String(Number(value.toPrecision(15)));
  return text.includes('e') ? Decimal.parse(text).toString() : text;
}

/** `yyyyMMdd HH:mm` */
function dateText(localMs: number): string {
  const { year, month, day } = civilFromDays(dayOf(localMs));
  const minutes = Math.floor((localMs - dayOf(localMs) * MS_PER_DAY) / 60_000);
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  return `${pad(year, 4)}${pad(month, 2)}${pad(day, 2)} ${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`;
}

function writeZip(path: string, bytes: Buffer): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  } catch (cause) {
    throw new LockstepError(
      'OUTPUT_NOT_WRITABLE',
      `Cannot write "${path}": ${(cause as Error).message}. Check the folder's permissions and free space.`,
      {
        details: { path },
        cause,
      },
    );
  }
}
