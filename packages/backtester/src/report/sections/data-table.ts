import { formatNumber } from '../client/format.ts';
import type { TablePayload } from '../client/payload.ts';
import { cellClass, cellText } from '../client/table-rows.ts';
import { html, jsonScript, type SafeHtml } from '../html.ts';

const PAGE_SIZE = 20;
const LONGEST_TEXT = 160;

/** A table that sorts and pages in the browser; its first page stands in the markup. `id` is unique on the page. */
export function dataTable(
  id: string,
  label: string,
  table: Pick<TablePayload, 'columns' | 'rows' | 'currencySymbol'>,
): SafeHtml {
  const { columns, currencySymbol } = table;
  const rows = table.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? shortened(cell) : cell)));
  const body = rows.slice(0, PAGE_SIZE).map(
    (row) =>
      html`<tr>${columns.map((column, i) => {
        const cell = row[i] ?? null;
        return html`<td class="${cellClass(cell, column)}">${cellText(cell, column, currencySymbol)}</td>`;
      })}</tr>`,
  );
  const payload: TablePayload = { columns, rows, pageSize: PAGE_SIZE, currencySymbol };
  return html`<div class="table" data-table="${id}">
<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table>
<thead><tr>${columns.map((column) => html`<th scope="col" class="${cellClass(null, column)}"><button type="button">${column.label}</button></th>`)}</tr></thead>
<tbody>${body}</tbody>
</table></div>
${rows.length > PAGE_SIZE ? html`<nav class="pager" aria-label="${label}: pages"><span class="pager-text" aria-live="polite">1–${PAGE_SIZE} of ${rows.length}</span><span class="switch needs-script"><button type="button" data-page="first" aria-label="First page">«</button><button type="button" data-page="previous" aria-label="Previous page">‹</button><button type="button" data-page="next" aria-label="Next page">›</button><button type="button" data-page="last" aria-label="Last page">»</button></span></nav>` : null}
${jsonScript(id, payload)}
</div>`;
}

/** Text of at most 160 characters, so that long messages do not fill the page. */
export function shortened(text: string, longest = LONGEST_TEXT): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** The latest entries of a long list, and a note that tells how many there are in all. */
export function latest<T>(all: readonly T[], most: number, noun: string): { shown: readonly T[]; note: string } {
  const count = `${formatNumber(all.length, 0)} ${noun}`;
  if (all.length <= most) return { shown: all, note: count };
  return { shown: all.slice(-most), note: `latest ${formatNumber(most, 0)} of ${count}; all are in result.json` };
}
