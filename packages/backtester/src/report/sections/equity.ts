import { type PlotSeries, timeChart } from '../charts/time-chart.ts';
import { formatMoney } from '../client/format.ts';
import type { SafeHtml } from '../html.ts';
import type { ReportSeries } from '../report-input.ts';
import type { ReportView } from '../report-view.ts';
import { card, emptyNote } from './card.ts';

/** Equity beside the benchmark, which is scaled to the same start value, and beside another run where there is one. */
export function equitySection({ input, clock }: ReportView): SafeHtml {
  const equity = clock.localSeries(input.equity);
  const start = equity.values[0];
  const end = equity.values.at(-1);
  if (start === undefined || end === undefined) {
    return card('equity', 'Equity', '', emptyNote('The run ended before its equity was sampled.'));
  }
  const series: PlotSeries[] = [{ name: 'Strategy', kind: 'area', color: 'c-accent', ...equity }];
  const benchmark = fromFirstPrice(clock.localSeries(input.benchmark));
  const [base] = benchmark.values;
  const hasBenchmark = base !== undefined && benchmark.values.some((value) => value !== base);
  if (hasBenchmark) {
    const values = benchmark.values.map((value) => (value / base) * start);
    series.push({ name: input.benchmarkName, kind: 'line', color: 'c-benchmark', times: benchmark.times, values });
  }
  const { comparison } = input;
  if (comparison !== null) {
    series.push({ name: comparison.name, kind: 'line', color: 'c-comparison', ...clock.localSeries(comparison) });
  }
  const money = (value: number): string => formatMoney(value, input.currencySymbol, 0);
  const chart = timeChart({
    id: 'equity-data',
    summary: `Equity from ${money(start)} to ${money(end)} between ${clock.day(input.equity.times[0] ?? 0)} and ${clock.day(input.equity.times.at(-1) ?? 0)}`,
    series,
    kind: 'money',
    unit: input.currencySymbol,
    height: 'tall',
    logToggle: true,
  });
  return card('equity', 'Equity', hasBenchmark ? `${input.benchmarkName} starts at the same value` : '', chart);
}

/** A benchmark has no value before its first price. */
function fromFirstPrice({ times, values }: ReportSeries): ReportSeries {
  const first = values.findIndex((value) => value > 0);
  return first < 0 ? { times: [], values: [] } : { times: times.slice(first), values: values.slice(first) };
}
