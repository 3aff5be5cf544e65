import { formatDate, formatMoney, formatNumber, formatPercent, formatTime } from './format.ts';
import { indexAtOrBefore, nearestIndex } from './nearest-index.ts';
import type { ChartPayload, ChartSeriesPayload } from './payload.ts';
import { readPayload } from './read-payload.ts';

const MS_PER_MINUTE = 60_000;
/** How far an arrow key moves the cursor, as a share of the chart's width. */
const KEY_STEP = 0.01;

/** Shows the values under the pointer, a finger, or the cursor that arrow keys move. */
export function connectCharts(): void {
  for (const plot of document.querySelectorAll<HTMLElement>('[data-chart]')) connectChart(plot);
}

function connectChart(plot: HTMLElement): void {
  const area = plot.querySelector<HTMLElement>('.plot-area');
  const cursor = plot.querySelector<HTMLElement>('.cursor');
  const tip = plot.querySelector<HTMLElement>('.tip');
  if (area === null || cursor === null || tip === null) return;
  let chart: ChartPayload | null = null;
  let position = 1;
  const show = (fraction: number): void => {
    chart ??= readPayload<ChartPayload>(plot.dataset['chart'] ?? '');
    position = Math.min(1, Math.max(0, fraction));
    const minute = snappedMinute(chart, chart.fromMinute + position * (chart.toMinute - chart.fromMinute));
    const span = chart.toMinute - chart.fromMinute;
    const left = (span > 0 ? (minute - chart.fromMinute) / span : 0.5) * area.clientWidth;
    cursor.hidden = tip.hidden = false;
    cursor.style.left = `${left}px`;
    fillTip(tip, chart, minute);
    tip.style.left = `${Math.max(0, Math.min(plot.clientWidth - tip.offsetWidth, left > area.clientWidth / 2 ? left - tip.offsetWidth - 12 : left + 12))}px`;
  };
  const hide = (): void => {
    cursor.hidden = tip.hidden = true;
  };
  const follow = (event: PointerEvent): void => {
    const box = area.getBoundingClientRect();
    show((event.clientX - box.left) / box.width);
  };
  plot.addEventListener('pointermove', follow);
  plot.addEventListener('pointerdown', follow);
  plot.addEventListener('pointerleave', hide);
  plot.addEventListener('blur', hide);
  plot.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    show(position + (event.key === 'ArrowLeft' ? -KEY_STEP : KEY_STEP));
  });
}

/** The time of the nearest point of the series that has the most points. */
function snappedMinute(chart: ChartPayload, minute: number): number {
  const densest = chart.series.reduce((best, series) => (series.minutes.length > best.minutes.length ? series : best));
  return densest.minutes[nearestIndex(densest.minutes, minute)] ?? minute;
}

function fillTip(tip: HTMLElement, chart: ChartPayload, minute: number): void {
  const heading = document.createElement('b');
  // A sample at midnight shows the day that just ended.
  heading.textContent = chart.intraday ? formatTime(minute * MS_PER_MINUTE) : formatDate((minute - 1) * MS_PER_MINUTE);
  const rows = chart.series.map((series) => {
    const row = document.createElement('div');
    const name = document.createElement('span');
    const value = document.createElement('span');
    name.textContent = series.name;
    value.textContent = valueText(series, minute, chart);
    row.append(name, value);
    return row;
  });
  tip.replaceChildren(heading, ...rows);
}

function valueText(series: ChartSeriesPayload, minute: number, chart: ChartPayload): string {
  const value = series.values[indexAtOrBefore(series.minutes, minute)];
  if (value === undefined) return '–';
  if (chart.kind === 'money') return formatMoney(value, chart.unit, 0);
  if (chart.kind === 'percent') return formatPercent(value, 2);
  const size = Math.abs(value);
  return `${formatNumber(value, size >= 1000 ? 0 : size >= 1 ? 2 : 4)}${chart.unit}`;
}
