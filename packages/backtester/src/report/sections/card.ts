import { type HtmlPart, html, type SafeHtml } from '../html.ts';

/** A titled part of the page. */
export function card(id: string, title: string, note: string, body: HtmlPart): SafeHtml {
  return html`<section class="card" id="${id}" aria-labelledby="${id}-title">
<header class="card-head"><h2 id="${id}-title">${title}</h2>${note === '' ? null : html`<p class="note">${note}</p>`}</header>
${body}
</section>`;
}

/** A card that opens on demand. */
export function foldedCard(id: string, title: string, note: string, body: HtmlPart): SafeHtml {
  return html`<section class="card" id="${id}" aria-labelledby="${id}-title"><details>
<summary class="card-head"><h2 id="${id}-title">${title}</h2><p class="note">${note}</p></summary>
${body}
</details></section>`;
}

/** What stands where there is nothing to show. */
export function emptyNote(text: string): SafeHtml {
  return html`<p class="empty">${text}</p>`;
}

/** A row of named figures below a chart. */
export function inlineFigures(figures: readonly (readonly [name: string, value: string])[]): SafeHtml {
  return html`<dl class="inline-figures">${figures.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
