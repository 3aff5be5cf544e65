import { MS_PER_MINUTE } from '@lockstep/core';
import type { BarFormat } from './bar-format.ts';
import { plainTable } from './bar-table.ts';
import { firstLine } from './csv-format.ts';
import { parseCsv } from './csv-rows.ts';

const COLUMNS = { date: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 };
/** Epoch seconds, open, high, low, close, volume and the number of trades. */
const ROW = /^\d{9,10}(,[\d.]+){5},\d+$/;
const NAME = /^([A-Z0-9.]+)_(\d+)$/i;

/**
 * Kraken's OHLCVT files: seven columns without a header, times in seconds UTC, no row where nothing was traded.
 * `XBTUSD_60.csv` names the pair and the interval in minutes. Bitcoin is XBT to Kraken and BTC to LEAN.
 */
export const krakenFormat: BarFormat = {
  recognises: (file) => ROW.test(firstLine(file)),
  read(file) {
    const [, pair, minutes] = NAME.exec(file.name) ?? [];
    const table = plainTable(file.path, COLUMNS, parseCsv(file.text, file.path));
    return [
      {
        ...table,
        symbol: pair === undefined ? null : pair.toUpperCase().replace(/^XBT|XBT$/, 'BTC'),
        type: 'crypto',
        market: 'kraken',
        timeZone: 'UTC',
        intervalMs: minutes === undefined ? null : Number(minutes) * MS_PER_MINUTE,
      },
    ];
  },
};
