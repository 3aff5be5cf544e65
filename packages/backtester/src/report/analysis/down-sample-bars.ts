import type { ReportPrices } from '../report-input.ts';
import type { ToLocalMs } from './daily-values.ts';

/** Bars of a price chart; `startsMs` are epoch ms UTC, `localSeconds` wall-clock seconds that ascend strictly. */
export interface ChartBars {
  readonly startsMs: readonly number[];
  readonly localSeconds: readonly number[];
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
}

/**
 * Joins neighbouring bars until at most `most` are left: first open, highest high, lowest low, last close. Bars that an
 * hour repeated at the end of summer time would put at the same wall-clock time are joined as well.
 */
export function downSampleBars(prices: ReportPrices, most: number, toLocalMs: ToLocalMs): ChartBars {
  const perBar = Math.max(1, Math.ceil(prices.times.length / most));
  const bars = {
    startsMs: [] as number[],
    localSeconds: [] as number[],
    open: [] as number[],
    high: [] as number[],
    low: [] as number[],
    close: [] as number[],
  };
  for (let i = 0; i < prices.times.length; i++) {
    const seconds = Math.floor(toLocalMs(prices.times[i] as number) / 1000);
    const last = bars.localSeconds.length - 1;
    if (i % perBar === 0 && (last < 0 || seconds > (bars.localSeconds[last] as number))) {
      bars.startsMs.push(prices.times[i] as number);
      bars.localSeconds.push(seconds);
      bars.open.push(prices.open[i] as number);
      bars.high.push(prices.high[i] as number);
      bars.low.push(prices.low[i] as number);
      bars.close.push(prices.close[i] as number);
    } else {
      bars.high[last] = Math.max(bars.high[last] as number, prices.high[i] as number);
      bars.low[last] = Math.min(bars.low[last] as number, prices.low[i] as number);
      bars.close[last] = prices.close[i] as number;
    }
  }
  return bars;
}
