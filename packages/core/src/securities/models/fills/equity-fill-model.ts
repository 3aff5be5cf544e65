import { BarField } from '../../../market/bar-field.ts';
import { DataKind } from '../../../market/data-batch.ts';
import { TickType } from '../../../market/tick-type.ts';
import type { OrderEvent } from '../../../orders/order-event.ts';
import { dayOf } from '../../../time/calendar.ts';
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from '../../../time/resolution.ts';
import type { FillContext } from '../models.ts';
import { AuctionFlags, type AuctionTick, auctionTick, watchesTicks } from './auction-print.ts';
import { BestEffortQuote } from './best-effort-quote.ts';
import { isOpenForFills } from './exchange-open.ts';
import { gapMessage, noOfficialPrintMessage, noTradeMessage } from './fill-messages.ts';
import { hasSessionClosed, ImmediateFillModel, withSlippage } from './immediate-fill-model.ts';
import { isBuy } from './order-side.ts';
import { subscribesExtendedHours, subscribesKind } from './subscribed-data.ts';
import { TickPrice } from './tick-prices.ts';

/**
 * Fills equities: limit, stop and limit-if-touched orders against trade bars, with the bar's open when the market gaps
 * over their price; market orders at the newest bid or ask; stop-limit and trailing orders against the side's quote.
 */
export class EquityFillModel extends ImmediateFillModel {
  /** The newest bid or ask, or the trade that stands in for it. */
  private readonly best: BestEffortQuote = new BestEffortQuote();

  override marketFill(context: FillContext): OrderEvent | null {
    const { security, order } = context;
    if (!isOpenForFills(security, context.utcNow, false)) return null;
    const best = this.best;
    best.select(context);
    if (best.isStale && this.waitsForFreshData(security, best.prices.endTimeMs, order.timeMs)) return null;
    return this.filled(
      context,
      withSlippage(best.prices.exact(BarField.Close), security, order),
      best.message(context),
      best.prices,
    );
  }

  /** When trades go through the limit: at the limit, or at the open that was better. */
  override limitFill(context: FillContext): OrderEvent | null {
    const { security, order } = context;
    if (!this.selectNewerTradeBar(context)) return null;
    const prices = this.prices;
    const limit = order.limitPrice;
    const buying = isBuy(order);
    const through = buying ? prices.compare(BarField.Low, limit) < 0 : prices.compare(BarField.High, limit) > 0;
    if (!through || !isOpenForFills(security, context.utcNow, subscribesExtendedHours(security))) return null;
    const opened = prices.compare(BarField.Open, limit);
    if (buying ? opened >= 0 : opened <= 0) return this.filled(context, limit);
    const open = prices.exact(BarField.Open);
    return this.filled(context, open, gapMessage(security, true, prices.endTimeMs, open));
  }

  /** When trades reach the stop: at the stop with slippage, or from an open that was worse. */
  override stopMarketFill(context: FillContext): OrderEvent | null {
    const { security, order } = context;
    if (!this.selectNewerTradeBar(context)) return null;
    const prices = this.prices;
    const stop = order.stopPrice;
    const buying = isBuy(order);
    const reached = buying ? prices.compare(BarField.High, stop) >= 0 : prices.compare(BarField.Low, stop) <= 0;
    if (!reached || !isOpenForFills(security, context.utcNow, false)) return null;
    const opened = prices.compare(BarField.Open, stop);
    if (buying ? opened < 0 : opened > 0) return this.filled(context, withSlippage(stop, security, order));
    const open = prices.exact(BarField.Open);
    return this.filled(
      context,
      withSlippage(open, security, order),
      gapMessage(security, false, prices.endTimeMs, open),
    );
  }

  /** Once trades have touched the trigger, at the newest quote when it is at the limit or better. */
  override limitIfTouchedFill(context: FillContext): OrderEvent | null {
    const { security, order } = context;
    if (!this.selectNewerTradeBar(context) || !(order.triggerTouched || this.touchesTrigger(order))) return null;
    if (!isOpenForFills(security, context.utcNow, subscribesExtendedHours(security))) return null;
    order.triggerTouched = true;
    const buying = isBuy(order);
    const best = this.best;
    best.select(context);
    const quote = best.prices.compare(BarField.Close, order.limitPrice);
    if (buying ? quote > 0 : quote < 0) return null;
    return this.filled(context, best.prices.exact(BarField.Close), best.message(context), best.prices);
  }

