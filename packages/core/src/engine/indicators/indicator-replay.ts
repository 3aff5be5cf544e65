import { Duration } from 'luxon';
import type { HistoryQuery, PriceBar } from '../../algorithm/history.ts';
import { IndicatorDataPoints, IndicatorHistory, partsOf } from '../../algorithm/indicators/indicator-history.ts';
import type { IndicatorSelector } from '../../algorithm/indicators/indicator-registry.ts';
import { barConsolidator } from '../../consolidators/bar-consolidator.ts';
import type { Consolidator } from '../../consolidators/consolidator.ts';
import type { Slice } from '../../data/slice.ts';
import { DualSymbolIndicator } from '../../indicators/dual-symbol-indicator.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { DataKind } from '../../market/data-batch.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { Resolution, resolutionToMs } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { isSubscribedToTicks } from '../history/history-requests.ts';
import { hasQuotesOnly } from '../history/run-history.ts';
import { feedHistory, indicatorQuery } from './indicator-history.ts';
import { indicatorUpdater } from './indicator-updater.ts';

const COARSE_TO_FINE = [Resolution.Daily, Resolution.Hour, Resolution.Minute, Resolution.Second] as const;

/** Feeds indicators with the past. */
export class IndicatorReplay {
  readonly #run: AlgorithmRun;

  constructor(run: AlgorithmRun) {
    this.#run = run;
  }

  /** Makes an indicator ready with bars of a resolution, or with those that a duration makes of finer ones. */
  warmUp(
    symbols: readonly SecuritySymbol[],
    indicator: Indicator,
    period: Resolution | Duration | undefined,
    selector: IndicatorSelector | undefined,
  ): Promise<void> | undefined {
    const periods = indicator.warmUpPeriod + this.#barsToMeet(symbols, indicator);
    if (periods === 0) {
      this.#run.log('debug', `${indicator.name} is not warmed up: its warmUpPeriod says that it needs no input.`);
      return undefined;
    }
    const update = indicatorUpdater(indicator, selector);
    if (Duration.isDuration(period)) return this.#warmUpConsolidated(symbols, periods, period, update);
    indicator.reset();
    return feedHistory(this.#run, symbols, { range: { periods }, resolution: period, options: {} }, update);
  }

  /** Bars that a comparison of securities needs besides: on exchanges in different zones a day's bars do not end together. */
  #barsToMeet(symbols: readonly SecuritySymbol[], indicator: Indicator): number {
    if (!(indicator instanceof DualSymbolIndicator)) return 0;
    const zones = new Set(symbols.map((symbol) => this.#run.scheduling.exchangeHours(symbol).timeZone));
    return zones.size > 1 ? 1 : 0;
  }

  #warmUpConsolidated(
    symbols: readonly SecuritySymbol[],
    periods: number,
    period: Duration,
    update: (bar: PriceBar) => void,
  ): Promise<void> | undefined {
    const spanMs = period.toMillis();
    const resolution = COARSE_TO_FINE.find((each) => resolutionToMs(each) <= spanMs) ?? Resolution.Second;
    const barMs = resolutionToMs(resolution);
    const consolidators = new Map(symbols.map((symbol) => [symbol.id, this.#consolidator(symbol, period, barMs)]));
    for (const each of consolidators.values()) each.onDataConsolidated((_, bar) => update(bar as PriceBar));
    const query = { range: { periods: periods * Math.floor(spanMs / barMs) }, resolution, options: {} };
    const waiting = feedHistory(this.#run, symbols, query, (bar) => consolidators.get(bar.symbol.id)?.update(bar));
    const finish = (): void => {
      for (const symbol of symbols) this.#finishBar(symbol, consolidators.get(symbol.id));
    };
    if (waiting !== undefined) return waiting.then(finish);
    finish();
    return undefined;
  }

  /** What the strategy's own consolidator would be; without a subscription of bars those of the period itself pass as they are. */
  #consolidator(symbol: SecuritySymbol, period: Duration, barMs: number): Consolidator {
    const run = this.#run;
    if (run.securities.has(symbol) && !isSubscribedToTicks(run, symbol)) {
      return run.indicators.createConsolidator(symbol, period);
    }
    const periodMs = period.toMillis();
    const kind = hasQuotesOnly(symbol) ? DataKind.QuoteBar : DataKind.TradeBar;
    return barConsolidator(kind, { periodMs: periodMs === barMs ? 0 : periodMs });
  }

  #finishBar(symbol: SecuritySymbol, consolidator: Consolidator | undefined): void {
    if (consolidator?.hasWorkingData !== true) return;
    const { timeZone } = this.#run.scheduling.exchangeHours(symbol);
    consolidator.scan(timeZone.toLocal(this.#run.clock.utcNow()));
  }

  /** Resets an indicator and takes down its values over a stretch of the past. */
  history(
    symbols: readonly SecuritySymbol[],
    indicator: Indicator,
    query: HistoryQuery,
    selector: IndicatorSelector | undefined,
  ): IndicatorHistory | Promise<IndicatorHistory> {
    const record = this.#record(indicator);
    const reaching = indicatorQuery(this.#run, symbols, indicator, query);
    const waiting = feedHistory(this.#run, symbols, reaching, indicatorUpdater(indicator, selector));
    return waiting === undefined ? record() : waiting.then(record);
  }

  /** Resets an indicator and takes down its values over slices of the past. */
  historyOf(slices: Iterable<Slice>, indicator: Indicator, selector: IndicatorSelector | undefined): IndicatorHistory {
    const record = this.#record(indicator);
    const update = indicatorUpdater(indicator, selector);
    for (const slice of slices) for (const bar of barsByTrade(slice)) update(bar);
    return record();
  }

  /** Begins to take down the first value of each time from now on; the answer ends it. */
  #record(indicator: Indicator): () => IndicatorHistory {
    const points: IndicatorDataPoints[] = [];
    const { timeZone } = this.#run;
    const listener = (): void => {
      const { timeMs, value } = indicator;
      if (!indicator.isReady || points.at(-1)?.timeMs === timeMs) return;
      points.push(new IndicatorDataPoints(timeMs, value, timeZone, partsOf(indicator)));
    };
    indicator.reset();
    indicator.onUpdated(listener);
    return () => {
      indicator.offUpdated(listener);
      return new IndicatorHistory(points);
    };
  }
}

/** The trade bar of each symbol of a slice, or else its quote bar. */
function barsByTrade(slice: Slice): PriceBar[] {
  return [...slice.bars.values, ...slice.quoteBars.values.filter(({ symbol }) => !slice.bars.has(symbol))];
}
