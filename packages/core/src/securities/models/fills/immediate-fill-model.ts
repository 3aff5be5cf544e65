import { ensureNever } from '../../../errors/ensure.ts';
import { BarField } from '../../../market/bar-field.ts';
import { DataKind } from '../../../market/data-batch.ts';
import type { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import { OrderEvent } from '../../../orders/order-event.ts';
import { OrderStatus } from '../../../orders/order-status.ts';
import { OrderType } from '../../../orders/order-type.ts';
import { dayOf } from '../../../time/calendar.ts';
import type { Security } from '../../security.ts';
import type { FillContext, FillModel } from '../models.ts';
import { isOpenForFills } from './exchange-open.ts';
import { stalePriceMessage } from './fill-messages.ts';
import { FillPrices } from './fill-prices.ts';
import { isBuy } from './order-side.ts';
import { hasOnlyCoarseBars, subscribesExtendedHours, subscribesKind } from './subscribed-data.ts';
import { trailStop } from './trailing-stop.ts';

/**
 * Fills orders completely against the last bar of the side they trade with (ask to buy, bid to sell; the trade bar
 * where there are no quotes). The model of every type but equities. Each order type has its own method, which a
 * subclass may override; it returns null while the order rests.
 */
export class ImmediateFillModel implements FillModel {
  /** The bar that the order at hand is judged by. */
  protected readonly prices: FillPrices = new FillPrices();

  fill(context: FillContext): OrderEvent | null {
    const order = context.order;
    if (order.status === OrderStatus.Canceled) return null;
    switch (order.type) {
      case OrderType.Market:
        return this.marketFill(context);
      case OrderType.Limit:
        return this.limitFill(context);
      case OrderType.StopMarket:
        return this.stopMarketFill(context);
      case OrderType.StopLimit:
        return this.stopLimitFill(context);
      case OrderType.TrailingStop:
        return this.trailingStopFill(context);
      case OrderType.LimitIfTouched:
        return this.limitIfTouchedFill(context);
      case OrderType.MarketOnOpen:
        return this.marketOnOpenFill(context);
      case OrderType.MarketOnClose:
        return this.marketOnCloseFill(context);
      default:
        return ensureNever(order.type);
    }
  }

  /** At the close of the side's bar; at its open when only hourly or daily bars come and the order is older than the bar. */
  marketFill(context: FillContext): OrderEvent | null {
    const { security, order, utcNow } = context;
    if (!isOpenForFills(security, utcNow, false)) return null;
    const prices = this.prices;
    prices.selectSide(security, isBuy(order));
    let message = '';
    if (prices.endTimeMs + context.stalePriceMs < order.timeMs) {
      if (this.waitsForFreshData(security, prices.endTimeMs, order.timeMs)) return null;
      message = stalePriceMessage(security, prices.endTimeMs);
    }
    const atOpen = prices.at(BarField.Open) !== 0 && order.timeMs <= prices.timeMs && hasOnlyCoarseBars(security);
    const price = prices.exact(atOpen ? BarField.Open : BarField.Close);
    return this.filled(context, withSlippage(price, security, order), message);
  }

  /** When the bar goes through the limit (a touch is not enough): at the limit, or at the worse extreme when all of the bar is better. */
  limitFill(context: FillContext): OrderEvent | null {
    if (!this.selectNewerSide(context) || !this.betters(context.order, BarField.Low, BarField.High)) return null;
    return isOpenForFills(context.security, context.utcNow, subscribesExtendedHours(context.security))
      ? this.fillAtLimit(context)
      : null;
  }

  /** When the bar goes through the stop: at the close with slippage, or at the stop if that is worse. */
  stopMarketFill(context: FillContext): OrderEvent | null {
    if (!this.selectNewerSide(context) || !this.passesStop(context.order)) return null;
    return isOpenForFills(context.security, context.utcNow, false) ? this.fillBeyondStop(context) : null;
  }

  /** When the bar reaches the stop; else the stop follows the bar's better extreme at the trailing distance. */
  trailingStopFill(context: FillContext): OrderEvent | null {
    if (!this.selectNewerSide(context) || !isOpenForFills(context.security, context.utcNow, false)) return null;
    const order = context.order;
    const triggered = isBuy(order)
      ? this.prices.compare(BarField.High, order.stopPrice) >= 0
      : this.prices.compare(BarField.Low, order.stopPrice) <= 0;
    if (triggered) return this.fillBeyondStop(context);
    trailStop(order, this.prices);
    return null;
  }

  /** Once the bar has gone through the stop, on this bar or a later one whose close is better than the limit. */
  stopLimitFill(context: FillContext): OrderEvent | null {
    const { security, order } = context;
    if (!this.selectNewerSide(context) || !(order.stopTriggered || this.passesStop(order))) return null;
    if (!isOpenForFills(security, context.utcNow, subscribesExtendedHours(security))) return null;
    order.stopTriggered = true;
    return this.betters(order, BarField.Close, BarField.Close) ? this.fillAtLimit(context) : null;
  }

  /** Once trades have touched the trigger, at the limit when the opposite quote allows. Needs trade bars. */
  limitIfTouchedFill(context: FillContext): OrderEvent | null {
    const { security, order } = context;
    if (subscribesKind(security, DataKind.Tick)) this.prices.selectSide(security, isBuy(order));
    else if (!this.prices.selectTradeBar(security)) return null;
    if (!(this.prices.endTimeMs > order.timeMs)) return null;
    if (!order.triggerTouched && !this.touchesTrigger(order)) return null;
    if (!isOpenForFills(security, context.utcNow, subscribesExtendedHours(security))) return null;
    order.triggerTouched = true;
    const buying = isBuy(order);
    // A buy looks at the bid and a sale at the ask.
    if (!this.prices.selectQuoteBar(security, !buying)) this.prices.selectSide(security, !buying);
    const quote = this.prices.compare(BarField.Close, order.limitPrice);
    return (buying ? quote <= 0 : quote >= 0) ? this.filled(context, order.limitPrice) : null;
  }

  /** At the open of the side's bar, once there is a bar that ends after the order and belongs to another session. */
  marketOnOpenFill(context: FillContext): OrderEvent | null {
    const { security, order, utcNow } = context;
    if (!(order.timeMs < security.cache.lastEndTimeMs)) return null;
    const hours = security.exchange.hours;
    const localOrder = hours.timeZone.toLocal(order.timeMs);
    const sameDay = dayOf(localOrder) === dayOf(hours.timeZone.toLocal(utcNow));
    if (sameDay && hours.isOpen(localOrder, false)) return null;
    if (!isOpenForFills(security, utcNow, false)) return null;
    this.prices.selectSide(security, isBuy(order));
    return this.filled(context, withSlippage(this.prices.exact(BarField.Open), security, order));
  }

  /** At the close of the side's bar, once the session of the order has closed. */
  marketOnCloseFill(context: FillContext): OrderEvent | null {
    if (!hasSessionClosed(context)) return null;
    const { security, order } = context;
    this.prices.selectSide(security, isBuy(order));
    return this.filled(context, withSlippage(this.prices.exact(BarField.Close), security, order));
  }

  /** The event of a complete fill at a price of the bar that some prices point at. */
  protected filled(context: FillContext, price: Decimal, message = '', prices: FillPrices = this.prices): OrderEvent {
    const event = new OrderEvent(context.order, context.utcNow, OrderStatus.Filled, message);
    event.exactFillPrice = price;
    event.exactFillQuantity = context.order.quantity;
    event.fillBar = prices.toFillBar();
    return event;
  }

  /** Points `prices` at the side's bar; false when that is not newer than the order. */
  protected selectNewerSide(context: FillContext): boolean {
    this.prices.selectSide(context.security, isBuy(context.order));
    return this.prices.endTimeMs > context.order.timeMs;
  }

  /** Whether the bar has come to the trigger price. */
  protected touchesTrigger(order: Order): boolean {
    return isBuy(order)
      ? this.prices.compare(BarField.Low, order.triggerPrice) <= 0
      : this.prices.compare(BarField.High, order.triggerPrice) >= 0;
  }

  /** Whether a stale price must not fill: hourly and daily data always wait, finer data beyond one bar. */
  protected waitsForFreshData(security: Security, priceEndMs: number, orderMs: number): boolean {
    if (hasOnlyCoarseBars(security)) return true;
    const bar = security.finestIncrementMs;
    return bar !== 0 && orderMs - priceEndMs > bar;
  }

  /** Whether the bar goes through the stop; a touch is not enough. */
  private passesStop(order: Order): boolean {
    return isBuy(order)
      ? this.prices.compare(BarField.High, order.stopPrice) > 0
      : this.prices.compare(BarField.Low, order.stopPrice) < 0;
  }

  /** Whether a field of the bar is better than the limit: one field for purchases, another for sales. */
  private betters(order: Order, buyField: BarField, sellField: BarField): boolean {
    return isBuy(order)
      ? this.prices.compare(buyField, order.limitPrice) < 0
      : this.prices.compare(sellField, order.limitPrice) > 0;
  }

  /** Fills at the limit, or at the bar's worse extreme when that is better still. */
  private fillAtLimit(context: FillContext): OrderEvent {
    const limit = context.order.limitPrice;
    if (isBuy(context.order)) {
      const high = this.prices.exact(BarField.High);
      return this.filled(context, high.lt(limit) ? high : limit);
    }
    const low = this.prices.exact(BarField.Low);
    return this.filled(context, low.gte(limit) ? low : limit);
  }

  /** Fills at the close with slippage, but not better than the stop. */
  private fillBeyondStop(context: FillContext): OrderEvent {
    const { security, order } = context;
    const stop = order.stopPrice;
    const price = withSlippage(this.prices.exact(BarField.Close), security, order);
    if (isBuy(order)) return this.filled(context, stop.gte(price) ? stop : price);
    return this.filled(context, stop.lt(price) ? stop : price);
  }
}

/** A price made worse for the order by the security's slippage. */
export function withSlippage(price: Decimal, security: Security, order: Order): Decimal {
  const slippage = security.slippageModel.getSlippageApproximation(security, order);
  return isBuy(order) ? price.plus(slippage) : price.minus(slippage);
}

/** Whether the first regular close after the order's time has come. */
export function hasSessionClosed(context: FillContext): boolean {
  const hours = context.security.exchange.hours;
  const close = hours.nextMarketClose(hours.timeZone.toLocal(context.order.timeMs), false);
  return hours.timeZone.toLocal(context.utcNow) >= close;
}
