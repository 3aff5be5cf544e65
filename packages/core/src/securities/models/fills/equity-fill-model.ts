import { LockstepError } from '../../../errors/lockstep-error.ts';
import { BarField } from '../../../market/bar-field.ts';
import { DataKind } from '../../../market/data-batch.ts';
import type { OrderEvent } from '../../../orders/order-event.ts';
import { dayOf } from '../../../time/calendar.ts';
import { MS_PER_HOUR } from '../../../time/resolution.ts';
import type { FillContext } from '../models.ts';
import { isOpenForFills } from './exchange-open.ts';
import { gapMessage, noQuoteMessage, noTradeMessage, stalePriceMessage } from './fill-messages.ts';
import { FillPrices } from './fill-prices.ts';
import { hasSessionClosed, ImmediateFillModel, isBuy, withSlippage } from './immediate-fill-model.ts';
import { subscribesExtendedHours, subscribesKind } from './subscribed-data.ts';

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
    if (this.prices.selectTradeBar(security)) {
      return this.filled(context, withSlippage(this.prices.exact(BarField.Close), security, order));
    }
    const best = this.best;
    best.select(context);
    const remark = subscribesKind(security, DataKind.TradeBar) ? '' : noTradeMessage(security, context.utcNow);
    const message = [remark, best.message(context)].filter((part) => part !== '').join('; ');
    return this.filled(context, withSlippage(best.prices.exact(BarField.Close), security, order), message, best.prices);
  }

  /** Points `prices` at the trade bar; false when there is none newer than the order. */
  protected selectNewerTradeBar(context: FillContext): boolean {
    return this.prices.selectTradeBar(context.security) && this.prices.endTimeMs > context.order.timeMs;
  }
}

/** Finds the price that a market order would get: the quote bar's side, or a trade that is newer than a stale quote. */
class BestEffortQuote {
  /** Points at the bar found; its close is the price. */
  readonly prices: FillPrices = new FillPrices();
  isStale = false;
  private isTrade = false;

  /** @throws LockstepError `FILL_WITHOUT_DATA` when there is neither quote nor trade */
  select(context: FillContext): void {
    const { security, order } = context;
    const prices = this.prices;
    const freshFrom = order.timeMs - context.stalePriceMs;
    const hasQuote = prices.selectQuoteBar(security, isBuy(order));
    this.isTrade = false;
    if (hasQuote && prices.endTimeMs >= freshFrom) {
      this.isStale = false;
      return;
    }
    const { trade, tradeRow } = security.cache;
    const isNewer = trade !== null && (!hasQuote || trade.endTime[tradeRow]! > prices.endTimeMs);
    if (isNewer && prices.selectTradeBar(security)) this.isTrade = true;
    else if (!hasQuote) {
      throw new LockstepError(
        'FILL_WITHOUT_DATA',
        `Order ${order.id} for ${security.symbol.value} cannot fill: the security has neither quotes nor trades. Subscribe one of them, or order after its first data.`,
      );
    }
    this.isStale = prices.endTimeMs < freshFrom;
  }

  /** What a fill at this price should tell; empty for a fresh quote. */
  message(context: FillContext): string {
    if (this.isTrade) return noQuoteMessage(context.security, this.prices.endTimeMs);
    return this.isStale ? stalePriceMessage(context.security, this.prices.endTimeMs) : '';
  }
}
