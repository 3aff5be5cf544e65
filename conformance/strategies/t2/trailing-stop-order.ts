import {
  Algorithm,
  OrderDirection,
  type OrderEvent,
  OrderField,
  OrderStatus,
  type OrderTicket,
  type Slice,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const BUY_DISTANCE = 2;
const SELL_DISTANCE = 0.5;
/** Float noise of a difference of two prices. */
const NOISE = 1e-9;

/** Enters with a buy stop trailing two dollars above the market, leaves with a sell stop half a dollar below. */
export default class TrailingStopOrder extends Algorithm {
  protected readonly asynchronous: boolean = false;
  #entry: OrderTicket | null = null;
  #exit: OrderTicket | null = null;
  /** Lowest ask and highest bid of the slice before: stops follow only after `onData`. */
  #previousLow = Number.NaN;
  #previousHigh = Number.NaN;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY');
  }

  override onData(slice: Slice): void {
    const bar = slice.get('SPY');
    if (bar === undefined) return;
    if (this.#entry === null) {
      this.#entry = this.trailingStopOrder('SPY', 100, BUY_DISTANCE, false, this.asynchronous);
    } else if (this.#entry.status !== OrderStatus.Filled) {
      const distance = this.#entry.get(OrderField.StopPrice) - this.#previousLow;
      requireThat(distance <= BUY_DISTANCE + NOISE, `the buy stop is ${distance} above the low`);
    }
    if (this.#exit === null) {
      if (this.portfolio.invested) {
        this.#exit = this.trailingStopOrder('SPY', -100, SELL_DISTANCE, false, this.asynchronous);
      }
    } else if (this.#exit.status !== OrderStatus.Filled) {
      const distance = this.#previousHigh - this.#exit.get(OrderField.StopPrice);
      requireThat(distance <= SELL_DISTANCE + NOISE, `the sell stop is ${distance} below the high`);
    }
    const quote = slice.quoteBars.get('SPY');
    this.#previousLow = quote?.ask?.low ?? bar.low;
    this.#previousHigh = quote?.bid?.high ?? bar.high;
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled) return;
    const isEntry = event.direction === OrderDirection.Buy;
    const stop = (isEntry ? this.#entry : this.#exit)?.get(OrderField.StopPrice) ?? Number.NaN;
    const worse = isEntry ? event.fillPrice >= stop : event.fillPrice <= stop;
    requireThat(worse, `filled at ${event.fillPrice}, better than the stop ${stop}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(
      this.transactions.getOrderTickets().every((ticket) => ticket.submitRequest.asynchronous === this.asynchronous),
      'a ticket has lost its asynchronous flag',
    );
  }
}
