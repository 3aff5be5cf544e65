import { type HtmlPart, html, htmlPage, type SafeHtml } from '@lockstep/backtester';
import { type Coverage, type CoverageCell, coverageOf, periodText, seriesName } from './coverage.ts';
import type { DataInspection, InspectedSeries } from './data-inspection.ts';
import { doubtsOf } from './doubts.ts';

/** More cells than this are quarters, then years. */
const MAX_CELLS = 96;

const CSS = `.coverage { border-collapse: separate; border-spacing: 1px; width: auto; }
.coverage th, .coverage td { border: 0; padding: 0; }
.coverage tbody th { position: sticky; left: 0; padding-right: var(--space-3); background: var(--surface); color: var(--ink); z-index: 1; }
.coverage thead th { padding-bottom: var(--space-1); text-align: left; border-left: 1px solid var(--zero); padding-left: 3px; }
.coverage thead th:first-child { border: 0; }
.coverage td { min-width: 8px; width: 8px; height: 20px; border-radius: 2px; }
.coverage td.some { background: color-mix(in srgb, var(--accent) var(--share), var(--raised)); }
.coverage td.none { background: var(--bad-bg); }
.legend { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-4); margin-top: var(--space-4); font-size: var(--text-s); color: var(--ink-2); }
.legend i { display: inline-block; width: 12px; height: 12px; border-radius: 2px; margin-right: 6px; vertical-align: -1px; }
.problems li { padding: 3px 0; font-size: var(--text-s); overflow-wrap: anywhere; }
.problems b { color: var(--warn); font-weight: 600; }`;

/** A page that shows what a data folder holds: coverage by months, figures of each series, and what is wrong. */
export function coveragePage(inspection: DataInspection): string {
  const { series, folder } = inspection;
  const body = html`<header class="page-head"><p class="eyebrow">Market data</p><h1>${folder}</h1>
<ul class="facts"><li>${series.length} series</li><li>${series.reduce((sum, { bars }) => sum + bars, 0).toLocaleString('en-US')} bars</li></ul></header>
<main>
${card('coverage', 'Coverage', 'share of the trading days of each period that have bars', [picture(coverageOf(series, MAX_CELLS)), LEGEND])}
${card('series', 'Series', '', seriesTable(series))}
${card('problems', 'Doubts', 'the first of each kind', problems(series))}
</main>`;
  return htmlPage({ title: `${folder} · market data`, css: CSS, body });
}

function card(id: string, title: string, note: string, body: HtmlPart): SafeHtml {
  return html`<section class="card" id="${id}"><header class="card-head"><h2>${title}</h2><p class="note">${note}</p></header>
${body}
</section>`;
}

const LEGEND = html`<p class="legend"><span><i style="background: var(--accent)"></i>every trading day</span><span><i style="background: color-mix(in srgb, var(--accent) 45%, var(--raised))"></i>some</span><span><i style="background: var(--bad-bg)"></i>none</span></p>`;

function picture({ periods, monthsPerCell, rows }: Coverage): SafeHtml {
  const years: { name: string; cells: number }[] = [];
  for (const period of periods) {
    const name = period.slice(0, 4);
    const last = years.at(-1);
    if (last?.name === name) last.cells++;
    else years.push({ name, cells: 1 });
  }
  const isDense = monthsPerCell >= 12;
  const heads = years.map(
    ({ name, cells }, i) =>
      html`<th colspan="${cells}">${isDense && i % 5 > 0 ? '' : cells < 3 && !isDense ? '' : name}</th>`,
  );
  return html`<div class="scroll"><table class="coverage"><thead><tr><th></th>${heads}</tr></thead><tbody>
${rows.map(
  ({
    series,
    cells,
  }) => html`<tr><th scope="row">${seriesName(series)}</th>${cells.map((cell, i) => cellOf(cell, periodText(periods[i] ?? '', monthsPerCell)))}</tr>
`,
)}</tbody></table></div>`;
}

function cellOf(cell: CoverageCell, period: string): SafeHtml {
  if (cell === null) return html`<td></td>`;
  const title = `${period}: ${cell.days} of ${cell.tradingDays} trading days`;
  if (cell.days === 0) return html`<td class="none" title="${title}"></td>`;
  // The faintest share still has to be seen.
  const share = 15 + Math.round((85 * cell.days) / Math.max(1, cell.tradingDays));
  return html`<td class="some" style="--share: ${Math.min(100, share)}%" title="${title}"></td>`;
}

function seriesTable(series: readonly InspectedSeries[]): SafeHtml {
  return html`<div class="scroll"><table><thead><tr><th>Symbol</th><th>Type</th><th>Market</th><th>Resolution</th><th>Kind</th><th class="number">Bars</th><th>First</th><th>Last</th><th class="number">Missing days</th><th>Doubts</th></tr></thead><tbody>
${series.map(
  (
    item,
  ) => html`<tr><td>${item.symbol}</td><td>${item.type}</td><td>${item.market}</td><td>${item.resolution}</td><td>${item.kind}</td><td class="number">${item.bars.toLocaleString('en-US')}</td><td>${item.firstDay ?? '–'}</td><td>${item.lastDay ?? '–'}</td><td class="number">${item.missingDays.length}</td><td>${doubtsOf(item)}</td></tr>
`,
)}</tbody></table></div>`;
}

function problems(series: readonly InspectedSeries[]): SafeHtml {
  const items = series.flatMap((item) => item.problems);
  if (items.length === 0) return html`<p class="empty">Nothing is wrong with any row or file.</p>`;
  return html`<ul class="problems">${items.map(({ kind, file, line, text }) => html`<li><b>${kind}</b> ${file}${line === null ? '' : `:${line}`}: ${text}</li>`)}</ul>`;
}
