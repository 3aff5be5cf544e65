import { Decimal } from '../numeric/decimal.ts';
import type { TradeFacts } from './closed-trade.ts';
import type { ClosedTrades } from './closed-trades.ts';
import type { PositionTrades, TradeFill } from './position-trades.ts';
import type { TradeGrouping, TradeMatching } from './trade-grouping.ts';

const ZERO = Decimal.ZERO;

/** A fill, or what is left of it. */
interface OpenFill {
  readonly orderId: number;
  readonly timeMs: number;
  quantity: Decimal;
  price: Decimal;
}

/** What a trade consists of once it is closed. */
interface MatchedFills {
  readonly quantity: Decimal;
  readonly entryTimeMs: number;
  readonly entryPrice: Decimal;
  readonly exitPrice: Decimal;
  readonly orderIds: readonly number[];
}

/** Average price of a growing quantity. */
class AveragePrice {
  quantity: Decimal = ZERO;
  price: Decimal = ZERO;

  add(quantity: Decimal, price: Decimal): void {
    if (quantity.isZero()) return;
    this.quantity = this.quantity.plus(quantity);
    this.price = this.price.plus(price.minus(this.price).times(quantity).dividedBy(this.quantity));
  }
}

/**
 * Trades of one symbol that gather several fills: closed when the position is flat again (`FlatToFlat`) or whenever it is
 * reduced (`FlatToReduced`). Excursions are not followed here and stay zero.
 */
export class FlatTrades implements PositionTrades {
  readonly #untilFlat: boolean;
  readonly #newestFirst: boolean;
  #fills: OpenFill[] = [];
  #fees: Decimal = ZERO;

  constructor(grouping: Exclude<TradeGrouping, 'FillToFill'>, matching: TradeMatching) {
    this.#untilFlat = grouping === 'FlatToFlat';
    this.#newestFirst = matching === 'LIFO';
  }

  get hasOpenPosition(): boolean {
    return this.#fills.length > 0;
  }

  onPrice(_price: number): void {
    // Excursions are not followed.
  }

  onFill(fill: TradeFill, closed: ClosedTrades): void {
    this.#fees = this.#fees.plus(fill.fee);
    const first = this.#fills[0];
    if (first === undefined || first.quantity.sign() === fill.quantity.sign())
      this.#fills.push(openFill(fill, fill.quantity));
    else if (this.#untilFlat) this.#exitWhenFlat(fill, closed);
    else this.#reduce(fill, closed);
  }

  applySplit(factor: Decimal): void {
    for (const fill of this.#fills) {
      fill.quantity = fill.quantity.dividedBy(factor);
      fill.price = fill.price.times(factor);
    }
  }

  /** Closes one trade of all fills when they sum to nothing or change sides; the excess opens the other side. */
  #exitWhenFlat(fill: TradeFill, closed: ClosedTrades): void {
    this.#fills.push(openFill(fill, fill.quantity));
    const net = this.#fills.reduce((sum, each) => sum.plus(each.quantity), ZERO);
    const isOpen = !net.isZero() && net.sign() !== fill.quantity.sign();
    if (isOpen) return;
    const entries = new AveragePrice();
    const exits = new AveragePrice();
    const entryTimeMs = (this.#fills[0] as OpenFill).timeMs;
    const ordered = this.#newestFirst ? this.#fills.toReversed() : this.#fills;
    for (const each of ordered) {
      const side = each.quantity.sign() === fill.quantity.sign() ? exits : entries;
      side.add(each.quantity, each.price);
    }
    const orderIds = ordered.map((each) => each.orderId);
    closed.add(
      this.#closedTrade(fill, {
        quantity: entries.quantity.abs(),
        entryTimeMs,
        entryPrice: entries.price,
        exitPrice: exits.price,
        orderIds,
      }),
    );
    this.#fills = net.isZero() ? [] : [openFill(fill, net)];
    this.#fees = ZERO;
  }

  /** Closes one trade of as many entries as the fill takes; the excess opens the other side. */
  #reduce(fill: TradeFill, closed: ClosedTrades): void {
    const entries = new AveragePrice();
    const orderIds = [fill.orderId];
    let entryTimeMs = this.#next().timeMs;
    let left = fill.quantity.abs();
    while (this.#fills.length > 0 && left.sign() > 0) {
      const entry = this.#next();
      const available = entry.quantity.abs();
      orderIds.push(entry.orderId);
      if (left.gte(available)) {
        if (this.#newestFirst) entryTimeMs = entry.timeMs;
        entries.add(available, entry.price);
        if (this.#newestFirst) this.#fills.pop();
        else this.#fills.shift();
        left = left.minus(available);
      } else {
        entries.add(left, entry.price);
        entry.quantity = entry.quantity.sign() > 0 ? entry.quantity.minus(left) : entry.quantity.plus(left);
        left = ZERO;
      }
    }
    closed.add(
      this.#closedTrade(fill, {
        quantity: entries.quantity,
        entryTimeMs,
        entryPrice: entries.price,
        exitPrice: fill.price,
        orderIds,
      }),
    );
    if (left.sign() > 0) this.#fills = [openFill(fill, fill.quantity.sign() > 0 ? left : left.negated())];
    this.#fees = ZERO;
  }

  #next(): OpenFill {
    return (this.#newestFirst ? this.#fills.at(-1) : this.#fills[0]) as OpenFill;
  }

  #closedTrade(fill: TradeFill, matched: MatchedFills): TradeFacts {
    const { entryPrice } = matched;
    return {
      symbol: fill.symbol,
      direction: fill.quantity.sign() < 0 ? 'Long' : 'Short',
      quantity: matched.quantity,
      entryTimeMs: matched.entryTimeMs,
      entryPrice,
      exitTimeMs: fill.timeMs,
      exitPrice: matched.exitPrice,
      totalFees: this.#fees,
      orderIds: [...new Set(matched.orderIds)],
      conversionRate: fill.conversionRate,
      contractMultiplier: fill.contractMultiplier,
      lowestPrice: entryPrice.toNumber(),
      highestPrice: entryPrice.toNumber(),
      deepestFall: 0,
    };
  }
}

function openFill(fill: TradeFill, quantity: Decimal): OpenFill {
  return { orderId: fill.orderId, timeMs: fill.timeMs, quantity, price: fill.price };
}
