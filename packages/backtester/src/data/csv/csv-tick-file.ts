import { DataError, Decimal, type TimeZone } from '@lockstep/core';
import type { TickColumns } from '../ticks/tick-columns.ts';
import { splitRow } from './csv-columns.ts';
import { parseCsvTime } from './csv-time.ts';

/** Ticks of a CSV file; times are local ms of the exchange. */
export interface CsvTicks {
  readonly trades: TickColumns;
  readonly quotes: TickColumns;
}

type Field = 'time' | 'price' | 'quantity' | 'bid' | 'bidSize' | 'ask' | 'askSize' | 'exchange' | 'suspicious';

/** Header names, in lower-case letters only. */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  time: ['time', 'datetime', 'timestamp', 'date'],
  price: ['price', 'last', 'trade', 'lastprice', 'value'],
  quantity: ['quantity', 'qty', 'size', 'volume', 'amount'],
  bid: ['bid', 'bidprice'],
  bidSize: ['bidsize', 'bidqty', 'bidvolume'],
  ask: ['ask', 'askprice', 'offer'],
  askSize: ['asksize', 'askqty', 'askvolume', 'offersize'],
  exchange: ['exchange', 'exch', 'venue'],
  suspicious: ['suspicious'],
};
const SEPARATORS = [',', ';', '\t'];
const MOST_EXCHANGES = 255;

/**
 * Reads ticks from a CSV file with a header, oldest first: rows with a price are trades, rows with a bid or an ask quotes,
 * rows with both are both.
 *
 * @throws DataError `DATA_FILE_CORRUPT` without rows or columns; `DATA_ROW_INVALID` for a malformed row: rows are never left
 * out
 */
export function parseCsvTicks(text: string, exchangeZone: TimeZone, fileZone: TimeZone, file: string): CsvTicks {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const header = lines[0] ?? '';
  const separator = SEPARATORS.reduce((best, next) =>
    header.split(next).length > header.split(best).length ? next : best,
  );
  const columns = columnsOf(splitRow(header, separator), file);
  const trades = new TickRows(1);
  const quotes = new TickRows(2);
  let previous = Number.NEGATIVE_INFINITY;
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    const row = new TickRow(splitRow(line, separator), columns, { file, line: index + 1 });
    const time = row.time(fileZone, exchangeZone);
    if (time < previous) throw row.invalid('time', 'Time goes backwards: rows must be in ascending order of time');
    previous = time;
    const isTrade = row.has('price');
    const isQuote = row.has('bid') || row.has('ask');
    if (!isTrade && !isQuote) throw row.invalid('time', 'The row has neither a price nor a bid nor an ask');
    if (isTrade) trades.add(time, row, ['price'], ['quantity']);
    if (isQuote) quotes.add(time, row, ['bid', 'ask'], ['bidSize', 'askSize']);
  }
  if (previous === Number.NEGATIVE_INFINITY) {
    throw new DataError('DATA_FILE_CORRUPT', 'The file holds no rows after its header', { file, line: 1 });
  }
  return { trades: trades.build(), quotes: quotes.build() };
}

type Columns = ReadonlyMap<Field, number>;

function columnsOf(header: readonly string[], file: string): Columns {
  const simple = header.map((name) => name.toLowerCase().replace(/[^a-z]/g, ''));
  const found = new Map<Field, number>();
  for (const [field, names] of Object.entries(NAMES) as [Field, readonly string[]][]) {
    const at = simple.findIndex((name) => names.includes(name));
    if (at >= 0) found.set(field, at);
  }
  const hasPrices = found.has('price') || found.has('bid') || found.has('ask');
  if (found.has('time') && hasPrices) return found;
  throw new DataError(
    'DATA_FILE_CORRUPT',
    `A file of ticks has the columns time and price (with quantity), or time, bid and ask (with bidSize and askSize); received ${header.map((name) => `"${name}"`).join(', ')}`,
    { file, line: 1 },
  );
}

