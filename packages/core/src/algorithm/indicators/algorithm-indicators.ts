import type { DateTime, Duration } from 'luxon';
import type { CalendarFunction } from '../../consolidators/calendar-periods.ts';
import type { Consolidator } from '../../consolidators/consolidator.ts';
import { consolidatorOfSize } from '../../consolidators/consolidator-of-size.ts';
import { IdentityConsolidator } from '../../consolidators/identity-consolidator.ts';
import { Slice } from '../../data/slice.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import type { PriceData } from '../../market/price-data.ts';
import { Tick } from '../../market/tick.ts';
import type { TickType } from '../../market/tick-type.ts';
import type { TradeBar } from '../../market/trade-bar.ts';
import type { SymbolLike } from '../../securities/securities.ts';
import type { Resolution } from '../../time/resolution.ts';
import { AlgorithmHistory, tickTypeOf } from '../algorithm-history.ts';
import type { DataClass } from '../history.ts';
import { type HistoryArguments, historyQuery } from '../history-arguments.ts';
import { CandlestickPatterns } from './candlestick-patterns.ts';
import type { IndicatorHistory } from './indicator-history.ts';
import type { ConsolidationPeriod, IndicatorRegistry, IndicatorSelector } from './indicator-registry.ts';

/**
 * The indicator and consolidator calls of an algorithm: LEAN's names, parameters and order of parameters. Indicators made
 * here are updated before `onData`, with the security's own bars unless another resolution is named, and with the close
 * unless a selector takes something else; `settings.automaticIndicatorWarmUp` makes them ready at once.
 */
export abstract class AlgorithmIndicators extends AlgorithmHistory {
  #candlestickPatterns: CandlestickPatterns | null = null;

  /** Adds and removes consolidators of the strategy's own. */
  get subscriptionManager(): IndicatorRegistry {
    return this.run.indicators;
  }

  /**
   * Calls a handler with bars of a longer period: trade bars, or quote bars for forex and contracts for difference. The
   * handler must be synchronous.
   *
   * @example this.consolidate('SPY', Duration.fromObject({ minutes: 10 }), (bar) => this.log(bar));
   * @returns the consolidator, for `subscriptionManager.removeConsolidator`
   * @throws LockstepError `CONSOLIDATOR_INVALID` for a period shorter than the subscription's
   */
  consolidate<B extends PriceData = TradeBar>(
    symbol: SymbolLike,
    period: ConsolidationPeriod,
    handler: (bar: B) => void,
  ): Consolidator<B>;
  consolidate<B extends PriceData = TradeBar>(
    symbol: SymbolLike,
    period: ConsolidationPeriod,
    tickType: TickType,
    handler: (bar: B) => void,
  ): Consolidator<B>;
  /**
   * Bars of one kind: `consolidate(QuoteBar, 'SPY', …)`. Bars that have a size take it instead of a period: the height of
   * a `RenkoBar`, the volume of a `VolumeRenkoBar`, the price steps of a `RangeBar`.
   */
  consolidate<B extends PriceData>(
    type: DataClass<B>,
    symbol: SymbolLike,
    periodOrSize: ConsolidationPeriod,
    handler: (bar: B) => void,
  ): Consolidator<B>;
  consolidate(...args: readonly unknown[]): Consolidator<never> {
    const isTyped = typeof args[0] === 'function';
    const [symbol, period, third] = (isTyped ? args.slice(1) : args) as [SymbolLike, ConsolidationPeriod, unknown];
    const named = isTyped ? tickTypeOf(args[0] as DataClass<PriceData>) : undefined;
    const tickType = typeof third === 'number' ? (third as TickType) : named;
    const handler = args.at(-1) as (data: PriceData) => void;
    const { indicators } = this.run;
    const sized = isTyped ? consolidatorOfSize(args[0], period) : null;
    const consolidator = sized ?? indicators.createConsolidator(symbol, period, tickType);
    if ((args[0] as unknown) === Tick && !(consolidator instanceof IdentityConsolidator)) throw noTicks();
    consolidator.listen((_, bar) => handler(bar));
    indicators.addConsolidator(symbol, consolidator, tickType);
    return consolidator as unknown as Consolidator<never>;
  }

  /** A consolidator for a security, not yet fed. The one of the subscription's own period passes bars on. */
  resolveConsolidator(symbol: SymbolLike, period?: Resolution | Duration | CalendarFunction): Consolidator {
    return this.run.indicators.createConsolidator(symbol, period);
  }

