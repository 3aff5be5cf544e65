import { formatNumber } from '../client/format.ts';
import { html, type SafeHtml } from '../html.ts';
import type { ReportView } from '../report-view.ts';
import { shortened } from './data-table.ts';

const MOST_PARAMETERS = 8;
const DAYS_PER_YEAR = 365.25;

/** Name, period, status, parameters, and the switch between light and dark. */
export function pageHeader({ input, years, clock }: ReportView): SafeHtml {
  const parameters = Object.entries(input.parameters);
  const more = parameters.length - MOST_PARAMETERS;
  const isWhole = input.partialReason === null;
  return html`<header class="page-head">
<div class="head-row"><p class="eyebrow">${input.subject} report</p><button type="button" class="theme needs-script" data-theme-toggle aria-label="Switch between light and dark">◐</button></div>
<h1>${input.strategyName}</h1>
<ul class="facts">
<li><span class="badge ${isWhole ? 'badge-good' : 'badge-bad'}">${isWhole ? input.status : `Partial · ${input.status}`}</span></li>
<li>${input.startDate} – ${input.endDate}</li>
<li>${lengthText(years)}</li>
<li>${formatNumber(input.tradingDaysPerYear, 0)} trading days a year</li>
<li>${input.accountCurrency}</li>
<li>times in ${clock.zoneName}</li>
</ul>
${isWhole ? null : html`<p class="alert" role="alert"><b>This run is not complete.</b> ${input.partialReason} Figures cover the part that ran.</p>`}
${parameters.length === 0 ? null : html`<ul class="chips" aria-label="Parameters">${parameters.slice(0, MOST_PARAMETERS).map(([name, value]) => html`<li>${name} <b>${shortened(value, 40)}</b></li>`)}${more > 0 ? html`<li><a href="#parameters">${more} more</a></li>` : null}</ul>`}
</header>`;
}

/** Days for runs of less than a quarter. */
function lengthText(years: number): string {
  return years < 0.25 ? `${formatNumber(years * DAYS_PER_YEAR, 0)} days` : `${formatNumber(years, 2)} years`;
}
