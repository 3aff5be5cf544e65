import type { SecurityTypeName } from '../data-target.ts';
import type { BarColumns } from './bar-field-names.ts';
import type { TextRow } from './text-row.ts';

/** Rows of one security in a file, still text, and what the file's format says about them. */
export interface BarTable {
  /** File in which the rows are, for errors. */
  readonly file: string;
  /** As the file writes it; null where it does not. */
  readonly symbol: string | null;
  /** Kind and market where the format knows them. */
  readonly type: SecurityTypeName | null;
  readonly market: string | null;
  /** Length of the bars in ms where the file tells; null: found from the distances of the rows. */
  readonly intervalMs: number | null;
  /** IANA zone of times without one of their own; null: the exchange's. */
  readonly timeZone: string | null;
  /** Rows carry the ends of their bars instead of the starts. */
  readonly stampsEnds: boolean;
  /** Prices are the decimals of single-precision floats. */
  readonly hasFloat32Prices: boolean;
  readonly columns: BarColumns;
  readonly rows: readonly TextRow[];
  /** Rows without any price that were left out: days without trading. */
  readonly skippedRows: number;
  /** What else is to be told about the file. */
  readonly notes: readonly string[];
}

/** A table of which a format knows nothing but the columns. */
export function plainTable(file: string, columns: BarColumns, rows: readonly TextRow[]): BarTable {
  return {
    file,
    symbol: null,
    type: null,
    market: null,
    intervalMs: null,
    timeZone: null,
    stampsEnds: false,
    hasFloat32Prices: false,
    columns,
    rows,
    skippedRows: 0,
    notes: [],
  };
}

/** A table as one for each symbol that its rows name, in the order of their first rows. */
export function splitBySymbol(table: BarTable): BarTable[] {
  const { symbol } = table.columns;
  if (symbol === undefined) return [table];
  const groups = new Map<string, TextRow[]>();
  for (const row of table.rows) {
    const name = row.fields[symbol] ?? '';
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  return [...groups].map(([name, rows]) => ({ ...table, symbol: name === '' ? null : name, rows }));
}
