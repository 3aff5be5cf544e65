import { downSample } from '../analysis/down-sample.ts';
import { formatCompact } from '../client/format.ts';
import type { ChartPayload, ValueKind } from '../client/payload.ts';
import { html, jsonScript, type SafeHtml } from '../html.ts';
import { type DrawnSeries, type MarkKind, seriesMarkup } from './series-path.ts';
import { timeTicks } from './time-axis.ts';
import { linearScale, logScale, type ValueScale } from './value-scale.ts';

/** Size of the drawing space; the page stretches it to the plot. */
export const PLOT_SIZE = 1000;
const BUCKETS = 400;
const MS_PER_MINUTE = 60_000;
const INTRADAY_SPAN_MS = 60 * 86_400_000;

/** A series to draw; times are wall-clock ms in ascending order. */
export interface PlotSeries {
  readonly name: string;
  readonly kind: MarkKind;
  /** Class that gives the colour, for example `c-accent`. */
  readonly color: string;
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** A span of time that is shaded and numbered; wall-clock ms. */
export interface PlotBand {
  readonly fromMs: number;
  readonly toMs: number;
  readonly label: string;
}

/** What a chart over time needs. */
export interface TimeChartOptions {
  /** Unique on the page. */
  readonly id: string;
  /** What a reader who does not see the chart is told. */
  readonly summary: string;
  readonly series: readonly PlotSeries[];
  readonly kind: ValueKind;
  readonly unit: string;
  readonly height: 'tall' | 'medium' | 'short';
  readonly includeZero?: boolean;
  /** Offers a logarithmic axis when all values are positive. */
  readonly logToggle?: boolean;
  readonly bands?: readonly PlotBand[];
  /** Points per series are four times this at most. */
  readonly buckets?: number;
}

/** A chart over time as SVG with labels in HTML; null when no series has a point. */
export function timeChart(options: TimeChartOptions): SafeHtml | null {
  const drawn = options.series.filter((series) => series.times.length > 0).map((series) => sampled(series, options));
  if (drawn.length === 0) return null;
  const fromMs = Math.min(...drawn.map((series) => series.times[0] as number));
  const toMs = Math.max(...drawn.map((series) => series.times.at(-1) as number));
  const values = drawn.flatMap((series) => series.values);
  const [lowest, highest] = rangeOf(values);
  const withLog = options.logToggle === true && lowest > 0;
  const xOf = (localMs: number): number => (toMs > fromMs ? (localMs - fromMs) / (toMs - fromMs) : 0.5);
  const linear = linearScale(lowest, highest, options.includeZero ?? false);
  const layers = [layer('linear', linear, drawn, xOf, options)];
  if (withLog) layers.push(layer('log', logScale(lowest, highest), drawn, xOf, options));
  return html`<div class="chart" data-scale="linear">
<div class="chart-bar">${legend(options.series)}${withLog ? SCALE_TOGGLE : ''}</div>
<div class="plot plot-${options.height}" tabindex="0" role="img" aria-label="${options.summary}" data-chart="${options.id}">
<div class="plot-area">${bandsMarkup(options.bands ?? [], xOf)}${layers}<div class="cursor" hidden></div></div>
<div class="x-labels">${timeTicks(fromMs, toMs).map((tick) => html`<span style="left:${percent(xOf(tick.localMs))}">${tick.label}</span>`)}</div>
<div class="tip" hidden></div>
</div>
${jsonScript(options.id, payload(options, drawn, fromMs, toMs))}
</div>`;
}

const SCALE_TOGGLE = html`<div class="switch needs-script" role="group" aria-label="Scale"><button type="button" data-scale-to="linear" aria-pressed="true">Linear</button><button type="button" data-scale-to="log" aria-pressed="false">Log</button></div>`;

/** Lowest and highest of a list of any length. */
export function rangeOf(values: readonly number[]): [number, number] {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return [lowest, highest];
}

/** A position as CSS percent. */
export function percent(fraction: number): string {
  return `${Number((fraction * 100).toFixed(2))}%`;
}

/** Colours and names of series; nothing for a single one. */
function legend(series: readonly PlotSeries[]): SafeHtml {
  if (series.length < 2) return html`<span></span>`;
  return html`<ul class="legend">${series.map((one) => html`<li class="${one.color}">${one.name}</li>`)}</ul>`;
}

/** Label of a tick in the unit of the chart. */
export function tickLabel(value: number, step: number, kind: ValueKind): string {
  return kind === 'percent' ? `${formatCompact(value * 100, step * 100)}%` : formatCompact(value, step);
}

function layer(
  name: 'linear' | 'log',
  scale: ValueScale,
  drawn: readonly DrawnSeries[],
  xOf: (localMs: number) => number,
  options: TimeChartOptions,
): SafeHtml {
  const grid = scale.ticks.map((tick) => {
    const y = Math.round(scale.position(tick) * PLOT_SIZE * 10) / 10;
    return html`<path class="${tick === 0 ? 'zero' : 'grid'}" d="M0 ${y}H${PLOT_SIZE}"/>`;
  });
  const labels = scale.ticks.map(
    (tick) =>
      html`<span style="top:${percent(scale.position(tick))}">${tickLabel(tick, scale.step, options.kind)}</span>`,
  );
  return html`<div class="layer layer-${name}"><svg viewBox="0 0 ${PLOT_SIZE} ${PLOT_SIZE}" preserveAspectRatio="none" aria-hidden="true" focusable="false">${grid}${drawn.toReversed().map((series) => seriesMarkup(series, xOf, scale.position))}</svg><div class="y-labels" aria-hidden="true">${labels}</div></div>`;
}

function bandsMarkup(bands: readonly PlotBand[], xOf: (localMs: number) => number): SafeHtml[] {
  return bands.map((band) => {
    const left = xOf(band.fromMs);
    return html`<div class="band" style="left:${percent(left)};width:${percent(xOf(band.toMs) - left)}"><b>${band.label}</b></div>`;
  });
}

function sampled(series: PlotSeries, options: TimeChartOptions): DrawnSeries {
  const indices = downSample(series.times, series.values, options.buckets ?? BUCKETS);
  return {
    ...series,
    times: indices.map((index) => series.times[index] as number),
    values: indices.map((index) => series.values[index] as number),
  };
}

function payload(options: TimeChartOptions, drawn: readonly DrawnSeries[], fromMs: number, toMs: number): ChartPayload {
  return {
    fromMinute: fromMs / MS_PER_MINUTE,
    toMinute: toMs / MS_PER_MINUTE,
    intraday: toMs - fromMs < INTRADAY_SPAN_MS,
    kind: options.kind,
    unit: options.unit,
    series: drawn.map(({ name, times, values }) => ({
      name,
      minutes: times.map((time) => Math.round(time / MS_PER_MINUTE)),
      values: values.map((value) => Number(value.toPrecision(7))),
    })),
  };
}
