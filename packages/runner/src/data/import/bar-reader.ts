import { dayOf, MS_PER_DAY, type TimeZone } from '@lockstep/core';
import type { Bar } from '../bars.ts';
import type { BarTable } from './bar-table.ts';
import { type DateOrder, instantOf, parseBarTime } from './bar-time.ts';
import { rowError, type TextRow } from './text-row.ts';

/** A bar that knows where it was read. */
export interface ReadBar extends Bar {
  /** Start on the exchange's clock, ms. */
  readonly local: number;
  /** Day that its time names: dates daily bars, whatever their zone. */
  readonly day: number;
  readonly row: TextRow;
  readonly file: string;
}

/** How the rows of a table are to be read. */
export interface BarReaderOptions {
  /** Of times that name none. */
  readonly zone: TimeZone;
  readonly exchangeZone: TimeZone;
  readonly dateOrder: DateOrder;
  /** Scales prices by adjusted close over close. */
  readonly isAdjusted: boolean;
}

/** Reads the rows of a table as bars. */
export class BarReader {
  readonly #table: BarTable;
  readonly #options: BarReaderOptions;

  constructor(table: BarTable, options: BarReaderOptions) {
    this.#table = table;
    this.#options = options;
  }

  /**
   * All bars, oldest first; files may be newest first.
   *
   * @throws DataError `DATA_ROW_INVALID` for a row that is no bar, and for rows that go back and forth in time
   */
  bars(): ReadBar[] {
    const bars = this.#table.rows.map((row) => this.#read(row));
    const direction = Math.sign((bars.at(-1)?.time ?? 0) - (bars[0]?.time ?? 0));
    for (let i = 1; i < bars.length; i++) {
      const [previous, bar] = [bars[i - 1]!, bars[i]!];
      const step = Math.sign(bar.time - previous.time);
      const { date } = this.#table.columns;
      if (step === 0)
        throw rowError(
          bar.file,
          bar.row,
          date,
          `This row has the time of line ${previous.row.line}. Remove one of them`,
        );
      if (step === direction) continue;
      const expected = direction > 0 ? 'oldest first' : 'newest first';
      throw rowError(
        bar.file,
        bar.row,
        date,
        `Time goes the other way here: the rows are ${expected}, expected a time ${direction > 0 ? 'after' : 'before'} that of line ${previous.row.line}`,
      );
    }
    return direction < 0 ? bars.reverse() : bars;
  }

  #read(row: TextRow): ReadBar {
    const { open, high, low, close, volume } = this.#table.columns;
    const factor = this.#factor(row);
    const [o, h, l, c] = [open, high, low, close].map((column) => this.#price(row, column) * factor) as [
      number,
      number,
      number,
      number,
    ];
    if (h < l) throw this.#invalid(row, high, `High ${h} is below low ${l}`);
    return {
      ...this.#time(row),
      row,
      file: this.#table.file,
      open: o,
      high: h,
      low: l,
      close: c,
      volume: volume === undefined ? 0 : this.#number(row, volume, 'a number of 0 or more', (value) => value >= 0),
    };
  }

  #time(row: TextRow): Pick<ReadBar, 'local' | 'day' | 'time'> {
    const { date, time } = this.#table.columns;
    const { zone, exchangeZone, dateOrder } = this.#options;
    const text = time === undefined ? (row.fields[date] ?? '') : `${row.fields[date] ?? ''} ${row.fields[time] ?? ''}`;
    const parsed = parseBarTime(text, dateOrder);
    if (parsed === undefined) {
      throw this.#invalid(
        row,
        date,
        `Received the time "${text}", expected for example 2024-03-04, 2024-03-04 09:30, 3/4/2024 or epoch seconds`,
      );
    }
    const end = this.#table.stampsEnds ? (this.#table.intervalMs ?? 0) : 0;
    const instant = instantOf(parsed, zone) - end;
    const local = exchangeZone.toLocal(instant);
    const isMidnight = parsed.offset !== null && local % MS_PER_DAY === 0;
    return { time: instant, local, day: dayOf(isMidnight ? local : parsed.local) };
  }

  #factor(row: TextRow): number {
    if (!this.#options.isAdjusted) return 1;
    const { adjclose, close } = this.#table.columns;
    if (adjclose === undefined) throw this.#invalid(row, close, 'There is no column with the adjusted close');
    return this.#price(row, adjclose) / this.#price(row, close);
  }

  #price(row: TextRow, column: number): number {
    const price = this.#number(row, column, 'a price above 0', (value) => value > 0);
    return this.#table.hasFloat32Prices ? decimalOfFloat32(price, row.fields[column] ?? '') : price;
  }

  #number(row: TextRow, column: number, expected: string, isValid: (value: number) => boolean): number {
    const text = (row.fields[column] ?? '').replace(/^\$/, '').replaceAll(/(?<=\d),(?=\d{3}\b)/g, '');
    const value = NUMBER.test(text) ? Number(text) : Number.NaN;
    if (Number.isFinite(value) && isValid(value)) return value;
    throw this.#invalid(row, column, `Received "${row.fields[column] ?? ''}", expected ${expected}`);
  }

  #invalid(row: TextRow, column: number, message: string): Error {
    return rowError(this.#table.file, row, column, message);
  }
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;

/** The shortest decimal of the same single-precision float; a number that is no printed float stays itself. */
function decimalOfFloat32(value: number, text: string): number {
  const digits = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  if (Math.fround(value).toFixed(digits) !== text) return value;
  for (let precision = 1; precision < 9; precision++) {
    const shorter = Number(value.toPrecision(precision));
    if (Math.fround(shorter) === Math.fround(value)) return shorter;
  }
  return value;
}
