import { dayOf } from '@lockstep/core';
import { midnightOf } from '../bars/bar-file-layout.ts';
import { dataRowError } from './data-row-error.ts';

/** 1899-12-30 and 2050-12-31: stand for "always" in a file without rows. */
const BEGINNING_OF_TIME = -25_569;
const END_OF_TIME = 29_584;

/** A ticker and the last day on which it was used; the first row holds the first trading day. */
export interface MapFileRow {
  readonly day: number;
  readonly ticker: string;
  /** Letter of the listing exchange; empty where the row does not say. */
  readonly primaryExchange?: string;
}

/** The tickers of a security through time, from `map_files/<permtick>.csv`. */
export class MapFile {
  readonly permtick: string;
  readonly rows: readonly MapFileRow[];
  /** First trading day. */
  readonly firstDay: number;
  /** Last trading day; 2050-12-31 while it is listed. */
  readonly delistingDay: number;
  /** Ticker of the first day: names the security for ever. */
  readonly firstTicker: string;
  /** Letter of the exchange that lists it now; empty where no row says. */
  readonly primaryExchange: string;

  constructor(permtick: string, rows: readonly MapFileRow[]) {
    this.permtick = permtick.toUpperCase();
    this.rows = [...rows].sort((a, b) => a.day - b.day);
    this.firstDay = this.rows[0]?.day ?? BEGINNING_OF_TIME;
    this.delistingDay = this.rows.at(-1)?.day ?? END_OF_TIME;
    this.primaryExchange = this.rows.at(-1)?.primaryExchange ?? '';
    this.firstTicker = this.tickerOn(this.firstDay, this.permtick).replace(/(?<=.)\.\d+$/, '');
  }

  /** @throws DataError `DATA_ROW_INVALID` */
  static parse(permtick: string, text: string, file: string): MapFile {
    const rows: MapFileRow[] = [];
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const [date = '', ticker = '', exchange = ''] = line.trim().split(',');
      const midnight = /^\d{8}$/.test(date) ? midnightOf(Number(date)) : Number.NaN;
      if (Number.isNaN(midnight)) throw dataRowError(file, index, 1, `Received the date "${date}", expected yyyyMMdd`);
      if (ticker === '') throw dataRowError(file, index, 2, 'The ticker is missing');
      rows.push({ day: dayOf(midnight), ticker: ticker.toUpperCase(), primaryExchange: exchange.toUpperCase() });
    }
    return new MapFile(permtick, rows);
  }

  /** Ticker on a day, `fallback` after the last row. */
  tickerOn(day: number, fallback: string): string {
    for (const row of this.rows) if (row.day >= day) return row.ticker;
    return fallback;
  }

  /** Whether the security trades on a day; a file without rows knows no limits. */
  hasData(day: number): boolean {
    return this.rows.length === 0 || (day >= this.firstDay && day <= this.delistingDay);
  }
}
