/** What the page's script reads from its JSON blocks. */

/** How the cells of a column are printed and sorted. */
export type ColumnKind = 'text' | 'number' | 'quantity' | 'price' | 'money' | 'percent' | 'time' | 'duration';

/** A column of a data table. */
export interface TableColumn {
  readonly label: string;
  readonly kind: ColumnKind;
  /** Coloured and signed as a gain or a loss. */
  readonly signed?: boolean;
  /** Decimals of money. @defaultValue 2 */
  readonly decimals?: number;
}

/** A cell: text, or a number in the unit of its column (times are wall-clock ms, durations ms, percents fractions). */
export type TableCell = string | number | null;

/** A sortable table; the page shows its first rows before any script runs. */
export interface TablePayload {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
  readonly pageSize: number;
  readonly currencySymbol: string;
}

/** How values of a chart are printed under the pointer. */
export type ValueKind = 'money' | 'percent' | 'number';

/** The drawn points of one series: minutes since 1970 in wall-clock time, and values. */
export interface ChartSeriesPayload {
  readonly name: string;
  readonly minutes: readonly number[];
  readonly values: readonly number[];
}

/** What a chart tells under the pointer. */
export interface ChartPayload {
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Whether the time of day matters. */
  readonly intraday: boolean;
  readonly kind: ValueKind;
  readonly unit: string;
  readonly series: readonly ChartSeriesPayload[];
}

/** What a fill did to the position: opened or added, reduced or closed, or turned it around. */
export type FillEffect = 'entry' | 'exit' | 'reversal';

/** Fills of one side and effect on one bar: index of the bar, effect, signed quantity, average price, count of fills. */
export type FillPayload = readonly [bar: number, effect: FillEffect, quantity: number, price: number, count: number];

/** Bars and fills of one symbol; seconds since 1970 in wall-clock time. */
export interface PricePayload {
  readonly symbol: string;
  readonly resolution: string;
  readonly intraday: boolean;
  readonly decimals: number;
  readonly times: readonly number[];
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
  readonly fills: readonly FillPayload[];
}
