import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from '@lockstep/core';
import type { BarFormat } from './bar-format.ts';
import { plainTable } from './bar-table.ts';
import { firstLine } from './csv-format.ts';
import { parseCsv } from './csv-rows.ts';

const COLUMNS = { date: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 };
const FIELDS = 12;
/** Open time, five numbers, close time: in milliseconds, since 2025 in microseconds. */
const ROW = /^\d{13}(\d{3})?(,[\d.]+){5},\d{13}(\d{3})?,/;
const NAME = /^([A-Z0-9]+)-(\d+)([smhdw]|mo)-\d{4}(-\d{2}){1,2}$/i;

const UNITS: Readonly<Record<string, number>> = {
  s: MS_PER_SECOND,
  m: MS_PER_MINUTE,
  h: MS_PER_HOUR,
  d: MS_PER_DAY,
  w: 7 * MS_PER_DAY,
  mo: 30 * MS_PER_DAY,
};

/**
 * Binance's dumps of klines: twelve columns from the open time on, with or without a header, times in milliseconds or
 * microseconds UTC. `BTCUSDT-1m-2024-01.csv` names symbol and interval.
 */
export const binanceFormat: BarFormat = {
  recognises: (file) =>
    /^open_?time,open,high,low,close,volume,close_?time,/i.test(firstLine(file)) ||
    (ROW.test(firstLine(file)) && firstLine(file).split(',').length === FIELDS),
  read(file) {
    const rows = parseCsv(file.text, file.path);
    const data = /^\d/.test(rows[0]!.fields[0] ?? '') ? rows : rows.slice(1);
    const [, symbol, count, unit = ''] = NAME.exec(file.name) ?? [];
    const stated = count === undefined ? null : Number(count) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
    const table = plainTable(file.path, COLUMNS, data);
    return [
      { ...table, symbol: symbol ?? null, type: 'crypto', market: 'binance', timeZone: 'UTC', intervalMs: stated },
    ];
  },
};
