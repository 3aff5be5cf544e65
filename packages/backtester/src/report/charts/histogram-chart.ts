import type { Distribution } from '../analysis/histogram.ts';
import { niceStep } from '../analysis/nice-step.ts';
import { formatNumber, formatPercent } from '../client/format.ts';
import { html, type SafeHtml } from '../html.ts';
import { PLOT_SIZE, percent, rangeOf, tickLabel } from './time-chart.ts';
import { linearScale } from './value-scale.ts';

/** Columns of a distribution of returns; the mean and the worst twentieth are marked. */
export function histogramChart(shape: Distribution): SafeHtml {
  const from = shape.bins[0]?.from ?? 0;
  const to = shape.bins.at(-1)?.to ?? 1;
  const [, most] = rangeOf(shape.bins.map((bin) => bin.count));
  const scale = linearScale(0, most, true, 4);
  const xOf = (value: number): number => (value - from) / (to - from);
  const columns = shape.bins.map((bin) => {
    const x = round(xOf(bin.from));
    const y = round(scale.position(bin.count));
    const title = `${formatPercent(bin.from, 2)} to ${formatPercent(bin.to, 2)}: ${formatNumber(bin.count, 0)} days`;
    const width = round(xOf(bin.to) - xOf(bin.from));
    return html`<rect class="${bin.from < -1e-12 ? 'c-loss' : 'c-gain'}" x="${x}" y="${y}" width="${width}" height="${round(1 - scale.position(bin.count))}"><title>${title}</title></rect>`;
  });
  const step = niceStep((to - from) / 7);
  const ticks = Array.from(
    { length: Math.floor(to / step) - Math.ceil(from / step) + 1 },
    (_, i) => (Math.ceil(from / step) + i) * step,
  );
  const summary = `Distribution of daily returns from ${formatPercent(shape.smallest, 2)} to ${formatPercent(shape.largest, 2)}, mean ${formatPercent(shape.mean, 3)}`;
  return html`<div class="chart"><div class="chart-bar"><ul class="legend"><li class="c-gain">Gains</li><li class="c-loss">Losses</li></ul></div><div class="plot plot-medium" role="img" aria-label="${summary}">
<div class="plot-area"><div class="layer"><svg viewBox="0 0 ${PLOT_SIZE} ${PLOT_SIZE}" preserveAspectRatio="none" focusable="false">${scale.ticks.map((tick) => html`<path class="${tick === 0 ? 'zero' : 'grid'}" d="M0 ${round(scale.position(tick))}H${PLOT_SIZE}"/>`)}${columns}</svg><div class="y-labels" aria-hidden="true">${scale.ticks.map((tick) => html`<span style="top:${percent(scale.position(tick))}">${tickLabel(tick, scale.step, 'number')}</span>`)}</div></div>
${mark(xOf(shape.worstTwentieth), '5 %', 'low')}${mark(xOf(shape.mean), 'mean', 'high')}</div>
<div class="x-labels">${ticks.map((tick) => html`<span style="left:${percent(xOf(tick))}">${tickLabel(tick, step, 'percent')}</span>`)}</div>
</div></div>`;
}

function mark(x: number, label: string, side: 'low' | 'high'): SafeHtml {
  return html`<div class="mark mark-${side}" style="left:${percent(x)}"><span>${label}</span></div>`;
}

function round(fraction: number): number {
  return Math.round(fraction * PLOT_SIZE * 10) / 10;
}
