/** Markup that is safe to place into a page: made by `html`, or declared safe by `raw`. */
export class SafeHtml {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What may stand in an `html` template: text is escaped, nothing is printed for null, undefined and booleans. */
export type HtmlPart = SafeHtml | string | number | boolean | null | undefined | readonly HtmlPart[];

/** Markup from a template whose interpolated text is escaped for element content and for quoted attribute values. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): SafeHtml {
  let text = strings[0] ?? '';
  for (let i = 0; i < parts.length; i++) text += markupOf(parts[i]) + (strings[i + 1] ?? '');
  return new SafeHtml(text);
}

/** Declares text to be markup. Only for text that this package wrote itself. */
export function raw(text: string): SafeHtml {
  return new SafeHtml(text);
}

/** Replaces the five characters that have a meaning in HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A data block for scripts of the page. */
export function jsonScript(id: string, value: unknown): SafeHtml {
  return html`<script type="application/json" id="${id}">${raw(jsonText(value))}</script>`;
}

/** JSON in which no text can end a script element or open a comment. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function markupOf(part: HtmlPart): string {
  if (part === null || part === undefined || typeof part === 'boolean') return '';
  if (part instanceof SafeHtml) return part.text;
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escapeHtml(part);
  return part.map(markupOf).join('');
}
