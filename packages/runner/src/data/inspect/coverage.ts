import type { InspectedSeries, MonthCoverage } from './data-inspection.ts';

/** Months that one cell of the picture may stand for. */
const STEPS = [1, 3, 12, 120] as const;

/** Coverage of some months; null outside of a series' days. */
export type CoverageCell = Omit<MonthCoverage, 'month'> | null;

/** The series of a folder over one axis of time. */
export interface Coverage {
  readonly monthsPerCell: number;
  /** First month of each cell, `yyyy-MM`. */
  readonly periods: readonly string[];
  /** One row for each series, a cell for each period. */
  readonly rows: readonly { readonly series: InspectedSeries; readonly cells: readonly CoverageCell[] }[];
}

/** Lays the months of all series on one axis of at most so many cells. */
export function coverageOf(series: readonly InspectedSeries[], maxCells: number): Coverage {
  const months = series.flatMap(({ months }) => months.map(({ month }) => monthNumber(month)));
  const [first, last] = months.reduce(([low, high], month) => [Math.min(low, month), Math.max(high, month)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);
  const cells = (step: number): number => Math.floor(last / step) - Math.floor(first / step) + 1;
  const monthsPerCell = STEPS.find((step) => cells(step) <= maxCells) ?? 120;
  const start = Math.floor(first / monthsPerCell);
  const length = months.length === 0 ? 0 : cells(monthsPerCell);
  return {
    monthsPerCell,
    periods: Array.from({ length }, (_, i) => monthText((start + i) * monthsPerCell)),
    rows: series.map((item) => {
      const row: CoverageCell[] = Array.from({ length }, () => null);
      for (const { month, days, tradingDays } of item.months) {
        const at = Math.floor(monthNumber(month) / monthsPerCell) - start;
        const cell = row[at] ?? { days: 0, tradingDays: 0 };
        row[at] = { days: cell.days + days, tradingDays: cell.tradingDays + tradingDays };
      }
      return { series: item, cells: row };
    }),
  };
}

/** What a cell stands for, in words: `2024-03`, `2024-01 to 2024-03`, `2024`. */
export function periodText(period: string, monthsPerCell: number): string {
  if (monthsPerCell === 1) return period;
  const year = period.slice(0, 4);
  if (monthsPerCell === 12) return year;
  const last = monthText(monthNumber(period) + monthsPerCell - 1);
  return monthsPerCell < 12 ? `${period} to ${last}` : `${year} to ${last.slice(0, 4)}`;
}

/** Name of a series in a picture. */
export function seriesName({ symbol, resolution, kind, market }: InspectedSeries): string {
  return `${symbol} ${resolution} ${kind} ${market}`;
}

function monthNumber(text: string): number {
  return Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1;
}

function monthText(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}
