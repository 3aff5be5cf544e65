import type { BacktestResult } from '@lockstep/core';
import { chartLibraryScript } from './chart-library.ts';
import { CLIENT_SCRIPT } from './client-bundle.generated.ts';
import { html, raw, type SafeHtml } from './html.ts';
import { htmlPage } from './html-page.ts';
import type { ReportInput } from './report-input.ts';
import { type ReportExtras, reportOfResult } from './report-of-result.ts';
import { reportView } from './report-view.ts';
import { distributionSection } from './sections/distribution.ts';
import { drawdownSection } from './sections/drawdowns.ts';
import { equitySection } from './sections/equity.ts';
import { exposureSection } from './sections/exposure.ts';
import { keyFigures } from './sections/key-figures.ts';
import { logSection } from './sections/logs.ts';
import { monthlySection } from './sections/monthly.ts';
import { orderSection } from './sections/orders.ts';
import { pageFooter } from './sections/page-footer.ts';
import { pageHeader } from './sections/page-header.ts';
import { priceSection } from './sections/prices.ts';
import { rollingSection } from './sections/rolling.ts';
import { parametersSection, runtimeStatisticsSection, statisticsSection } from './sections/statistics.ts';
import { strategyChartsSection } from './sections/strategy-charts.ts';
import { tradeSection } from './sections/trades.ts';
import { warningSection } from './sections/warnings.ts';
import { CHART_CSS } from './theme/chart-css.ts';

/**
 * The report of a backtest as one HTML page that loads nothing else: styles, scripts and data are inside. Equal results
 * give byte-identical pages. Long lists and dense series are cut or down-sampled, so that the page stays below 3 MB.
 *
 * @param extras - Price bars, annualisation factor and benchmark name, which a result does not hold.
 * @throws LockstepError `TIME_ZONE_UNKNOWN` when the result names a zone that does not exist.
 */
export function renderReport(result: BacktestResult, extras: ReportExtras = {}): string {
  return renderReportInput(reportOfResult(result, extras));
}

/** The page of an input. */
export function renderReportInput(input: ReportInput): string {
  const view = reportView(input);
  const prices = priceSection(view);
  const body = html`<a class="skip" href="#equity">Skip to the charts</a>
${pageHeader(view)}
${JUMP}
<main>
${keyFigures(view)}
${warningSection(view)}
${equitySection(view)}
${drawdownSection(view)}
${monthlySection(view)}
<div class="columns">${distributionSection(view)}${exposureSection(view)}</div>
${rollingSection(view)}
${prices}
${tradeSection(view)}
${orderSection(view)}
${strategyChartsSection(view)}
${runtimeStatisticsSection(view)}
${statisticsSection(view)}
${parametersSection(view)}
${logSection(view)}
</main>
${pageFooter(view)}
${input.prices.length === 0 ? null : chartLibraryScript()}
<script>${raw(CLIENT_SCRIPT)}</script>`;
  return htmlPage({ title: `${input.strategyName} · ${input.subject.toLowerCase()} report`, css: CHART_CSS, body });
}

/** Links to the parts that every report has. */
const JUMP: SafeHtml = html`<nav class="jump" aria-label="Parts of the report"><ul>
<li><a href="#equity">Equity</a></li><li><a href="#drawdowns">Drawdown</a></li><li><a href="#monthly">Months</a></li><li><a href="#distribution">Returns</a></li><li><a href="#prices">Prices</a></li><li><a href="#trades">Trades</a></li><li><a href="#orders">Orders</a></li><li><a href="#statistics">Statistics</a></li>
</ul></nav>`;
