import { DataError, MS_PER_DAY, MS_PER_MINUTE } from '@lockstep/core';
import type { SecurityTypeName } from '../data-target.ts';
import type { BarFormat } from './bar-format.ts';
import { type BarTable, splitBySymbol } from './bar-table.ts';
import { csvTable, firstLine } from './csv-format.ts';
import { rowError } from './text-row.ts';

const PERIOD_FIELD = 1;
const MAPPING = { symbol: '<TICKER>', date: '<DATE>', time: '<TIME>' };

/**
 * Stooq's ASCII files: `<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>`, daily or intraday, of
 * one ticker or of many. Intraday times are Warsaw's, for every market; hours carry their ends, shorter bars their starts.
 * Stooq's other files (`Date,Open,High,Low,Close,Volume`) are plain CSV.
 */
export const stooqFormat: BarFormat = {
  recognises: (file) => /^<ticker>[,;]<per>[,;]<date>/i.test(firstLine(file)),
  read(file, mapping) {
    const table = csvTable(file, { ...MAPPING, ...mapping });
    return splitByPeriod(table).flatMap(({ period, table: part }) => {
      const intervalMs = intervalOf(period, part);
      const facts = {
        intervalMs,
        stampsEnds: period === '60',
        timeZone: intervalMs < MS_PER_DAY ? 'Europe/Warsaw' : null,
      };
      return splitBySymbol(part).map((one) => ({ ...one, ...facts, ...securityOf(one.symbol ?? '', one) }));
    });
  },
};

function splitByPeriod(table: BarTable): { period: string; table: BarTable }[] {
  const periods = [...new Set(table.rows.map(({ fields }) => fields[PERIOD_FIELD] ?? ''))];
  return periods.map((period) => ({
    period,
    table: { ...table, rows: table.rows.filter(({ fields }) => fields[PERIOD_FIELD] === period) },
  }));
}

function intervalOf(period: string, { file, rows }: BarTable): number {
  if (period.toUpperCase() === 'D') return MS_PER_DAY;
  const minutes = /^\d+$/.test(period) ? Number(period) : 0;
  if (minutes > 0) return minutes * MS_PER_MINUTE;
  throw rowError(file, rows[0]!, PERIOD_FIELD, `Received the period "${period}", expected D or a number of minutes`);
}

/** `AAPL.US` is the US share AAPL, `BTC.V` a coin in dollars, a name without suffix a pair of currencies. */
function securityOf(ticker: string, { file, rows }: BarTable): Pick<BarTable, 'symbol' | 'type' | 'market'> {
  const [, name = '', suffix = ''] = /^(.*?)(?:\.(\w+))?$/.exec(ticker) ?? [];
  const security = (symbol: string, type: SecurityTypeName, market: string | null): ReturnType<typeof securityOf> => ({
    symbol,
    type,
    market,
  });
  if (/^us$/i.test(suffix)) return security(name, 'equity', 'usa');
  if (/^v$/i.test(suffix)) return security(`${name}USD`, 'crypto', null);
  if (suffix === '' && /^[a-z]{6}$/i.test(name)) return security(name, 'forex', null);
  throw new DataError(
    'DATA_FILE_CORRUPT',
    `${ticker} is neither a US share, a coin nor a pair of currencies. Import it with --format csv, --symbol, --type and --market, and --time-zone Europe/Warsaw for intraday rows`,
    { file, ...(rows[0] === undefined ? {} : { line: rows[0].line, column: 1 }) },
  );
}
