import type { DateTime, Duration } from 'luxon';
import type { CalendarFunction } from '../consolidators/calendar-periods.ts';
import type { Consolidator } from '../consolidators/consolidator.ts';
import { consolidatorOfSize } from '../consolidators/consolidator-of-size.ts';
import { Slice } from '../data/slice.ts';
import { AverageTrueRange } from '../indicators/average-true-range.ts';
import { BollingerBands } from '../indicators/bollinger-bands.ts';
import { ExponentialMovingAverage } from '../indicators/exponential-moving-average.ts';
import { Field } from '../indicators/field.ts';
import { Identity } from '../indicators/identity.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { Maximum } from '../indicators/maximum.ts';
import { Minimum } from '../indicators/minimum.ts';
import { Momentum } from '../indicators/momentum.ts';
import { MomentumPercent } from '../indicators/momentum-percent.ts';
import { MovingAverageConvergenceDivergence } from '../indicators/moving-average-convergence-divergence.ts';
import { MovingAverageType, movingAverageName } from '../indicators/moving-average-type.ts';
import { RateOfChange } from '../indicators/rate-of-change.ts';
import { RateOfChangePercent } from '../indicators/rate-of-change-percent.ts';
import { RelativeStrengthIndex } from '../indicators/relative-strength-index.ts';
import { SimpleMovingAverage } from '../indicators/simple-moving-average.ts';
import { StandardDeviation } from '../indicators/standard-deviation.ts';
import { TrueRange } from '../indicators/true-range.ts';
import { DataKind } from '../market/data-batch.ts';
import type { TickType } from '../market/tick-type.ts';
import type { TradeBar } from '../market/trade-bar.ts';
import type { SymbolLike } from '../securities/securities.ts';
import type { Resolution } from '../time/resolution.ts';
import { AlgorithmHistory, tickTypeOf } from './algorithm-history.ts';
import type { BarClass, PriceBar } from './history.ts';
import { type HistoryArguments, historyQuery } from './history-arguments.ts';
import type { IndicatorHistory } from './indicator-history.ts';
import type { ConsolidationPeriod, IndicatorRegistry, IndicatorSelector } from './indicator-registry.ts';

/**
 * The indicator and consolidator calls of an algorithm: LEAN's names, parameters and order of parameters. Indicators made
 * here are updated before `onData`, with the security's own bars unless another resolution is named, and with the close
 * unless a selector takes something else; `settings.automaticIndicatorWarmUp` makes them ready at once.
 */
