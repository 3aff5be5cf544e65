import { formatCompact, formatMoney, formatNumber, formatSignedPercent } from '../client/format.ts';
import { html, type SafeHtml } from '../html.ts';
import type { ReportView } from '../report-view.ts';

/** Label, LEAN's key and an explanation of each figure beside the net profit. */
const FIGURES: readonly (readonly [string, string, string])[] = [
  [
    'CAR',
    'Compounding Annual Return',
    'Compounding annual return: the yearly growth that leads from start to end equity',
  ],
  ['Sharpe', 'Sharpe Ratio', 'Yearly return above the risk-free rate over yearly standard deviation'],
  ['Sortino', 'Sortino Ratio', 'As Sharpe, with the deviation of losing days only'],
  ['Drawdown', 'Drawdown', 'Largest fall below an earlier peak'],
  ['PSR', 'Probabilistic Sharpe Ratio', 'Probability that the true Sharpe ratio is above 1'],
  ['Win rate', 'Win Rate', 'Share of closed trades with a profit'],
  ['Orders', 'Total Orders', 'Orders sent'],
  ['Fees', 'Total Fees', 'Commissions paid'],
  ['Turnover', 'Portfolio Turnover', 'Average share of the portfolio traded in a day'],
  ['Capacity', 'Estimated Strategy Capacity', 'Estimated portfolio value up to which the market carries the strategy'],
];

/** The strip of figures at the top: LEAN's own strings, and the years they were taken over. */
export function keyFigures({ input, dailyEquity, years }: ReportView): SafeHtml {
  const start = input.equity.values[0];
  const end = dailyEquity.values.at(-1);
  const statistics = input.statistics;
  const profit =
    statistics['Net Profit'] ??
    (start === undefined || end === undefined ? '–' : formatSignedPercent(end / start - 1, 3));
  const money =
    start === undefined || end === undefined
      ? 'no equity was sampled'
      : `${formatMoney(start, input.currencySymbol, 0)} → ${formatMoney(end, input.currencySymbol, 0)}`;
  const cells = FIGURES.map(
    ([label, key, title]) =>
      html`<div class="figure" title="${title}${exact(statistics[key])}"><dt>${label}</dt><dd>${short(statistics[key])}</dd></div>`,
  );
  return html`<section class="figures" id="figures" aria-label="Key figures"><dl>
<div class="figure hero" title="Change of the portfolio value over the whole run"><dt>Net profit</dt><dd class="${signClass(profit)}">${withSign(displayed(profit))}</dd><dd class="hero-note">${money}</dd></div>
${cells}
<div class="figure" title="Time between the first and the last equity sample, in years of 365.25 days"><dt>Years</dt><dd>${formatNumber(years, 2)}</dd></div>
<div class="figure" title="Annualisation factor: periods a year that daily figures are scaled with"><dt>Annualised</dt><dd>×${formatNumber(input.tradingDaysPerYear, 0)}</dd></div>
</dl></section>`;
}

/** Longer figures are abbreviated: `$41000000.00` becomes `$41M`. */
const LONGEST = 10;

function short(text: string | undefined): string {
  const full = displayed(text);
  const match = /^([^\d-]*)(\d+(?:\.\d+)?)$/.exec(text ?? '');
  const value = Number(match?.[2]);
  if (full.length <= LONGEST || match === null || value < 10_000) return full;
  return (match[1] ?? '') + formatCompact(value, 10 ** (Math.floor(Math.log10(value)) - 2)).replace(/\.0+(?=\D)/, '');
}

/** The full figure for the explanation, where the strip abbreviates it. */
function exact(text: string | undefined): string {
  return short(text) === displayed(text) ? '' : ` (${displayed(text)})`;
}

/** LEAN's string with a true minus sign and grouped thousands; a dash when it is missing. */
export function displayed(text: string | undefined): string {
  if (text === undefined || text === '') return '–';
  const match = /^(-?)([^\d.-]*)(\d+)(\.\d+)?(%?)$/.exec(text);
  if (match === null) return text;
  const [, sign, prefix, whole = '', fraction = '', suffix] = match;
  return `${sign === '-' ? '\u2212' : ''}${prefix}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction}${suffix}`;
}

function signClass(text: string): string {
  const value = Number.parseFloat(text.replace('\u2212', '-'));
  return value > 0 ? 'gain' : value < 0 ? 'loss' : '';
}

function withSign(text: string): string {
  return signClass(text) === 'gain' && !text.startsWith('+') ? `+${text}` : text;
}
