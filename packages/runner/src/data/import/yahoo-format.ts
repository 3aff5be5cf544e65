import type { BarFormat } from './bar-format.ts';
import { splitBySymbol } from './bar-table.ts';
import { csvTable, firstLine } from './csv-format.ts';
import type { TextRow } from './text-row.ts';

const HEADER =
  /^"?date(time)?"?[,;\t]"?open"?[,;\t]"?high"?[,;\t]"?low"?[,;\t]"?close\W*[,;\t]"?adj\.? close\W*[,;\t]"?volume"?$/i;

/**
 * Yahoo's history as CSV: `Date,Open,High,Low,Close,Adj Close,Volume`. Days without trading are rows of `null`, and prices
 * are printed single-precision floats.
 */
export const yahooFormat: BarFormat = {
  recognises: (file) => HEADER.test(firstLine(file)),
  read(file, mapping) {
    return splitBySymbol(csvTable(file, mapping)).map((table) => {
      const { open, high, low, close } = table.columns;
      const hasPrices = ({ fields }: TextRow): boolean =>
        ![open, high, low, close].every((column) => /^(null|nan|-|)$/i.test(fields[column] ?? ''));
      const rows = table.rows.filter(hasPrices);
      return { ...table, rows, skippedRows: table.rows.length - rows.length, hasFloat32Prices: true };
    });
  },
};
