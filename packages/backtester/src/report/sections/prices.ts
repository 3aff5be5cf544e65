import { downSampleBars } from '../analysis/down-sample-bars.ts';
import { fillsOnBars } from '../analysis/fills-on-bars.ts';
import { formatNumber } from '../client/format.ts';
import type { PricePayload } from '../client/payload.ts';
import { html, jsonScript, type SafeHtml } from '../html.ts';
import type { ReportFills, ReportPrices } from '../report-input.ts';
import type { ReportView } from '../report-view.ts';
import { card, emptyNote } from './card.ts';

const MOST_BARS = 12_000;
/** The latest marks are kept; the chart is slow with more, and they take space. */
const MOST_MARKS = 6_000;
const MOST_BARS_PER_SYMBOL = 2_500;
const MOST_SYMBOLS = 24;
const MS_PER_DAY = 86_400_000;
const NO_FILLS: Omit<ReportFills, 'symbol'> = { times: [], quantities: [], prices: [] };

/** Candles of each symbol with its entries and exits; the symbols with the most fills when there are many. */
export function priceSection(view: ReportView): SafeHtml {
  const bySymbol = new Map(view.input.fills.map((fills) => [fills.symbol, fills]));
  const fillsOf = ({ symbol }: ReportPrices): ReportFills => bySymbol.get(symbol) ?? { symbol, ...NO_FILLS };
  const ranked = view.input.prices
    .filter((prices) => prices.times.length > 0)
    .sort((a, b) => fillsOf(b).times.length - fillsOf(a).times.length);
  const shown = ranked.slice(0, MOST_SYMBOLS);
  if (shown.length === 0) return card('prices', 'Prices', '', emptyNote('This result holds no prices.'));
  const most = {
    bars: Math.min(MOST_BARS_PER_SYMBOL, Math.floor(MOST_BARS / shown.length)),
    marks: Math.floor(MOST_MARKS / shown.length),
  };
  const payloads = shown.map((prices) => pricePayload(prices, fillsOf(prices), most, view));
  const left = ranked.length - shown.length;
  const isCut = payloads.some((payload) => payload.fills.length === most.marks);
  const notes = [
    left > 0 ? `the ${shown.length} most traded of ${ranked.length} symbols` : '',
    isCut ? `only the latest ${formatNumber(most.marks, 0)} marks of each symbol` : '',
  ];
  const choice =
    shown.length === 1
      ? html`<b class="symbol">${shown[0]?.symbol}</b>`
      : html`<label class="choice needs-script">Symbol <select data-price-symbol>${shown.map((prices, i) => html`<option value="${i}">${prices.symbol}</option>`)}</select></label>`;
  const body = html`<div data-prices="prices-data">
<div class="chart-bar price-bar">${choice}<ul class="legend shapes"><li class="c-gain">▲ buy to open</li><li class="c-loss">▼ sell to open</li><li class="c-exit">● exit</li></ul><div class="switch needs-script" role="group" aria-label="Zoom"><button type="button" data-zoom="out" aria-label="Zoom out">−</button><button type="button" data-zoom="in" aria-label="Zoom in">+</button><button type="button" data-zoom="all">All</button></div></div>
<p class="readout" aria-live="off">\u00a0</p>
<div class="price-chart" role="img" aria-label="Price chart with entries and exits; the same fills are listed under Orders"></div>
<noscript><p class="empty">The price chart needs scripts; fills are listed under Orders.</p></noscript>
${jsonScript('prices-data', payloads)}
</div>`;
  return card('prices', 'Prices, entries and exits', notes.filter((note) => note !== '').join('; '), body);
}

function pricePayload(
  prices: ReportPrices,
  fills: ReportFills,
  most: { readonly bars: number; readonly marks: number },
  view: ReportView,
): PricePayload {
  const bars = downSampleBars(prices, most.bars, view.clock.toLocalMs);
  const decimals = decimalsOf(bars.close);
  const rounded = (values: readonly number[]): number[] => values.map((value) => Number(value.toFixed(decimals)));
  const span = (bars.startsMs.at(-1) ?? 0) - (bars.startsMs[0] ?? 0);
  return {
    symbol: prices.symbol,
    resolution: prices.resolution,
    intraday: span < MS_PER_DAY * bars.startsMs.length * 0.9,
    decimals,
    times: bars.localSeconds,
    open: rounded(bars.open),
    high: rounded(bars.high),
    low: rounded(bars.low),
    close: rounded(bars.close),
    fills: fillsOnBars(fills, bars.startsMs)
      .slice(-most.marks)
      .map((mark) => [
        mark.bar,
        mark.effect,
        Number(mark.quantity.toPrecision(10)),
        Number(mark.price.toPrecision(9)),
        mark.count,
      ]),
  };
}

/** Enough decimals to tell prices of this size apart. */
function decimalsOf(values: readonly number[]): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest >= 10 ? 2 : largest >= 1 ? 4 : 6;
}
