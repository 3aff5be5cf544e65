import {
  formatDuration,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatTime,
} from './format.ts';
import type { TableCell, TableColumn } from './payload.ts';

/** Text of a cell; empty for null. */
export function cellText(cell: TableCell, column: TableColumn, currencySymbol: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  const text = numberText(cell, column, currencySymbol);
  return column.signed === true && cell > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** Class names of a cell: numbers stand right, signed ones are gains or losses. */
export function cellClass(cell: TableCell, column: TableColumn): string {
  const numeric = column.kind === 'text' || column.kind === 'time' ? column.kind : 'number';
  if (column.signed !== true || typeof cell !== 'number' || cell === 0) return numeric;
  return cell > 0 ? `${numeric} gain` : `${numeric} loss`;
}

/** Order of rows by one column: numbers by size, text by code unit, nothing last. Equal rows keep their places. */
export function sortedRows<Row extends readonly TableCell[]>(
  rows: readonly Row[],
  column: number,
  descending: boolean,
): Row[] {
  const factor = descending ? -1 : 1;
  return [...rows].sort((a, b) => compareCells(a[column] ?? null, b[column] ?? null, factor));
}

function compareCells(a: TableCell, b: TableCell, factor: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -factor : factor;
}

function numberText(value: number, column: TableColumn, currencySymbol: string): string {
  switch (column.kind) {
    case 'money':
      return formatMoney(value, currencySymbol, column.decimals ?? 2);
    case 'percent':
      return formatPercent(value, 2);
    case 'price':
      return formatPrice(value);
    case 'quantity':
      return formatQuantity(value);
    case 'time':
      return formatTime(value);
    case 'duration':
      return formatDuration(value);
    case 'number':
    case 'text':
      return formatNumber(value, Number.isInteger(value) ? 0 : 2);
  }
}
