import {
  type AuxiliaryEvent,
  AuxiliaryType,
  Decimal,
  DelistingType,
  MS_PER_DAY,
  type SecuritySymbol,
  SplitType,
  type TimeZone,
} from '@lockstep/core';
import type { FactorChange, FactorFile } from './factor-file.ts';
import type { MapFile } from './map-file.ts';

/** Distributions are rounded to cents. */
const DISTRIBUTION_DECIMALS = 2;

/**
 * Dividends, splits, ticker changes and delistings of one equity subscription, produced day by day. Splits and
 * dividends take effect on the trading day after their factor row; a split is announced on the day of the row.
 */
export class CorporateEvents {
  readonly #symbol: SecuritySymbol;
  readonly #isInternal: boolean;
  readonly #zone: TimeZone;
  readonly #mapFile: MapFile;
  readonly #factorFile: FactorFile | null;
  #split: FactorChange | undefined;
  #dividend: FactorChange | undefined;
  #hasDelistingWarning = false;
  #isDelisted = false;
  #ticker: string;
  #sumOfDividends: Decimal = Decimal.ZERO;

  constructor(options: {
    readonly symbol: SecuritySymbol;
    /** For a subscription of the engine's own: no splits and dividends. */
    readonly isInternal: boolean;
    readonly zone: TimeZone;
    readonly mapFile: MapFile;
    readonly factorFile: FactorFile | null;
    /** Day on which the subscription starts. */
    readonly startDay: number;
  }) {
    this.#symbol = options.symbol;
    this.#isInternal = options.isInternal;
    this.#zone = options.zone;
    this.#mapFile = options.mapFile;
    this.#factorFile = options.factorFile;
    this.#ticker = options.symbol.value;
    if (options.mapFile.hasData(options.startDay))
      this.#ticker = options.mapFile.tickerOn(options.startDay, this.#ticker);
  }

  /** Ticker under which the security trades on the last day passed. */
  get ticker(): string {
    return this.#ticker;
  }

  /** Dividends paid since the start. */
  get sumOfDividends(): Decimal {
    return this.#sumOfDividends;
  }

  /**
   * Passes on to a trading day.
   *
   * @param lastPrice price of the last bar read, lastRawPrice of the last bar handed over; 0 for none
   * @returns what happens on it, in LEAN's order
   */
  passTo(day: number, lastPrice: Decimal, lastRawPrice: Decimal): AuxiliaryEvent[] {
    const events: AuxiliaryEvent[] = [];
    const isMapped = this.#mapFile.hasData(day);
    if (this.#factorFile !== null && isMapped) {
      this.#passSplits(day, lastRawPrice, events);
      this.#passDividends(day, events);
      if (this.#isInternal) events.length = 0;
    }
    if (isMapped) this.#passTickers(day, events);
    this.#passDelisting(day, lastPrice, events);
    return events;
  }

  #passSplits(day: number, lastRawPrice: Decimal, events: AuxiliaryEvent[]): void {
    if (this.#split !== undefined) {
      const { ratio, referencePrice } = this.#split;
      this.#split = undefined;
      events.push({
        ...this.#at(day),
        type: AuxiliaryType.Split,
        splitType: SplitType.SplitOccurred,
        splitFactor: ratio,
        referencePrice,
      });
    }
    const next = this.#factorFile!.splitAfter(day);
    if (next === undefined) return;
    this.#split = next;
    events.push({
      ...this.#at(day),
      type: AuxiliaryType.Split,
      splitType: SplitType.Warning,
      splitFactor: next.ratio,
      referencePrice: lastRawPrice,
    });
  }

  #passDividends(day: number, events: AuxiliaryEvent[]): void {
    if (this.#dividend !== undefined) {
      const { ratio, referencePrice } = this.#dividend;
      this.#dividend = undefined;
      const distribution = referencePrice.minus(referencePrice.times(ratio)).round(DISTRIBUTION_DECIMALS);
      this.#sumOfDividends = this.#sumOfDividends.plus(distribution);
      events.push({ ...this.#at(day), type: AuxiliaryType.Dividend, distribution, referencePrice });
    }
    this.#dividend = this.#factorFile!.dividendAfter(day);
  }

  #passTickers(day: number, events: AuxiliaryEvent[]): void {
    const oldSymbol = this.#ticker;
    this.#ticker = this.#mapFile.tickerOn(day, oldSymbol);
    if (this.#ticker === oldSymbol) return;
    events.push({ ...this.#at(day), type: AuxiliaryType.SymbolChanged, oldSymbol, newSymbol: this.#ticker });
  }

  #passDelisting(day: number, price: Decimal, events: AuxiliaryEvent[]): void {
    const delistingDay = this.#mapFile.delistingDay;
    if (!this.#hasDelistingWarning && day >= delistingDay) {
      this.#hasDelistingWarning = true;
      events.push({
        ...this.#at(delistingDay),
        type: AuxiliaryType.Delisting,
        delistingType: DelistingType.Warning,
        price,
      });
    }
    if (!this.#isDelisted && day > delistingDay) {
      this.#isDelisted = true;
      events.push({
        ...this.#at(delistingDay + 1),
        type: AuxiliaryType.Delisting,
        delistingType: DelistingType.Delisted,
        price,
      });
    }
  }

  /** Events show the ticker of their day. */
  #at(day: number): { readonly symbol: SecuritySymbol; readonly timeMs: number } {
    return { symbol: this.#symbol.withTicker(this.#ticker), timeMs: this.#zone.toUtc(day * MS_PER_DAY) };
  }
}
