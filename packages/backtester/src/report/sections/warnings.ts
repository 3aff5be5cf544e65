import { formatNumber } from '../client/format.ts';
import { html, type SafeHtml } from '../html.ts';
import type { ReportWarning } from '../report-input.ts';
import type { ReportView } from '../report-view.ts';
import { card } from './card.ts';
import { shortened } from './data-table.ts';

const MOST_WARNINGS = 200;
const LONGEST_WARNING = 400;

/** What the backtest lint found, with times and order ids; nothing when it found nothing. */
export function warningSection({ input, clock }: ReportView): SafeHtml | null {
  if (input.warnings.length === 0) return null;
  const shown = input.warnings.slice(0, MOST_WARNINGS);
  const count = input.warnings.length;
  const note = `${formatNumber(count, 0)} ${count === 1 ? 'finding' : 'findings'}`;
  const items = shown.map(
    (warning) =>
      html`<li><code>${warning.code}</code> <span>${shortened(warning.message, LONGEST_WARNING)}</span> <small>${place(warning)}</small></li>`,
  );
  const left = input.warnings.length - shown.length;
  const rest = left > 0 ? html`<p class="note">${formatNumber(left, 0)} more are in result.json</p>` : null;
  return card('warnings', 'Warnings', `${note} to look at before trusting the figures`, [
    html`<ul class="warnings">${items}</ul>`,
    rest,
  ]);

  /** Time and order id, as far as they are known. */
  function place({ timeMs, orderId }: ReportWarning): string {
    const parts = [timeMs === null ? '' : clock.time(timeMs), orderId === null ? '' : `order ${orderId}`];
    return parts.filter((part) => part !== '').join(' · ');
  }
}
