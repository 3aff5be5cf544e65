import type { Duration } from 'luxon';
import type { BarPeriodOptions } from '../../consolidators/bar-period.ts';
import type { CalendarFunction } from '../../consolidators/calendar-periods.ts';
import type { Consolidator } from '../../consolidators/consolidator.ts';
import type { Slice } from '../../data/slice.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import type { BarInput } from '../../indicators/indicator-data-point.ts';
import type { DataKind } from '../../market/data-batch.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import type { TickType } from '../../market/tick-type.ts';
import type { SymbolLike } from '../../securities/securities.ts';
import type { Resolution } from '../../time/resolution.ts';
import type { HistoryQuery, PriceBar } from '../history.ts';
import type { IndicatorHistory } from './indicator-history.ts';

/** What an indicator takes of a bar: a number, or for indicators on bars a bar. The close or the bar itself unless given. */
export type IndicatorSelector = (bar: PriceBar) => number | BarInput;

/**
 * Length of consolidated bars: a `Resolution` (days then run from open to close), milliseconds or a luxon `Duration` (24
 * hours then are a calendar day), a function of the calendar, or `{ maxCount: 10 }` for so many inputs.
 */
export type ConsolidationPeriod = Resolution | number | Duration | CalendarFunction | BarPeriodOptions;

/** What a call such as `ema` makes, and what it feeds it with. */
export interface IndicatorRecipe<I extends Indicator = Indicator> {
  readonly symbols: readonly SymbolLike[];
  /** Makes the indicator; each call another one. */
  readonly make: () => I;
  /** Of the bars; the subscription's own unless given. */
  readonly resolution: Resolution | undefined;
  readonly selector: IndicatorSelector | undefined;
}

/** Indicators and consolidators of a run and the data they are fed. LEAN's `SubscriptionManager`. */
export interface IndicatorRegistry {
  /**
   * Feeds a consolidator with the security's data from now on.
   * @param tickType of the data it is fed with, where it takes several kinds; else what it takes, trades first
   * @throws LockstepError `SUBSCRIPTION_MISSING` when the security has no data of its kind
   */
  addConsolidator(symbol: SymbolLike, consolidator: Consolidator, tickType?: TickType): void;
  /** Takes back `addConsolidator`. Its unfinished bar is not handed over. */
  removeConsolidator(symbol: SymbolLike | null, consolidator: Consolidator): void;
  /**
   * Makes a consolidator for a security without feeding it. A period equal to the subscription's, or none, gives one
   * that passes bars on.
   * @throws LockstepError `CONSOLIDATOR_INVALID` for a period shorter than the subscription's
   */
  createConsolidator(symbol: SymbolLike, period?: ConsolidationPeriod, tickType?: TickType): Consolidator;
  /** Updates an indicator with the security's bars of a period, or with those of a consolidator. */
  register(
    symbol: SymbolLike,
    indicator: Indicator,
    source?: ConsolidationPeriod | Consolidator,
    selector?: IndicatorSelector,
  ): void;
  /** Makes an indicator, registers it with each of its securities, and warms it up if the settings say so. */
  start<I extends Indicator>(recipe: IndicatorRecipe<I>): I;
  /** Stops updating an indicator. */
  deregister(indicator: Indicator): void;
  /**
   * Feeds an indicator with as much past data of one or several securities as it takes to become ready. It is reset
   * first where a resolution is given or none; a duration makes bars of it, as consolidators do.
   */
  warmUp(
    symbols: readonly SymbolLike[],
    indicator: Indicator,
    period?: Resolution | Duration,
    selector?: IndicatorSelector,
  ): void | Promise<void>;
  /** Values that a reset indicator has over a stretch of the past; it is ready at the first. */
  history(
    symbols: readonly SymbolLike[],
    indicator: Indicator,
    query: HistoryQuery,
    selector?: IndicatorSelector,
  ): IndicatorHistory | Promise<IndicatorHistory>;
  /** Values that a reset indicator has when it is fed with slices of the past. */
  historyOf(slices: Iterable<Slice>, indicator: Indicator, selector?: IndicatorSelector): IndicatorHistory;
  /** Name of an indicator on a security, or on several for null, as LEAN makes it. */
  nameOf(symbol: SymbolLike | null, type: string, resolution?: Resolution): string;
  /** Symbol of a security, which is added if it was not. */
  symbolOf(symbol: SymbolLike): SecuritySymbol;
  /** Kind of bars that indicators on a security get. */
  kindOf(symbol: SymbolLike): DataKind;
}
