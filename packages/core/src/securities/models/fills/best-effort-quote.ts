import { LockstepError } from '../../../errors/lockstep-error.ts';
import { DataKind } from '../../../market/data-batch.ts';
import type { FillContext } from '../models.ts';
import { noQuoteMessage, stalePriceMessage } from './fill-messages.ts';
import { FillPrices } from './fill-prices.ts';
import { isBuy } from './order-side.ts';
import { subscribesKind } from './subscribed-data.ts';
import { TickPrice } from './tick-prices.ts';

/**
 * Finds the price that a market order for an equity would get: the side of the newest quote, as tick or as bar, or a trade
 * that is newer than a stale quote.
 */
export class BestEffortQuote {
  /** Points at what was found; its close is the price. */
  readonly prices: FillPrices = new FillPrices();
  isStale = false;
  private isTrade = false;

  /** @throws LockstepError `FILL_WITHOUT_DATA` when there is neither quote nor trade */
  select(context: FillContext): void {
    const { security, order } = context;
    const prices = this.prices;
    const freshFrom = order.timeMs - context.stalePriceMs;
    this.isTrade = false;
    this.isStale = false;
    const hasQuoteTick = this.#selectQuoteTick(context);
    if (hasQuoteTick && prices.endTimeMs >= freshFrom) return;
    const hasQuote = this.#selectQuoteBar(context, hasQuoteTick) || hasQuoteTick;
    if (hasQuote && prices.endTimeMs >= freshFrom) return;
    const { trade, tradeRow, ticks } = security.cache;
    const trades = ticks === null ? null : ticks.trades;
    const tradeEnd =
      trades !== null && trades.batch !== null
        ? trades.batch.time[trades.last]!
        : trade === null
          ? Number.NEGATIVE_INFINITY
          : trade.endTime[tradeRow]!;
    const isNewer = !hasQuote || tradeEnd > prices.endTimeMs;
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

  /** The last quote tick of the last instant that has the side. */
  #selectQuoteTick({ security, order }: FillContext): boolean {
    const { ticks } = security.cache;
    if (ticks === null || ticks.quotes.batch === null || !subscribesKind(security, DataKind.Tick)) return false;
    const { batch, from, last } = ticks.quotes;
    const buying = isBuy(order);
    const side = buying ? batch.askPrice : batch.bidPrice;
    for (let row = last; row >= from; row -= 1) {
      if (side[row] === 0 || batch.suspicious[row] !== 0) continue;
      this.prices.selectTick(security, batch, row, buying ? TickPrice.Ask : TickPrice.Bid);
      return true;
    }
    return false;
  }

  /** The last quote bar, when it is newer than a quote tick that was found. */
  #selectQuoteBar({ security, order }: FillContext, hasQuoteTick: boolean): boolean {
    const { quote, quoteRow } = security.cache;
    if (quote === null || (hasQuoteTick && quote.endTime[quoteRow]! <= this.prices.endTimeMs)) return false;
    return this.prices.selectQuoteBar(security, isBuy(order));
  }
}
