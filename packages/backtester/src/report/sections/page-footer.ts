import { html, type SafeHtml } from '../html.ts';
import type { ReportView } from '../report-view.ts';

/** What made the result, and the attribution that the price chart's library asks for. */
export function pageFooter({ input }: ReportView): SafeHtml {
  const parts = Object.entries(input.provenance).filter(([, value]) => value !== '');
  const attribution =
    input.prices.length === 0
      ? null
      : html`<p>TradingView Lightweight Charts™, Copyright (c) 2026 TradingView, Inc. <a href="https://www.tradingview.com/" rel="noopener noreferrer">https://www.tradingview.com/</a>, under the Apache License 2.0</p>`;
  return html`<footer class="page-foot">
<dl>${parts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${attribution}
<p>Past results do not tell future ones.</p>
</footer>`;
}
