import { Algorithm, Duration, type OrderTicket, Resolution, type Security } from '@lockstep/core';

const LOT = 5_000;
const PIP = 0.0001;

/**
 * Keeps a bid below EURUSD and an offer above it, moves both with every quarter of an hour, and never holds more than a
 * few lots either way.
 */
export default class CurrencyLadder extends Algorithm {
  override readonly parameters = this.defineParameters({
    pips: { default: 12, min: 2, max: 100, description: 'distance of the orders from the market' },
    lots: { default: 4, min: 1, max: 20, description: 'largest position in lots of 5,000, long or short' },
  });
  #pair!: Security;
  #bid: OrderTicket | null = null;
  #offer: OrderTicket | null = null;

  override initialize() {
    this.setStartDate(2024, 3, 4);
    this.setEndDate(2024, 3, 8);
    this.setTimeZone('UTC');
    this.setCash(50_000);
    this.#pair = this.addForex('EURUSD', Resolution.Minute);
    this.setBenchmark(() => this.#pair.price);
    this.consolidate(this.#pair, Duration.fromObject({ minutes: 15 }), (bar) => this.#move(bar.close));
    this.schedule.on(this.dateRules.weekEnd(this.#pair), this.timeRules.at(20, 0), () => {
      this.transactions.cancelOpenOrders(this.#pair, 'end of the week');
      this.liquidate(this.#pair);
    });
  }

  #move(close: number): void {
    if (this.time.weekday === 5 && this.time.hour >= 20) return;
    const distance = this.parameters.pips * PIP;
    const held = this.#pair.holdings.quantity / LOT;
    this.#bid = this.#follow(this.#bid, held < this.parameters.lots ? LOT : 0, close - distance);
    this.#offer = this.#follow(this.#offer, held > -this.parameters.lots ? -LOT : 0, close + distance);
  }

  /** Moves an order that is open, places one that is not, and takes back one that is not wanted. */
  #follow(ticket: OrderTicket | null, quantity: number, price: number): OrderTicket | null {
    const limit = Number(price.toFixed(5));
    if (ticket?.isOpen === true) {
      if (quantity === 0) ticket.cancel('position is full');
      else ticket.updateLimitPrice(limit);
      return ticket;
    }
    return quantity === 0 ? null : this.limitOrder(this.#pair, quantity, limit);
  }
}
