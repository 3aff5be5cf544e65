import { Decimal } from '../numeric/decimal.ts';
import type { TradeDirection, TradeFacts } from './closed-trade.ts';
import type { ClosedTrades } from './closed-trades.ts';
import type { PositionTrades, TradeFill } from './position-trades.ts';
import type { TradeMatching } from './trade-grouping.ts';

const ZERO = Decimal.ZERO;

/** An entry that waits for its exit. */
class OpenTrade {
  quantity: Decimal;
  entryPrice: Decimal;
  fees: Decimal;
  readonly entryTimeMs: number;
  readonly orderId: number;
  /** Best price so far, times the direction's sign. */
  peak: number;
  /** Largest distance below the peak so far. */
  deepestFall = 0;

  constructor(fill: TradeFill, quantity: Decimal, fees: Decimal, sign: number) {
    this.quantity = quantity;
    this.entryPrice = fill.price;
    this.fees = fees;
    this.entryTimeMs = fill.timeMs;
    this.orderId = fill.orderId;
    this.peak = fill.price.toNumber() * sign;
  }
}

/** Trades of one symbol where every entry fill is a trade of its own; all open ones have the same direction. */
export class FillToFillTrades implements PositionTrades {
  readonly #newestFirst: boolean;
  readonly #open: OpenTrade[] = [];
  #direction: TradeDirection = 'Long';
  #sign = 1;
  private lowestPrice = 0;
  private highestPrice = 0;
  /** While the signed price stays within, no trade's peak or deepest fall changes. */
  private quietFrom = 0;
  private quietTo = 0;

  constructor(matching: TradeMatching) {
    this.#newestFirst = matching === 'LIFO';
  }

  get hasOpenPosition(): boolean {
    return this.#open.length > 0;
  }

  onPrice(price: number): void {
    if (this.#open.length === 0) return;
    if (price > this.highestPrice) this.highestPrice = price;
    else if (price < this.lowestPrice) this.lowestPrice = price;
    const signed = price * this.#sign;
    if (signed > this.quietTo || signed < this.quietFrom) this.#follow(signed);
  }

  onFill(fill: TradeFill, closed: ClosedTrades): void {
    if (this.#open.length === 0) {
      this.#start(fill, fill.quantity, fill.fee);
      return;
    }
    this.onPrice(fill.price.toNumber());
    if (fill.quantity.sign() === this.#sign) this.#enter(fill, fill.quantity.abs(), fill.fee);
    else this.#exit(fill, closed);
  }

  applySplit(factor: Decimal): void {
    const ratio = factor.toNumber();
    this.lowestPrice *= ratio;
    this.highestPrice *= ratio;
    this.quietFrom *= ratio;
    this.quietTo *= ratio;
    for (const trade of this.#open) {
      trade.quantity = trade.quantity.dividedBy(factor);
      trade.entryPrice = trade.entryPrice.times(factor);
      trade.peak *= ratio;
      trade.deepestFall *= ratio;
    }
  }

  #start(fill: TradeFill, quantity: Decimal, fees: Decimal): void {
    const price = fill.price.toNumber();
    this.#sign = quantity.sign() > 0 ? 1 : -1;
    this.#direction = this.#sign > 0 ? 'Long' : 'Short';
    this.lowestPrice = this.highestPrice = price;
    this.quietFrom = this.quietTo = price * this.#sign;
    this.#enter(fill, quantity.abs(), fees);
  }

  #enter(fill: TradeFill, quantity: Decimal, fees: Decimal): void {
    const trade = new OpenTrade(fill, quantity, fees, this.#sign);
    this.#open.push(trade);
    if (trade.peak < this.quietTo) this.quietTo = trade.peak;
    if (trade.peak > this.quietFrom) this.quietFrom = trade.peak;
  }

  /** Closes entries until the fill is used up; what is left of it opens a trade in the other direction. */
  #exit(fill: TradeFill, closed: ClosedTrades): void {
    const wanted = fill.quantity.abs();
    let executed = ZERO;
    let fee = fill.fee;
    while (this.#open.length > 0 && executed.lt(wanted)) {
      const trade = (this.#newestFirst ? this.#open.at(-1) : this.#open[0]) as OpenTrade;
      const left = wanted.minus(executed);
      if (left.gte(trade.quantity)) {
        if (this.#newestFirst) this.#open.pop();
        else this.#open.shift();
        closed.add(this.#close(trade, trade.quantity, fee, fill));
        executed = executed.plus(trade.quantity);
      } else {
        closed.add(this.#close(trade, left, fee, fill));
        trade.quantity = trade.quantity.minus(left);
        trade.fees = ZERO;
        executed = executed.plus(left);
      }
      fee = ZERO;
    }
    if (executed.gte(wanted)) return;
    const rest = wanted.minus(executed);
    this.#start(fill, fill.quantity.sign() > 0 ? rest : rest.negated(), ZERO);
  }

  #close(trade: OpenTrade, quantity: Decimal, exitFee: Decimal, fill: TradeFill): TradeFacts {
    return {
      symbol: fill.symbol,
      direction: this.#direction,
      quantity,
      entryTimeMs: trade.entryTimeMs,
      entryPrice: trade.entryPrice,
      exitTimeMs: fill.timeMs,
      exitPrice: fill.price,
      totalFees: trade.fees.plus(exitFee),
      orderIds: trade.orderId === fill.orderId ? [fill.orderId] : [trade.orderId, fill.orderId],
      conversionRate: fill.conversionRate,
      contractMultiplier: fill.contractMultiplier,
      lowestPrice: this.lowestPrice,
      highestPrice: this.highestPrice,
      deepestFall: trade.deepestFall,
    };
  }

  /** Updates peaks and falls, and the range in which the next prices change none of them. */
  #follow(signed: number): void {
    let quietFrom = Number.NEGATIVE_INFINITY;
    let quietTo = Number.POSITIVE_INFINITY;
    for (const trade of this.#open) {
      if (signed >= trade.peak) trade.peak = signed;
      else if (trade.peak - signed > trade.deepestFall) trade.deepestFall = trade.peak - signed;
      if (trade.peak < quietTo) quietTo = trade.peak;
      if (trade.peak - trade.deepestFall > quietFrom) quietFrom = trade.peak - trade.deepestFall;
    }
    this.quietFrom = quietFrom;
    this.quietTo = quietTo;
  }
}
