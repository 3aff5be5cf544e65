import { distribution } from '../analysis/histogram.ts';
import { histogramChart } from '../charts/histogram-chart.ts';
import { formatNumber, formatPercent, formatSignedPercent } from '../client/format.ts';
import type { SafeHtml } from '../html.ts';
import type { ReportView } from '../report-view.ts';
import { card, emptyNote, inlineFigures } from './card.ts';

const FEWEST_DAYS = 10;

/** How daily returns are spread. */
export function distributionSection({ returns, input }: ReportView): SafeHtml {
  const values = returns.strategy;
  const shape = values.length < FEWEST_DAYS ? null : distribution(values);
  if (shape === null) {
    const text =
      values.length < FEWEST_DAYS
        ? `A distribution needs at least ${FEWEST_DAYS} trading days; this run has ${values.length}.`
        : 'The portfolio value did not move.';
    return card('distribution', 'Daily returns', '', emptyNote(text));
  }
  const yearly = shape.deviation * Math.sqrt(input.tradingDaysPerYear);
  const figures = inlineFigures([
    ['Mean', formatSignedPercent(shape.mean, 3)],
    ['Deviation', formatPercent(shape.deviation, 2)],
    ['Yearly', formatPercent(yearly, 1)],
    ['Worst 5 %', formatSignedPercent(shape.worstTwentieth, 2)],
    ['Best', formatSignedPercent(shape.largest, 2)],
    ['Worst', formatSignedPercent(shape.smallest, 2)],
    ['Positive', formatPercent(shape.positiveShare, 1)],
  ]);
  return card('distribution', 'Daily returns', `${formatNumber(values.length, 0)} trading days`, [
    histogramChart(shape),
    figures,
  ]);
}
