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
  const { times, open, high, low, close } = prices;
  let last = -1;
  let lastSeconds = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < times.length; i++) {
    const seconds = i % perBar === 0 ? Math.floor(toLocalMs(times[i] as number) / 1000) : lastSeconds;
    if (seconds > lastSeconds) {
      last += 1;
      lastSeconds = seconds;
      bars.startsMs.push(times[i] as number);
      bars.localSeconds.push(seconds);
      bars.open.push(open[i] as number);
      bars.high.push(high[i] as number);
      bars.low.push(low[i] as number);
      bars.close.push(close[i] as number);
    } else {
      if ((high[i] as number) > (bars.high[last] as number)) bars.high[last] = high[i] as number;
      if ((low[i] as number) < (bars.low[last] as number)) bars.low[last] = low[i] as number;
      bars.close[last] = close[i] as number;
    }
  }
  return bars;
}
