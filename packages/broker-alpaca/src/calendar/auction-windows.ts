import {
  type Clock,
  dayOf,
  MS_PER_DAY,
  MS_PER_HOUR,
  MS_PER_MINUTE,
  type Order,
  OrderType,
  type TradingDay,
} from '@lockstep/core';
import { CallFailure } from '../brokerage/calls/call-failure.ts';
import type { TradingApi } from '../brokerage/calls/trading-api.ts';
import type { Refusal } from '../brokerage/requests/order-rules.ts';
import { NEW_YORK, timeText, tradingDayOf } from './trading-day.ts';

/** From when on orders for the next day's auctions are taken, ms since midnight in New York. */
const FROM_MS = 19 * MS_PER_HOUR;
/** How long before its auction an order has to be sent, ms. */
const BEFORE_OPEN_MS = 2 * MS_PER_MINUTE;
const BEFORE_CLOSE_MS = 10 * MS_PER_MINUTE;

/** When Alpaca takes orders for the opening and the closing auction: half days close earlier, by Alpaca's own calendar. */
export class AuctionWindows {
  readonly #api: TradingApi;
  readonly #clock: Clock;
  /** The day that was asked for last. */
  #known: TradingDay | null = null;

  constructor(api: TradingApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** Why an order for an auction comes too late for it, or null; also where the calendar cannot be learnt, and Alpaca has to judge. */
  async refusal({ type }: Order): Promise<Refusal | null> {
    const local = NEW_YORK.toLocal(this.#clock.utcNow());
    const day = dayOf(local);
    const session = (await this.#tradingDay(day))?.session ?? null;
    if (session === null) return null;
    const timeMs = local - day * MS_PER_DAY;
    const isForOpen = type === OrderType.MarketOnOpen;
    const { openMs, closeMs } = session;
    const untilMs = isForOpen ? openMs - BEFORE_OPEN_MS : closeMs - BEFORE_CLOSE_MS;
    if (timeMs <= untilMs || timeMs >= FROM_MS) return null;
    const auction = isForOpen ? `open, at ${timeText(openMs)}` : `close, at ${timeText(closeMs)} today`;
    return {
      code: 'SESSION_CLOSED',
      text: `It is ${timeText(timeMs)} in New York. Alpaca takes orders for the ${auction}, until ${timeText(untilMs)}, and for the next day from ${timeText(FROM_MS)} on.`,
    };
  }

  async #tradingDay(day: number): Promise<TradingDay | null> {
    if (this.#known?.day === day) return this.#known;
    const date = new Date(day * MS_PER_DAY);
    try {
      const days = (await this.#api.getCalendar(date, date)).map(tradingDayOf);
      this.#known = days.find((each) => each?.day === day) ?? { day, session: null };
      return this.#known;
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      return null;
    }
  }
}
