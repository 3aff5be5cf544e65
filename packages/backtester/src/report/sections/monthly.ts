import { monthlyReturns } from '../analysis/monthly-returns.ts';
import { formatSigned } from '../client/format.ts';
import { html, type SafeHtml } from '../html.ts';
import type { ReportView } from '../report-view.ts';
import { card, emptyNote } from './card.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Strongest tint of a cell, percent of its colour. */
const FULL_TINT = 62;
/** Returns beyond this share of all are painted in full, so that one outlier does not pale the rest. */
const FULL_TINT_SHARE = 0.95;

/** Month by year, with yearly totals. */
export function monthlySection({ input, dailyEquity }: ReportView): SafeHtml {
  const start = input.equity.values[0];
  if (start === undefined) return card('monthly', 'Monthly returns', '', emptyNote('The run has no equity.'));
  const years = monthlyReturns(dailyEquity, start);
  const monthTint = tintScale(years.flatMap((row) => row.months.filter((value) => value !== null)));
  const yearTint = tintScale(years.map((row) => row.total));
  const rows = years.map(
    (row) =>
      html`<tr><th scope="row">${row.year}</th>${row.months.map((value) => cell(value, monthTint, ''))}${cell(row.total, yearTint, 'total')}</tr>`,
  );
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="Monthly returns"><table class="heat"><thead><tr><th scope="col">Year</th>${MONTHS.map((month) => html`<th scope="col">${month}</th>`)}<th scope="col">Total</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return card('monthly', 'Monthly returns', 'percent; months and years by the last value of each', table);
}

function cell(value: number | null, tint: (value: number) => number, kind: string): SafeHtml {
  if (value === null) return html`<td class="${kind}"></td>`;
  const sign = value > 0 ? 'up' : value < 0 ? 'down' : '';
  return html`<td class="${`${kind} ${sign}`.trim()}" style="--tint:${tint(value)}%">${formatSigned(value * 100, Math.abs(value) >= 0.9995 ? 0 : 1)}</td>`;
}

/** Strength of a cell's colour by the size of its value, whole percent. */
function tintScale(values: readonly number[]): (value: number) => number {
  const sizes = values.map(Math.abs).sort((a, b) => a - b);
  const full = sizes[Math.floor((sizes.length - 1) * FULL_TINT_SHARE)] || 1;
  return (value) => Math.round(FULL_TINT * Math.min(1, Math.abs(value) / full));
}
