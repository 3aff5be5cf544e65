import { html, raw, type SafeHtml } from './html.ts';
import { LAYOUT_CSS } from './theme/layout-css.ts';
import { TABLE_CSS } from './theme/table-css.ts';
import { TOKENS_CSS } from './theme/tokens-css.ts';

/** A page of this package's look. */
export interface HtmlPage {
  readonly title: string;
  /** Rules beside those of layout and tables. */
  readonly css?: string;
  readonly body: SafeHtml;
}

/** A whole document that loads nothing else: its policy forbids it to. */
export function htmlPage({ title, css = '', body }: HtmlPage): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${raw([TOKENS_CSS, LAYOUT_CSS, css, TABLE_CSS].join('\n'))}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}