/** One row, whose errors name its place. */
class TickRow {
  readonly #fields: readonly string[];
  readonly #columns: Columns;
  readonly #place: { readonly file: string; readonly line: number };

  constructor(fields: readonly string[], columns: Columns, place: { readonly file: string; readonly line: number }) {
    this.#fields = fields;
    this.#columns = columns;
    this.#place = place;
  }

  text(field: Field): string {
    const column = this.#columns.get(field);
    return column === undefined ? '' : (this.#fields[column] ?? '');
  }

  has(field: Field): boolean {
    return this.text(field) !== '';
  }

  time(fileZone: TimeZone, exchangeZone: TimeZone): number {
    const parsed = parseCsvTime(this.text('time'), fileZone, exchangeZone);
    if (parsed !== null && !parsed.isDate) return parsed.local;
    throw this.invalid(
      'time',
      `Received the time "${this.text('time')}", expected ISO 8601 with a time of day, or epoch seconds or milliseconds`,
    );
  }

  /** A price above zero; zero where there is none. */
  price(field: Field): Decimal {
    const value = this.#number(field);
    if (!this.has(field) || value.sign() > 0) return value;
    throw this.invalid(
      field,
      `Received the ${field} ${this.text(field)}, expected one above 0, or nothing where there is none`,
    );
  }

  size(field: Field): number {
    const value = this.#number(field);
    if (value.sign() >= 0) return value.toNumber();
    throw this.invalid(field, `Received the negative ${field} ${this.text(field)}`);
  }

  invalid(field: Field, message: string): DataError {
    return new DataError('DATA_ROW_INVALID', message, { ...this.#place, column: (this.#columns.get(field) ?? 0) + 1 });
  }

  #number(field: Field): Decimal {
    const text = this.text(field);
    if (text === '') return Decimal.ZERO;
    const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isFinite(value)) return Decimal.fromNumber(value);
    throw this.invalid(field, `Received the ${field} "${text}", expected a number`);
  }
}

/** Grows the columns of ticks row by row. */
class TickRows {
  readonly #time: number[] = [];
  readonly #prices: number[][];
  readonly #scales: number[][];
  readonly #sizes: number[][];
  readonly #exchange: number[] = [];
  readonly #exchanges: string[] = [''];
  readonly #suspicious: number[] = [];

  constructor(sides: number) {
    const columns = (): number[][] => Array.from({ length: sides }, () => []);
    this.#prices = columns();
    this.#scales = columns();
    this.#sizes = columns();
  }

  add(time: number, row: TickRow, prices: readonly Field[], sizes: readonly Field[]): void {
    this.#time.push(time);
    for (const [side, field] of prices.entries()) {
      const price = row.price(field);
      this.#prices[side]!.push(price.toNumber());
      this.#scales[side]!.push(price.scale);
      this.#sizes[side]!.push(row.size(sizes[side]!));
    }
    this.#exchange.push(this.#exchangeIndex(row));
    this.#suspicious.push(/^(1|true)$/i.test(row.text('suspicious')) ? 1 : 0);
  }

  build(): TickColumns {
    const length = this.#time.length;
    return {
      length,
      time: Float64Array.from(this.#time),
      prices: this.#prices.map((column) => Float64Array.from(column)),
      scales: this.#scales.map((column) => Uint8Array.from(column)),
      sizes: this.#sizes.map((column) => Float64Array.from(column)),
      exchange: Uint8Array.from(this.#exchange),
      exchanges: this.#exchanges,
      saleCondition: new Uint32Array(length),
      suspicious: Uint8Array.from(this.#suspicious),
    };
  }

  #exchangeIndex(row: TickRow): number {
    const code = row.text('exchange');
    const known = this.#exchanges.indexOf(code);
    if (known >= 0) return known;
    if (this.#exchanges.length > MOST_EXCHANGES) throw row.invalid('exchange', `More than ${MOST_EXCHANGES} exchanges`);
    return this.#exchanges.push(code) - 1;
  }
}
