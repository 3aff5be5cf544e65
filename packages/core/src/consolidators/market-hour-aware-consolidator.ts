import { DataKind } from '../market/data-batch.ts';
import { Market } from '../market/market.ts';
import type { PriceData } from '../market/price-data.ts';
import type { QuoteBar } from '../market/quote-bar.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { TickType } from '../market/tick-type.ts';
import type { TradeBar } from '../market/trade-bar.ts';
import type { ExchangeHours } from '../market-hours/exchange-hours.ts';
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from '../time/resolution.ts';
import { barConsolidator } from './bar-consolidator.ts';
import { type BarPeriodLike, roundDown } from './bar-period.ts';
import type { CalendarInfo } from './calendar-periods.ts';
import { type ConsolidatedHandler, Consolidator } from './consolidator.ts';

/** What a consolidator that knows the market hours is made for. */
export interface MarketHourAwareOptions {
  readonly symbol: SecuritySymbol;
  readonly exchangeHours: ExchangeHours;
  readonly periodMs: number;
  /** Of the data it takes. @defaultValue trade bars */
  readonly kind?: DataKind;
  /** Of ticks. @defaultValue trades */
  readonly tickType?: TickType;
  /** Daily bars from the first open to the last close instead of midnight to midnight (LEAN's `DailyPreciseEndTime`). */
  readonly dailyStrictEndTime: boolean;
  readonly extendedMarketHours: boolean;
}

/**
 * Makes daily bars from open to close, and intraday bars of unusual length that start at the open and end with the
 * session. Data outside of the market hours is left out.
 */
export class MarketHourAwareConsolidator extends Consolidator<TradeBar | QuoteBar> {
  override readonly inputKind: DataKind;
  override readonly needsScan = true;
  readonly #hours: ExchangeHours;
  readonly #periodMs: number;
  readonly #extended: boolean;
  readonly #isStrict: boolean;
  readonly #inner: Consolidator;

  /** @throws LockstepError `CONSOLIDATOR_INVALID` */
  constructor(options: MarketHourAwareOptions) {
    super();
    this.inputKind = options.kind ?? DataKind.TradeBar;
    this.#hours = options.exchangeHours;
    this.#periodMs = options.periodMs;
    this.#extended = options.extendedMarketHours;
    this.#isStrict = options.dailyStrictEndTime && hasStrictDays(options);
    this.#inner = barConsolidator(this.inputKind, this.#barPeriod(), options.tickType);
    this.#inner.onDataConsolidated((_: unknown, bar: PriceData) => this.emit(bar as TradeBar | QuoteBar));
  }

  override get inputTickType(): TickType | null {
    return this.#inner.inputTickType;
  }

  override get hasWorkingData(): boolean {
    return this.#inner.hasWorkingData;
  }

  override get workingData(): TradeBar | QuoteBar | null {
    return this.#inner.workingData as TradeBar | QuoteBar | null;
  }

  override update(data: PriceData): void {
    if (this.#extended || this.#isInMarketHours(data)) this.#inner.update(data);
  }

  override scan(localMs: number): void {
    this.#inner.scan(localMs);
  }

  /** Listeners and handlers are told in the order of their registration. */
  override onDataConsolidated(handler: ConsolidatedHandler<TradeBar | QuoteBar>): this {
    return this.listen(handler);
  }

  override reset(): void {
    super.reset();
    this.#inner.reset();
  }

  #isInMarketHours(bar: PriceData): boolean {
    const time = bar.timeZone.toLocal(bar.timeMs);
    if (this.#hours.isOpen(time, false)) return true;
    // Hour bars may begin before the open.
    const endTime = bar.timeZone.toLocal(bar.endTimeMs);
    return (
      this.#periodMs === MS_PER_DAY && endTime - time >= MS_PER_HOUR && this.#hours.isOpenBetween(time, endTime, false)
    );
  }

  #barPeriod(): BarPeriodLike {
    const period = this.#periodMs;
    if (period === MS_PER_SECOND || period === MS_PER_MINUTE || period === MS_PER_HOUR) return { periodMs: period };
    return period < MS_PER_DAY ? (localMs) => this.#intraday(localMs) : (localMs) => this.#daily(localMs);
  }

  #daily(localMs: number): CalendarInfo {
    const periodMs = this.#periodMs;
    if (periodMs > MS_PER_DAY) return { start: localMs, periodMs };
    if (!this.#isStrict) return { start: roundDown(localMs, periodMs), periodMs };
    const start = this.#hours.firstDailyMarketOpen(localMs, this.#extended);
    return { start, periodMs: this.#hours.lastDailyMarketClose(start, this.#extended) - start };
  }

  #intraday(localMs: number): CalendarInfo {
    const periodMs = this.#periodMs;
    if (this.#hours.isAlwaysOpen) return { start: roundDown(localMs, periodMs), periodMs };
    const open = this.#hours.previousMarketOpen(localMs, this.#extended);
    const start = open + Math.floor((localMs - open) / periodMs) * periodMs;
    const end = Math.min(start + periodMs, this.#hours.nextMarketClose(open, this.#extended));
    return { start, periodMs: end - start };
  }
}

function hasStrictDays({ symbol, exchangeHours, periodMs }: MarketHourAwareOptions): boolean {
  if (exchangeHours.isAlwaysOpen || periodMs <= MS_PER_HOUR) return false;
  if (symbol.securityType === SecurityType.Cfd) return symbol.market !== Market.Oanda;
  return symbol.securityType !== SecurityType.Forex && symbol.securityType !== SecurityType.Base;
}