  /** At the open of the first bar that starts after the order, in another session than the order's. */
  override marketOnOpenFill(context: FillContext): OrderEvent | null {
    const { security, order } = context;
    if (watchesTicks(security)) return this.#openOnTicks(context);
    const prices = this.prices;
    if (!prices.selectTradeBar(security) || prices.timeMs < order.timeMs || prices.endTimeMs <= order.timeMs)
      return null;
    const hours = security.exchange.hours;
    const zone = hours.timeZone;
    const isShortBar = prices.endTimeMs - prices.timeMs < MS_PER_HOUR;
    if (isShortBar && !hours.isOpen(zone.toLocal(prices.timeMs), false)) return null;
    const localOrder = zone.toLocal(order.timeMs);
    if (dayOf(localOrder) === dayOf(zone.toLocal(prices.endTimeMs)) && hours.isOpen(localOrder, false)) return null;
    if (!isOpenForFills(security, context.utcNow, false)) return null;
    return this.filled(context, withSlippage(prices.exact(BarField.Open), security, order));
  }

  /** At the close of the last trade bar, once the session of the order has closed. */
  override marketOnCloseFill(context: FillContext): OrderEvent | null {
    if (!hasSessionClosed(context)) return null;
    const { security, order } = context;
    if (watchesTicks(security)) return this.#closeOnTicks(context);
    if (this.prices.selectTradeBar(security)) {
      return this.filled(context, withSlippage(this.prices.exact(BarField.Close), security, order));
    }
    const best = this.best;
    best.select(context);
    const remark = subscribesKind(security, DataKind.TradeBar) ? '' : noTradeMessage(security, context.utcNow);
    const message = [remark, best.message(context)].filter((part) => part !== '').join('; ');
    return this.filled(context, withSlippage(best.prices.exact(BarField.Close), security, order), message, best.prices);
  }

  /** At the print of the opening auction; a minute after the open at the last trade, or else the quote. */
  #openOnTicks(context: FillContext): OrderEvent | null {
    const { security, order } = context;
    const tick = auctionTick(security, AuctionFlags.Open, true);
    if (tick === null) return null;
    const { hours } = security.exchange;
    const zone = hours.timeZone;
    const endTimeMs = tick.batch.time[tick.row]!;
    const localEnd = zone.toLocal(endTimeMs);
    const timeOfDay = localEnd - dayOf(localEnd) * MS_PER_DAY;
    if (!tick.isOfficial && timeOfDay - firstOpen(security, context.utcNow) < MS_PER_MINUTE) return null;
    if (order.timeMs >= endTimeMs) return null;
    const localOrder = zone.toLocal(order.timeMs);
    if (hours.isOpen(localOrder, false) && dayOf(localOrder) === dayOf(localEnd)) return null;
    if (!isOpenForFills(security, context.utcNow, false)) return null;
    return this.#fillAtAuction(context, tick, 'open');
  }

  /** At the print of the closing auction, else at the last trade, or else the quote. */
  #closeOnTicks(context: FillContext): OrderEvent | null {
    const { security, order } = context;
    const tick = auctionTick(security, AuctionFlags.Close, false);
    if (tick === null) return null;
    const zone = security.exchange.hours.timeZone;
    const close = security.exchange.hours.nextMarketClose(zone.toLocal(order.timeMs), false);
    const waits = subscribesExtendedHours(security) && zone.toLocal(tick.batch.time[tick.row]!) - close < MS_PER_MINUTE;
    return !tick.isOfficial && waits ? null : this.#fillAtAuction(context, tick, 'close');
  }

  #fillAtAuction(context: FillContext, tick: AuctionTick, auction: 'open' | 'close'): OrderEvent {
    const { security, order } = context;
    const remark = tick.isOfficial ? '' : noOfficialPrintMessage(security, auction, tick.batch.time[tick.row]!);
    if (tick.batch.tickType === TickType.Trade) {
      this.prices.selectTick(security, tick.batch, tick.row, TickPrice.Value);
      return this.filled(context, withSlippage(this.prices.exact(BarField.Close), security, order), remark);
    }
    this.best.select(context);
    const { prices } = this.best;
    return this.filled(context, withSlippage(prices.exact(BarField.Close), security, order), remark, prices);
  }

  /** Points `prices` at the trade bar; false when there is none newer than the order. */
  protected selectNewerTradeBar(context: FillContext): boolean {
    return this.prices.selectTradeBar(context.security) && this.prices.endTimeMs > context.order.timeMs;
  }
}

/** Time of day of the first regular open on the day of an instant; NaN on a day without one. */
function firstOpen({ exchange }: FillContext['security'], utcNow: number): number {
  const day = dayOf(exchange.hours.timeZone.toLocal(utcNow));
  return (exchange.hours.firstMarketOpen(day, false) ?? Number.NaN) - day * MS_PER_DAY;
}
