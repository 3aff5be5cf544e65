import { groupedBy } from '../analysis/grouped-by.ts';
import { type PlotSeries, timeChart } from '../charts/time-chart.ts';
import { html, type SafeHtml } from '../html.ts';
import type { ReportChart, ReportChartSeries } from '../report-input.ts';
import type { ReportView } from '../report-view.ts';
import { card } from './card.ts';

const COLORS = 6;
const MOST_SERIES = 60;
const POINT_BUDGET = 10_000;

/** Charts that the strategy made with `plot` and `addChart`; series of different units get panes of their own. */
export function strategyChartsSection(view: ReportView): SafeHtml | null {
  const charts = view.input.charts.filter((chart) => chart.series.some((series) => series.times.length > 0));
  if (charts.length === 0) return null;
  const count = Math.min(
    MOST_SERIES,
    charts.reduce((sum, chart) => sum + chart.series.length, 0),
  );
  const buckets = Math.max(20, Math.min(300, Math.floor(POINT_BUDGET / count / 4)));
  let left = MOST_SERIES;
  const body = charts.map((chart, i) => {
    const series = chart.series.slice(0, Math.max(0, left));
    left -= series.length;
    return series.length === 0 ? null : panes({ name: chart.name, series }, `chart-${i}`, buckets, view);
  });
  return card('charts', 'Charts of the strategy', left < 0 ? `the first ${MOST_SERIES} series` : '', body);
}

function panes(chart: ReportChart, id: string, buckets: number, { clock }: ReportView): SafeHtml {
  const byUnit = [...groupedBy(chart.series, (series) => series.unit)];
  const plots = byUnit.map(([unit, series], pane) => {
    const drawn = series.map((one, i) => plotSeries(one, i));
    const names = series.map((one) => one.name).join(', ');
    const plot = timeChart({
      id: `${id}-${pane}`,
      summary: `${chart.name}: ${names}`,
      series: drawn,
      kind: 'number',
      unit,
      height: 'medium',
      includeZero: series.some((one) => one.kind === 'bar'),
      buckets,
    });
    return html`${series.length === 1 ? html`<p class="pane-name">${names}${unit === '' ? '' : ` (${unit})`}</p>` : null}${plot}`;
  });
  return html`<div class="pane"><h3>${chart.name}</h3>${plots}</div>`;

  function plotSeries(series: ReportChartSeries, index: number): PlotSeries {
    return {
      name: series.name,
      kind: series.kind,
      color: `c-${(index % COLORS) + 1}`,
      ...clock.localSeries(series),
    };
  }
}
