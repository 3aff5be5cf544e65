import { html, type SafeHtml } from '../html.ts';
import type { ReportView } from '../report-view.ts';
import { card, emptyNote } from './card.ts';
import { shortened } from './data-table.ts';
import { displayed } from './key-figures.ts';

/** Longer values are set smaller. */
const LONG_VALUE = 24;

/** LEAN's summary in full, with its strings, and the figures of closed trades. */
export function statisticsSection({ input }: ReportView): SafeHtml {
  const summary = Object.entries(input.statistics);
  if (summary.length === 0) {
    return card('statistics', 'Statistics', '', emptyNote('The run was too short for statistics.'));
  }
  const trades = Object.entries(input.tradeStatistics);
  const body = [pairs(summary), trades.length === 0 ? null : html`<h3>Closed trades</h3>${pairs(trades)}`];
  return card('statistics', 'Statistics', 'names and rounding as LEAN prints them', body);
}

/** Lines the strategy set with `setRuntimeStatistic`. */
export function runtimeStatisticsSection({ input }: ReportView): SafeHtml | null {
  const entries = Object.entries(input.runtimeStatistics);
  return entries.length === 0 ? null : card('runtime', 'Runtime statistics', 'set by the strategy', pairs(entries));
}

/** Parameters that the strategy ran with. */
export function parametersSection({ input }: ReportView): SafeHtml | null {
  const entries = Object.entries(input.parameters);
  return entries.length === 0 ? null : card('parameters', 'Parameters', '', pairs(entries));
}

function pairs(entries: readonly (readonly [string, string])[]): SafeHtml {
  return html`<dl class="pairs">${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd class="${value.length > LONG_VALUE ? 'long' : ''}">${displayed(shortened(value))}</dd></div>`)}</dl>`;
}
