import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import { OrderStatus } from '../orders/order-status.ts';
import type { ClosedTrade } from './closed-trade.ts';
import { ClosedTrades } from './closed-trades.ts';
import { FillToFillTrades } from './fill-to-fill-trades.ts';
import { FlatTrades } from './flat-trades.ts';
import type { PositionTrades, TradeFill } from './position-trades.ts';
import type { TradeGrouping, TradeMatching } from './trade-grouping.ts';

/** How trades are built; LEAN's defaults. */
export interface TradeBuilderOptions {
  /** @defaultValue `'FillToFill'` */
  readonly grouping?: TradeGrouping;
  /** @defaultValue `'FIFO'` */
  readonly matching?: TradeMatching;
}

/**
 * Matches fills into closed trades, symbol by symbol. They feed the trade list and the trade statistics; the summary's win
 * and loss figures come from the portfolio's transaction records instead.
 */
export class TradeBuilder {
  readonly #grouping: TradeGrouping;
  readonly #matching: TradeMatching;
  readonly #positions = new Map<string, PositionTrades>();
  readonly #closed = new ClosedTrades();
  /** Orders with more fills to come whose fee has been counted. */
  readonly #feeCounted = new Set<number>();

  constructor(options: TradeBuilderOptions = {}) {
    this.#grouping = options.grouping ?? 'FillToFill';
    this.#matching = options.matching ?? 'FIFO';
  }

  /** Trades that have closed so far. */
  get closedCount(): number {
    return this.#closed.count;
  }

  /** A closed trade by its number from 0. */
  closedTrade(number: number): ClosedTrade {
    return this.#closed.at(number);
  }

  /** In the order of their exits. */
  get closedTrades(): readonly ClosedTrade[] {
    return this.#closed.all();
  }

  /** The open trades of a symbol; keep it to call `onPrice` after every price change. Always the same object. */
  positionOf(symbol: SecuritySymbol): PositionTrades {
    let position = this.#positions.get(symbol.id);
    if (position === undefined) {
      position =
        this.#grouping === 'FillToFill'
          ? new FillToFillTrades(this.#matching)
          : new FlatTrades(this.#grouping, this.#matching);
      this.#positions.set(symbol.id, position);
    }
    return position;
  }

  /** Some entry of the symbol is not closed. */
  hasOpenPosition(symbol: SecuritySymbol): boolean {
    return this.#positions.get(symbol.id)?.hasOpenPosition ?? false;
  }

  /**
   * Takes in a fill. Rate (quote currency to account currency), fee (account currency) and multiplier are those of its
   * instant. Of an order filled in parts only the first fill's fee is counted, as LEAN does.
   */
  processFill(event: OrderEvent, conversionRate: Decimal, fee: Decimal, contractMultiplier: Decimal): void {
    const fill = {
      symbol: event.symbol,
      orderId: event.orderId,
      timeMs: event.utcTimeMs,
      quantity: event.exactFillQuantity,
      price: event.exactFillPrice,
      fee: this.#feeCounted.has(event.orderId) ? Decimal.ZERO : fee,
      conversionRate,
      contractMultiplier,
    };
    if (event.status === OrderStatus.PartiallyFilled) this.#feeCounted.add(event.orderId);
    else this.#feeCounted.delete(event.orderId);
    this.positionOf(event.symbol).onFill(fill, this.#closed);
  }

  /** Takes in a position, or a change of one, that no order of this run made. Rate and multiplier as for a fill. */
  adopt(change: Omit<TradeFill, 'orderId' | 'fee'>): void {
    this.positionOf(change.symbol).onFill({ ...change, orderId: 0, fee: Decimal.ZERO }, this.#closed);
  }

  /** Restates the open trades of a symbol whose prices are raw: prices × factor, quantities ÷ factor. */
  applySplit(symbol: SecuritySymbol, factor: Decimal): void {
    this.#positions.get(symbol.id)?.applySplit(factor);
  }
}
