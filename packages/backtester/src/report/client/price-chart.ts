import type * as Library from 'lightweight-charts';
import { formatDate, formatNumber, formatQuantity, formatTime } from './format.ts';
import type { FillPayload, PricePayload } from './payload.ts';
import { readPayload } from './read-payload.ts';
import { THEME_EVENT } from './theme-toggle.ts';

/** The library's global, from its own script element. */
declare const LightweightCharts: typeof Library;

/** The chart stops at this many bars when zooming in. */
const FEWEST_BARS = 8;

/** Draws candles with entries and exits where the page has prices. */
export function connectPriceCharts(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-prices]')) {
    const host = root.querySelector<HTMLElement>('.price-chart');
    const symbols = readPayload<PricePayload[]>(root.dataset['prices'] ?? '');
    if (host !== null && symbols.length > 0) new PriceChart(root, host, symbols).connect();
  }
}

class PriceChart {
  readonly #root: HTMLElement;
  readonly #host: HTMLElement;
  readonly #symbols: readonly PricePayload[];
  readonly #chart: Library.IChartApi;
  readonly #candles: Library.ISeriesApi<'Candlestick'>;
  readonly #markers: Library.ISeriesMarkersPluginApi<Library.Time>;
  #shown: PricePayload;

  constructor(root: HTMLElement, host: HTMLElement, symbols: readonly PricePayload[]) {
    this.#root = root;
    this.#host = host;
    this.#symbols = symbols;
    this.#shown = symbols[0] as PricePayload;
    this.#chart = LightweightCharts.createChart(host, {
      autoSize: true,
      handleScroll: { mouseWheel: false, vertTouchDrag: false, pressedMouseMove: true, horzTouchDrag: true },
      handleScale: { mouseWheel: false, pinch: true, axisPressedMouseMove: true },
      localization: { locale: 'en-US' },
    });
    this.#candles = this.#chart.addSeries(LightweightCharts.CandlestickSeries, {});
    this.#markers = LightweightCharts.createSeriesMarkers(this.#candles, []);
  }

  connect(): void {
    this.#show(this.#shown);
    document.addEventListener(THEME_EVENT, () => this.#applyColors());
    this.#root.querySelector('select')?.addEventListener('change', (event) => {
      const symbol = this.#symbols[Number((event.target as HTMLSelectElement).value)];
      if (symbol !== undefined) this.#show(symbol);
    });
    for (const button of this.#root.querySelectorAll<HTMLButtonElement>('[data-zoom]')) {
      button.addEventListener('click', () => this.#zoom(button.dataset['zoom'] ?? ''));
    }
    this.#chart.subscribeCrosshairMove((move) => this.#describe(move.logical));
  }

  #show(prices: PricePayload): void {
    this.#shown = prices;
    this.#chart.applyOptions({
      timeScale: { timeVisible: prices.intraday, secondsVisible: false, minBarSpacing: 0.05, borderVisible: false },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.08, bottom: 0.08 } },
    });
    const data = prices.times.map((time, i) => ({
      time: time as Library.UTCTimestamp,
      open: prices.open[i] as number,
      high: prices.high[i] as number,
      low: prices.low[i] as number,
      close: prices.close[i] as number,
    }));
    const priceFormat = { type: 'price' as const, precision: prices.decimals, minMove: 10 ** -prices.decimals };
    this.#candles.applyOptions({ priceFormat, priceLineVisible: false });
    this.#candles.setData(data);
    this.#applyColors();
    this.#chart.timeScale().fitContent();
    this.#describe(undefined);
  }

  #zoom(direction: string): void {
    const scale = this.#chart.timeScale();
    const range = scale.getVisibleLogicalRange();
    if (direction === 'all' || range === null) {
      scale.fitContent();
      return;
    }
    const half = ((range.to - range.from) / 2) * (direction === 'in' ? 0.6 : 1 / 0.6);
    if (half * 2 < FEWEST_BARS) return;
    if (half * 2 >= this.#shown.times.length) {
      scale.fitContent();
      return;
    }
    const middle = (range.from + range.to) / 2;
    scale.setVisibleLogicalRange({ from: middle - half, to: middle + half });
  }

  #applyColors(): void {
    const style = getComputedStyle(document.documentElement);
    this.#host.dataset['drawn'] = style.colorScheme;
    const color = (name: string): string => style.getPropertyValue(`--${name}`).trim();
    this.#chart.applyOptions({
      layout: {
        background: { type: LightweightCharts.ColorType.Solid, color: color('surface') },
        textColor: color('ink-3'),
        fontFamily: color('font'),
        fontSize: 11,
        attributionLogo: false,
      },
      grid: { vertLines: { visible: false }, horzLines: { color: color('grid') } },
      crosshair: { mode: LightweightCharts.CrosshairMode.Normal },
    });
    const rise = color('benchmark');
    const fall = color('zero');
    this.#candles.applyOptions({
      upColor: color('surface'),
      downColor: rise,
      borderUpColor: rise,
      borderDownColor: rise,
      wickUpColor: fall,
      wickDownColor: fall,
    });
    const colors = { buy: color('gain'), sell: color('loss'), exit: color('exit') };
    this.#markers.setMarkers(this.#shown.fills.map((fill) => marker(fill, this.#shown, colors)));
  }

  /** Tells the bar under the pointer and its fills; the last bar when the pointer is elsewhere. */
  #describe(logical: number | undefined): void {
    const readout = this.#root.querySelector('.readout');
    if (readout === null) return;
    const prices = this.#shown;
    const last = prices.times.length - 1;
    const bar = logical === undefined ? last : Math.max(0, Math.min(last, Math.round(logical)));
    const localMs = (prices.times[bar] ?? 0) * 1000;
    const price = (values: readonly number[]): string => formatNumber(values[bar] ?? Number.NaN, prices.decimals);
    const parts = [
      prices.intraday ? formatTime(localMs) : formatDate(localMs),
      `O ${price(prices.open)}  H ${price(prices.high)}  L ${price(prices.low)}  C ${price(prices.close)}`,
    ];
    for (const fill of prices.fills) if (fill[0] === bar) parts.push(fillText(fill, prices.decimals));
    readout.textContent = parts.join('   ');
  }
}

function marker(
  fill: FillPayload,
  prices: PricePayload,
  colors: { readonly buy: string; readonly sell: string; readonly exit: string },
): Library.SeriesMarker<Library.Time> {
  const [bar, effect, quantity] = fill;
  const side = quantity > 0 ? 'buy' : 'sell';
  const isExit = effect === 'exit';
  return {
    time: prices.times[bar] as Library.UTCTimestamp,
    position: side === 'buy' ? 'belowBar' : 'aboveBar',
    shape: isExit ? 'circle' : side === 'buy' ? 'arrowUp' : 'arrowDown',
    color: isExit ? colors.exit : colors[side],
    size: isExit ? 0.6 : 1,
  };
}

function fillText([, effect, quantity, price, count]: FillPayload, decimals: number): string {
  const verb = quantity > 0 ? 'bought' : 'sold';
  const fills = count > 1 ? ` in ${count} fills` : '';
  return `${verb} ${formatQuantity(Math.abs(quantity))} at ${formatNumber(price, decimals)} (${effect}${fills})`;
}
