import { MS_PER_DAY } from '@lockstep/core';
import { rollingBeta, rollingSharpe } from '../analysis/rolling-figures.ts';
import { timeChart } from '../charts/time-chart.ts';
import { html, type SafeHtml } from '../html.ts';
import type { ReportView } from '../report-view.ts';
import { card } from './card.ts';

/** Days beyond the window that make a chart worth showing. */
const FEWEST_FIGURES = 20;

/** Sharpe ratio and beta over the last half year; nothing for runs that are too short. */
export function rollingSection({ returns, input }: ReportView): SafeHtml | null {
  const window = Math.round(input.tradingDaysPerYear / 2);
  if (returns.strategy.length < window + FEWEST_FIGURES) return null;
  // A day's figure stands at its end.
  const times = returns.days.slice(window - 1).map((day) => (day + 1) * MS_PER_DAY);
  const sharpe = rollingSharpe(returns.strategy, window, input.tradingDaysPerYear);
  const hasBenchmark = returns.benchmark.every((value) => Number.isFinite(value));
  const charts = [plot('Sharpe ratio', 'rolling-sharpe-data', sharpe)];
  if (hasBenchmark) {
    const beta = rollingBeta(returns.strategy, returns.benchmark, window);
    charts.push(plot(`Beta to ${input.benchmarkName}`, 'rolling-beta-data', beta));
  }
  const note = `last ${window} trading days; Sharpe with a risk-free rate of 0, × √${input.tradingDaysPerYear}`;
  return card('rolling', 'Rolling half year', note, html`<div class="pair">${charts}</div>`);

  function plot(title: string, id: string, values: readonly number[]): SafeHtml {
    const series = [{ name: title, kind: 'line' as const, color: 'c-accent', times, values }];
    const summary = `${title} over the last ${window} trading days`;
    const chart = timeChart({
      id,
      summary,
      series,
      kind: 'number',
      unit: '',
      height: 'short',
      includeZero: true,
      buckets: 200,
    });
    return html`<div><h3>${title}</h3>${chart}</div>`;
  }
}
