import { formatNumber } from '../client/format.ts';
import type { TableCell, TablePayload } from '../client/payload.ts';
import { cellClass, cellText } from '../client/table-rows.ts';
import { html, jsonScript, jsonText, type SafeHtml } from '../html.ts';
import type { ReportList } from '../report-input.ts';

const PAGE_SIZE = 20;
const LONGEST_TEXT = 160;

/** A table that sorts and pages in the browser; its first page stands in the markup. `id` is unique on the page. */
export function dataTable(
  id: string,
  label: string,
  table: Pick<TablePayload, 'columns' | 'rows' | 'currencySymbol'>,
): SafeHtml {
  const { columns, rows, currencySymbol } = table;
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
${rows.length > PAGE_SIZE ? html`<nav class="pager" aria-label="${label}: pages"><span class="pager-text" aria-live="polite">1–${PAGE_SIZE} of ${formatNumber(rows.length, 0)}</span><span class="switch needs-script"><button type="button" data-page="first" aria-label="First page">«</button><button type="button" data-page="previous" aria-label="Previous page">‹</button><button type="button" data-page="next" aria-label="Next page">›</button><button type="button" data-page="last" aria-label="Last page">»</button></span></nav>` : null}
${jsonScript(id, payload)}
</div>`;
}

/** Text of at most 160 characters, so that long messages do not fill the page. */
export function shortened(text: string, longest = LONGEST_TEXT): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** The latest entries of a long list as rows that take at most `budget` bytes, and a note that tells how many there are. */
export function latestRows<Item>(
  all: ReportList<Item>,
  noun: string,
  budget: number,
  rowOf: (item: Item) => readonly TableCell[],
): { rows: (readonly TableCell[])[]; note: string } {
  const rows: (readonly TableCell[])[] = [];
  let left = budget;
  for (let i = all.length - 1; i >= 0; i--) {
    const row = rowOf(all.at(i)).map((cell) => (typeof cell === 'string' ? shortened(cell) : cell));
    left -= Buffer.byteLength(jsonText(row)) + 1;
    if (left < 0) break;
    rows.push(row);
  }
  return { rows: rows.toReversed(), note: latestNote(rows.length, all.length, noun) };
}

/** Tells how many entries there are, and how many of them are shown. */
export function latestNote(shown: number, all: number, noun: string): string {
  const count = `${formatNumber(all, 0)} ${noun}`;
  return shown === all ? count : `latest ${formatNumber(shown, 0)} of ${count}; all are in result.json`;
}
