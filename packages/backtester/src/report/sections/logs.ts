import { html, type SafeHtml } from '../html.ts';
import type { ReportView } from '../report-view.ts';
import { foldedCard } from './card.ts';
import { latestNote, shortened } from './data-table.ts';

const MOST_LINES = 300;
const LONGEST_LINE = 300;

/** The last lines of the log, folded; nothing when it is empty. */
export function logSection({ input, clock }: ReportView): SafeHtml | null {
  if (input.logs.length === 0) return null;
  const shown = input.logs.slice(-MOST_LINES);
  const note = latestNote(shown.length, input.logs.length, 'lines');
  const lines = shown.map(
    (line) =>
      html`<div class="log-${line.level === 'error' ? 'error' : 'plain'}"><time>${clock.time(line.timeMs)}</time> ${line.level === 'log' ? null : html`<b>${line.level}</b> `}${shortened(line.message, LONGEST_LINE)}</div>`,
  );
  return foldedCard(
    'logs',
    'Log',
    note,
    html`<div class="log" tabindex="0" role="log" aria-label="Log">${lines}</div>`,
  );
}
