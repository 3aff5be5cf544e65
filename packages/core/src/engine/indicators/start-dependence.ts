import type { PriceBar } from '../../algorithm/history.ts';
import type { IndicatorRecipe } from '../../algorithm/indicators/indicator-registry.ts';
import type { HistoryProvider } from '../../data/data-feed.ts';
import { historySlices } from '../../data/history-slices.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { historyRequests } from '../history/history-requests.ts';
import { takeBars } from './indicator-history.ts';
import { indicatorUpdater } from './indicator-updater.ts';
import type { IndicatorMark } from './started-indicators.ts';

/** What an indicator was worth at the first order, and what it would have been, had the run begun earlier. */
export interface StartDependence {
  readonly name: string;
  /** Inputs that it had taken. */
  readonly samples: number;
  /** End of the last of them, epoch ms UTC. */
  readonly timeMs: number;
  readonly value: number;
  /** Inputs more that it could have taken from the data before. */
  readonly earlierSamples: number;
  readonly earlierValue: number;
  /** Distance between the lowest and the highest of its latest values, as many as it takes to become ready. */
  readonly moved: number;
}

/** Of what came this many periods before nothing is left in an exponential average. */
const PERIODS = 10;

/** An indicator that saw so many periods has forgotten where it began. */
const FORGOTTEN = 20;

/**
 * Feeds two new indicators, like one the strategy had at its first order, with the past: one with as many bars as the
 * strategy's had taken, one with more. Null where the data begins with the run or does not come at once, and for
 * indicators that do not say how much they need or have long forgotten where they began.
 */
export function startDependence(
  run: AlgorithmRun,
  { recipe, samples, timeMs }: IndicatorMark,
  history: HistoryProvider,
): StartDependence | null {
  const [alike, earlier] = [recipe.make(), recipe.make()];
  const period = earlier.warmUpPeriod;
  if (period === 0 || samples > FORGOTTEN * period) return null;
  const bars = barsUntil(timeMs, samples + PERIODS * period, { run, recipe, history });
  const earlierSamples = bars.length - samples;
  if (earlierSamples <= 0) return null;
  const [updateAlike, updateEarlier] = [alike, earlier].map((each) => indicatorUpdater(each, recipe.selector)) as [
    (bar: PriceBar) => void,
    (bar: PriceBar) => void,
  ];
  const latest: number[] = [];
  for (const [index, bar] of bars.entries()) {
    updateEarlier(bar);
    if (index >= earlierSamples) updateAlike(bar);
    if (index >= bars.length - period) latest.push(earlier.value);
  }
  const moved = Math.max(...latest) - Math.min(...latest);
  const { name, value } = alike;
  return { name, samples, timeMs, value, earlierSamples, earlierValue: earlier.value, moved };
}

/** The bars of an indicator's securities that end no later than an instant, at most `count` of each, oldest first. */
function barsUntil(
  endUtc: number,
  count: number,
  { run, recipe, history }: { run: AlgorithmRun; recipe: IndicatorRecipe; history: HistoryProvider },
): PriceBar[] {
  const symbols = recipe.symbols.map((symbol) => run.runHistory.symbolOf(symbol));
  const query = { range: { periods: count, endUtc }, resolution: recipe.resolution, options: {} };
  const slices = historySlices(
    history,
    symbols.flatMap((symbol) => historyRequests(run, symbol, undefined, query)),
  );
  const bars: PriceBar[] = [];
  if (slices instanceof Promise) return bars;
  for (let slice = slices.next(); slice !== null; slice = slices.next()) {
    takeBars(slice, symbols, (bar) => bars.push(bar));
  }
  return bars;
}
