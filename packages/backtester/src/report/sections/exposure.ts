import { rangeOf, timeChart } from '../charts/time-chart.ts';
import { formatPercent } from '../client/format.ts';
import type { SafeHtml } from '../html.ts';
import type { ReportView } from '../report-view.ts';
import { card, emptyNote, inlineFigures } from './card.ts';

/** Long and short holdings as a share of the portfolio value. */
export function exposureSection({ input, clock }: ReportView): SafeHtml {
  const long = clock.localSeries(input.longExposure);
  const short = clock.localSeries(input.shortExposure);
  const invested = long.values.filter((value, i) => value !== 0 || (short.values[i] ?? 0) !== 0).length;
  if (invested === 0) return card('exposure', 'Exposure', '', emptyNote('Nothing was held at the end of any day.'));
  const share = formatPercent(invested / long.values.length, 0);
  const isShort = short.values.some((value) => value !== 0);
  const chart = timeChart({
    id: 'exposure-data',
    summary: `Exposure over time; invested on ${share} of the days`,
    series: [
      { name: 'Long', kind: 'steps', color: 'c-gain', ...long },
      ...(isShort ? [{ name: 'Short', kind: 'steps' as const, color: 'c-loss', ...short }] : []),
    ],
    kind: 'percent',
    unit: '',
    height: 'medium',
    includeZero: true,
    buckets: 250,
  });
  const gross = long.values.map((value, i) => value - (short.values[i] ?? 0));
  const figures = inlineFigures([
    ['Days invested', share],
    ['Average long', formatPercent(mean(long.values), 0)],
    ['Average short', formatPercent(mean(short.values), 0)],
    ['Highest gross', formatPercent(rangeOf(gross)[1], 0)],
  ]);
  return card('exposure', 'Exposure', 'holdings over portfolio value, daily', [chart, figures]);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