  /**
   * Updates an indicator with a security's bars.
   * @param source resolution, period or consolidator; the subscription's own bars unless given
   */
  registerIndicator(
    symbol: SymbolLike,
    indicator: Indicator,
    source?: Resolution | Duration | Consolidator | null,
    selector?: IndicatorSelector,
  ): void {
    this.run.indicators.register(symbol, indicator, source ?? undefined, selector);
  }

  /** Stops updating an indicator. */
  deregisterIndicator(indicator: Indicator): void {
    this.run.indicators.deregister(indicator);
  }

  /** Stops updating an indicator. */
  unregisterIndicator(indicator: Indicator): void {
    this.deregisterIndicator(indicator);
  }

  /**
   * Feeds an indicator with as much past data as it takes to become ready: bars of a resolution, after a reset, or bars
   * that a duration makes of finer ones. Done when the call returns where data is in files; otherwise before the next
   * time step, or when the promise settles.
   */
  warmUpIndicator(
    symbols: SymbolLike | readonly SymbolLike[],
    indicator: Indicator,
    period?: Resolution | Duration,
    selector?: IndicatorSelector,
  ): void | Promise<void> {
    return this.run.indicators.warmUp(listOf(symbols), indicator, period, selector);
  }

  /** Values of an indicator and its parts over a stretch of the past. It is reset first and keeps the last value. */
  indicatorHistory(
    indicator: Indicator,
    symbols: SymbolLike | readonly SymbolLike[],
    periodsOrSpan: number | Duration,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): Promise<IndicatorHistory>;
  indicatorHistory(
    indicator: Indicator,
    symbols: SymbolLike | readonly SymbolLike[],
    start: DateTime,
    end: DateTime,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): Promise<IndicatorHistory>;
  /** The same over slices that `history` brought. */
  indicatorHistory(
    indicator: Indicator,
    history: readonly Slice[],
    selector?: IndicatorSelector,
  ): Promise<IndicatorHistory>;
  async indicatorHistory(
    indicator: Indicator,
    data: SymbolLike | readonly SymbolLike[] | readonly Slice[],
    ...range: readonly unknown[]
  ): Promise<IndicatorHistory> {
    const last = range.at(-1);
    const selector = typeof last === 'function' ? (last as IndicatorSelector) : undefined;
    const { indicators } = this.run;
    if (isSlices(data)) return indicators.historyOf(data, indicator, selector);
    const args = (selector === undefined ? range : range.slice(0, -1)) as unknown as HistoryArguments;
    return indicators.history(listOf(data), indicator, historyQuery(args), selector);
  }

  /**
   * The name under which an indicator of a security is made, for example `SMA(10,SPY_min)`.
   * @param symbol null for an indicator of several securities
   * @param type with its parameters
   * @param resolution the subscription's unless given
   */
  createIndicatorName(symbol: SymbolLike | null, type: string, resolution?: Resolution): string {
    return this.run.indicators.nameOf(symbol, type, resolution);
  }

  /** Indicators for formations of candles. */
  get candlestickPatterns(): CandlestickPatterns {
    this.#candlestickPatterns ??= new CandlestickPatterns((symbol, make, resolution, selector) => {
      const nameOf = (type: string): string => this.createIndicatorName(symbol, type, resolution);
      return this.startIndicator(symbol, () => make(nameOf), resolution, selector);
    });
    return this.#candlestickPatterns;
  }

  /** Makes an indicator, updates it with the bars of its securities, and warms it up if the settings say so. */
  protected startIndicator<I extends Indicator>(
    symbols: SymbolLike | readonly SymbolLike[],
    make: () => I,
    resolution: Resolution | undefined,
    selector: IndicatorSelector | undefined,
  ): I {
    return this.run.indicators.start({ symbols: listOf(symbols), make, resolution, selector });
  }
}

function noTicks(): LockstepError {
  return new LockstepError(
    'CONSOLIDATOR_INVALID',
    'consolidate(Tick, …) with a period would make bars, not ticks. Name TradeBar or QuoteBar, or Resolution.Tick to have the ticks as they are.',
  );
}

function listOf(symbols: SymbolLike | readonly SymbolLike[]): readonly SymbolLike[] {
  return Array.isArray(symbols) ? symbols : [symbols as SymbolLike];
}

/** Slices in their array; an array without any is one of symbols. */
function isSlices(data: SymbolLike | readonly SymbolLike[] | readonly Slice[]): data is readonly Slice[] {
  return Array.isArray(data) && data[0] instanceof Slice;
}
