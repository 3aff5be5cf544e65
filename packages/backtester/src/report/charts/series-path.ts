import { html, type SafeHtml } from '../html.ts';

/** How a series is drawn: `steps` holds each value until the next one. */
export type MarkKind = 'line' | 'area' | 'steps' | 'bar' | 'scatter';

/** The points of a series that are drawn; times are wall-clock ms. */
export interface DrawnSeries {
  readonly name: string;
  readonly kind: MarkKind;
  readonly color: string;
  readonly times: readonly number[];
  readonly values: readonly number[];
}

const SIZE = 1000;

/** SVG paths of a series in a square of 1000 units; lines keep their width when the square is stretched. */
export function seriesMarkup(
  series: DrawnSeries,
  xOf: (localMs: number) => number,
  yOf: (value: number) => number,
): SafeHtml {
  const xs = series.times.map((time) => coordinate(xOf(time)));
  const ys = series.values.map((value) => coordinate(yOf(value)));
  const zero = coordinate(Math.min(1, Math.max(0, yOf(0))));
  switch (series.kind) {
    case 'line':
      return html`<path class="line ${series.color}" d="${polyline(xs, ys)}"/>`;
    case 'area':
      return html`<path class="fill ${series.color}" d="${closed(polyline(xs, ys), xs, zero)}"/><path class="line ${series.color}" d="${polyline(xs, ys)}"/>`;
    case 'steps':
      return html`<path class="fill ${series.color}" d="${closed(steps(xs, ys), xs, zero)}"/><path class="line thin ${series.color}" d="${steps(xs, ys)}"/>`;
    case 'bar':
      return html`<path class="bars ${series.color}" d="${xs.map((x, i) => `M${x} ${zero}V${ys[i]}`).join('')}"/>`;
    case 'scatter':
      return html`<path class="dots ${series.color}" d="${xs.map((x, i) => `M${x} ${ys[i]}h0`).join('')}"/>`;
  }
}

function coordinate(fraction: number): number {
  return Math.round(fraction * SIZE * 10) / 10;
}

function polyline(xs: readonly number[], ys: readonly number[]): string {
  return `M${xs.map((x, i) => `${x} ${ys[i]}`).join('L')}`;
}

function steps(xs: readonly number[], ys: readonly number[]): string {
  return `M${xs[0]} ${ys[0]}${xs
    .slice(1)
    .map((x, i) => `H${x}V${ys[i + 1]}`)
    .join('')}`;
}

function closed(path: string, xs: readonly number[], zero: number): string {
  return `${path}V${zero}H${xs[0]}Z`;
}
