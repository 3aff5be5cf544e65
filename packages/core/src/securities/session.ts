import { QuoteBar } from '../market/quote-bar.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { TradeBar } from '../market/trade-bar.ts';
import { dayOf } from '../time/calendar.ts';
import type { SecurityExchange } from './security-exchange.ts';

/** Prices and volume of a trading day; all zero before its first data. */
export class SessionBar {
  open = 0;
  high = 0;
  low = 0;
  close = 0;
  volume = 0;
  /** Day since 1970-01-01 on the exchange's clock; null before the first data. */
  day: number | null = null;
  #pricesUntilMs = Number.NEGATIVE_INFINITY;
  #volumeUntilMs = Number.NEGATIVE_INFINITY;

  /** Takes a bar of the day. @param setsPrices it is of the kind that prices are taken from */
  update(bar: TradeBar | QuoteBar, setsPrices: boolean): void {
    if (bar.timeMs < this.#pricesUntilMs) return;
    if (!(bar instanceof QuoteBar) && this.#volumeUntilMs <= bar.timeMs) {
      this.volume += bar.volume;
      this.#volumeUntilMs = bar.endTimeMs;
    }
    if (!setsPrices) return;
    const isFirst = this.#pricesUntilMs === Number.NEGATIVE_INFINITY;
    if (isFirst) this.open = bar.open;
    this.high = isFirst ? bar.high : Math.max(this.high, bar.high);
    this.low = isFirst ? bar.low : Math.min(this.low, bar.low);
    this.close = bar.close;
    this.#pricesUntilMs = bar.endTimeMs;
  }
}

/**
 * The trading day of a security so far, made of the data of regular hours, and the days before it. It is kept once a
 * `size` is set, best in a security initialiser.
 */
export class Session {
  readonly #symbol: SecuritySymbol;
  readonly #exchange: SecurityExchange;
  readonly #usesQuotes: boolean;
  #size = 0;
  #current = new SessionBar();
  /** When data came last, on the exchange's clock: a day ends when the clock goes on, not with its last bar. */
  #updatedLocalMs = Number.NEGATIVE_INFINITY;
  /** Newest first. */
  #previous: SessionBar[] = [];

  constructor(symbol: SecuritySymbol, exchange: SecurityExchange) {
    this.#symbol = symbol;
    this.#exchange = exchange;
    this.#usesQuotes = symbol.securityType === SecurityType.Forex || symbol.securityType === SecurityType.Cfd;
  }

  /** Days that are kept, today's included; 0: none. */
  get size(): number {
    return this.#size;
  }

  set size(size: number) {
    this.#size = size;
  }

  get symbol(): SecuritySymbol {
    return this.#symbol;
  }

  /** First price of the day; 0 before. */
  get open(): number {
    return this.#today().open;
  }

  get high(): number {
    return this.#today().high;
  }

  get low(): number {
    return this.#today().low;
  }

  /** Latest price of the day. */
  get close(): number {
    return this.#today().close;
  }

  /** Units traded so far. */
  get volume(): number {
    return this.#today().volume;
  }

  /** Today (0) or an earlier day; undefined where none is kept. */
  get(index: number): SessionBar | undefined {
    const today = this.#today();
    return index === 0 ? today : this.#previous[index - 1];
  }

  /** Takes data of the security, in the order of its arrival. */
  update(bar: TradeBar | QuoteBar): void {
    const { hours } = this.#exchange;
    const startLocalMs = hours.timeZone.toLocal(bar.timeMs);
    const day = dayOf(startLocalMs);
    this.#endBefore(day);
    this.#updatedLocalMs = this.#exchange.localTimeMs;
    if (this.#current.day === null) this.#current.day = day;
    if (!hours.isOpenBetween(startLocalMs, hours.timeZone.toLocal(bar.endTimeMs), false)) return;
    this.#current.update(bar, bar instanceof QuoteBar === this.#usesQuotes);
  }

  /** Forgets all days. */
  reset(): void {
    this.#current = new SessionBar();
    this.#previous = [];
  }

  #today(): SessionBar {
    const now = this.#exchange.localTimeMs;
    if (now > this.#updatedLocalMs) this.#endBefore(dayOf(now));
    return this.#current;
  }

  #endBefore(day: number): void {
    if (this.#current.day === null || day <= this.#current.day) return;
    this.#previous.unshift(this.#current);
    this.#previous.length = Math.min(this.#previous.length, Math.max(0, this.#size - 1));
    this.#current = new SessionBar();
  }
}