export abstract class AlgorithmIndicators extends AlgorithmHistory {
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
  consolidate<B extends PriceBar = TradeBar>(
    symbol: SymbolLike,
    period: ConsolidationPeriod,
    handler: (bar: B) => void,
  ): Consolidator<B>;
  consolidate<B extends PriceBar = TradeBar>(
    symbol: SymbolLike,
    period: ConsolidationPeriod,
    tickType: TickType,
    handler: (bar: B) => void,
  ): Consolidator<B>;
  /**
   * Bars of one kind: `consolidate(QuoteBar, 'SPY', …)`. Bars that have a size take it instead of a period: the height of
   * a `RenkoBar`, the volume of a `VolumeRenkoBar`, the price steps of a `RangeBar`.
   */
  consolidate<B extends PriceBar>(
    type: BarClass<B>,
    symbol: SymbolLike,
    periodOrSize: ConsolidationPeriod,
    handler: (bar: B) => void,
  ): Consolidator<B>;
  consolidate(...args: readonly unknown[]): Consolidator<never> {
    const isTyped = typeof args[0] === 'function';
    const [symbol, period, third] = (isTyped ? args.slice(1) : args) as [SymbolLike, ConsolidationPeriod, unknown];
    const named = isTyped ? tickTypeOf(args[0] as BarClass<PriceBar>) : undefined;
    const tickType = typeof third === 'number' ? (third as TickType) : named;
    const handler = args.at(-1) as (bar: PriceBar) => void;
    const { indicators } = this.run;
    const sized = isTyped ? consolidatorOfSize(args[0], period) : null;
    const consolidator = sized ?? indicators.createConsolidator(symbol, period, tickType);
    consolidator.listen((_, bar) => handler(bar));
    indicators.addConsolidator(symbol, consolidator);
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

  /** Simple moving average. */
  sma(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): SimpleMovingAverage {
    const name = this.#name(symbol, `SMA(${period})`, resolution);
    return this.#start(symbol, new SimpleMovingAverage(name, period), resolution, selector);
  }

  /** Exponential moving average. @param smoothingFactor a fraction; 2 / (period + 1) unless given */
  ema(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
    smoothingFactor?: number,
  ): ExponentialMovingAverage {
    const name = this.#name(symbol, `EMA(${period})`, resolution);
    return this.#start(symbol, new ExponentialMovingAverage(name, period, smoothingFactor), resolution, selector);
  }

  /** Relative strength index. */
  rsi(
    symbol: SymbolLike,
    period: number,
    movingAverageType: MovingAverageType = MovingAverageType.Wilders,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): RelativeStrengthIndex {
    const name = this.#name(symbol, `RSI(${period},${movingAverageName(movingAverageType)})`, resolution);
    return this.#start(symbol, new RelativeStrengthIndex(name, period, movingAverageType), resolution, selector);
  }

  /** Moving average convergence divergence. */
  macd(
    symbol: SymbolLike,
    fastPeriod: number,
    slowPeriod: number,
    signalPeriod: number,
    type: MovingAverageType = MovingAverageType.Exponential,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): MovingAverageConvergenceDivergence {
    const name = this.#name(symbol, `MACD(${fastPeriod},${slowPeriod},${signalPeriod})`, resolution);
    const indicator = new MovingAverageConvergenceDivergence(name, fastPeriod, slowPeriod, signalPeriod, type);
    return this.#start(symbol, indicator, resolution, selector);
  }

  /** Bollinger bands. */
  bb(
    symbol: SymbolLike,
    period: number,
    k: number,
    movingAverageType: MovingAverageType = MovingAverageType.Simple,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): BollingerBands {
    const name = this.#name(symbol, `BB(${period},${k})`, resolution);
    return this.#start(symbol, new BollingerBands(name, period, k, movingAverageType), resolution, selector);
  }

  /** Average true range. */
  atr(
    symbol: SymbolLike,
    period: number,
    type: MovingAverageType = MovingAverageType.Simple,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): AverageTrueRange {
    const name = this.#name(symbol, `ATR(${period})`, resolution);
    return this.#start(symbol, new AverageTrueRange(name, period, type), resolution, selector);
  }

  /** True range. */
  tr(symbol: SymbolLike, resolution?: Resolution, selector?: IndicatorSelector): TrueRange {
    return this.#start(symbol, new TrueRange(this.#name(symbol, 'TR', resolution)), resolution, selector);
  }

  /** Difference to the value so many bars ago. */
  mom(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): Momentum {
    const name = this.#name(symbol, `MOM(${period})`, resolution);
    return this.#start(symbol, new Momentum(name, period), resolution, selector);
  }

  /** Change since so many bars ago, in percent. */
  momp(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): MomentumPercent {
    const name = this.#name(symbol, `MOMP(${period})`, resolution);
    return this.#start(symbol, new MomentumPercent(name, period), resolution, selector);
  }

  /** Change since so many bars ago, as a fraction. */
  roc(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): RateOfChange {
    const name = this.#name(symbol, `ROC(${period})`, resolution);
    return this.#start(symbol, new RateOfChange(name, period), resolution, selector);
  }

  /** Change since so many bars ago, in percent. */
  rocp(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): RateOfChangePercent {
    const name = this.#name(symbol, `ROCP(${period})`, resolution);
    return this.#start(symbol, new RateOfChangePercent(name, period), resolution, selector);
  }

  /** Largest of the last highs; of quotes, of the last closes. */
  max(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): Maximum {
    const name = this.#name(symbol, `MAX(${period})`, resolution);
    const select = selector ?? (this.#hasTrades(symbol) ? Field.high : undefined);
    return this.#start(symbol, new Maximum(name, period), resolution, select);
  }

  /** Smallest of the last lows; of quotes, of the last closes. */
  min(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): Minimum {
    const name = this.#name(symbol, `MIN(${period})`, resolution);
    const select = selector ?? (this.#hasTrades(symbol) ? Field.low : undefined);
    return this.#start(symbol, new Minimum(name, period), resolution, select);
  }

  /** Standard deviation of the population. */
  std(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): StandardDeviation {
    const name = this.#name(symbol, `STD(${period})`, resolution);
    return this.#start(symbol, new StandardDeviation(name, period), resolution, selector);
  }

  /** The value itself. @param fieldName what the selector takes, for the name */
  identity(symbol: SymbolLike, resolution?: Resolution, selector?: IndicatorSelector, fieldName = 'close'): Identity {
    return this.#start(symbol, new Identity(this.#name(symbol, fieldName, resolution)), resolution, selector);
  }

  #name(symbol: SymbolLike, type: string, resolution: Resolution | undefined): string {
    return this.run.indicators.nameOf(symbol, type, resolution);
  }

  #hasTrades(symbol: SymbolLike): boolean {
    return this.run.indicators.kindOf(symbol) === DataKind.TradeBar;
  }

  #start<I extends Indicator>(
    symbol: SymbolLike,
    indicator: I,
    resolution: Resolution | undefined,
    selector: IndicatorSelector | undefined,
  ): I {
    const { indicators, settings } = this.run;
    indicators.register(symbol, indicator, resolution, selector);
    if (settings.automaticIndicatorWarmUp) void indicators.warmUp([symbol], indicator, resolution, selector);
    return indicator;
  }
}

function listOf(symbols: SymbolLike | readonly SymbolLike[]): readonly SymbolLike[] {
  return Array.isArray(symbols) ? symbols : [symbols as SymbolLike];
}

/** Slices in their array; an array without any is one of symbols. */
function isSlices(data: SymbolLike | readonly SymbolLike[] | readonly Slice[]): data is readonly Slice[] {
  return Array.isArray(data) && data[0] instanceof Slice;
}
