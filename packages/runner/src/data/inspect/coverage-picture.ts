import { type Coverage, type CoverageCell, coverageOf, seriesName } from './coverage.ts';
import type { InspectedSeries } from './data-inspection.ts';

const SHADES = '░▒▓';
/** Digits of a year and a space behind them. */
const YEAR_WIDTH = 5;
const MIN_CELLS = 20;

/** What the shades of the picture mean. */
export const LEGEND = '█ every trading day has bars, ▓▒░ fewer have, · none';

/**
 * Series by months as shaded cells, one line each below a line of years: quarters, years or decades where months do not
 * fit the width.
 */
export function coveragePicture(series: readonly InspectedSeries[], width: number): string[] {
  const names = series.map(seriesName);
  const margin = Math.max(0, ...names.map(({ length }) => length)) + 2;
  const coverage = coverageOf(series, Math.max(MIN_CELLS, width - margin));
  const rows = coverage.rows.map(({ cells }, i) => `${(names[i] ?? '').padEnd(margin)}${cells.map(shade).join('')}`);
  return [' '.repeat(margin) + yearLine(coverage), ...rows].map((line) => line.trimEnd());
}

function shade(cell: CoverageCell): string {
  if (cell === null) return ' ';
  if (cell.days === 0) return '·';
  if (cell.days >= cell.tradingDays) return '█';
  return SHADES[Math.floor((cell.days / cell.tradingDays) * SHADES.length)] ?? '█';
}

/** Years above the cells in which they begin, as many as there is room for. */
function yearLine({ periods }: Coverage): string {
  let line = '';
  for (const [i, period] of periods.entries()) {
    const isYear = period.endsWith('-01');
    const next = periods.findIndex((other, at) => at > i && other.endsWith('-01'));
    const begins = isYear || (i === 0 && (next < 0 || next >= YEAR_WIDTH));
    if (begins && line.length <= i) line = `${line.padEnd(i)}${period.slice(0, 4)} `;
  }
  return line;
}
