import { Algorithm, type OrderEvent, type OrderTicket, Resolution, type SecuritySymbol } from '@lockstep/core';

/** Buys in the morning and lets a stop trail the price by 25 cents; one trade a day, flat over night. */
export default class TrailingStop extends Algorithm {
  #charlie!: SecuritySymbol;
  #entry: OrderTicket | null = null;
  #stop: OrderTicket | null = null;

  override initialize() {
    this.setStartDate(2024, 3, 4);
    this.setEndDate(2024, 3, 8);
    this.setCash(50_000);
    const charlie = this.addEquity('CHARLIE', Resolution.Minute);
    this.#charlie = charlie.symbol;
    this.setBenchmark(() => charlie.price);
    const everyDay = this.dateRules.everyDay(this.#charlie);

    this.schedule.on(everyDay, this.timeRules.afterMarketOpen(this.#charlie, 15), () => {
      const quantity = this.calculateOrderQuantity(this.#charlie, 0.5);
      this.#entry = this.marketOrder(this.#charlie, quantity, false, 'entry');
    });
    this.schedule.on(everyDay, this.timeRules.beforeMarketClose(this.#charlie, 10), () => this.liquidate());
  }

  override onOrderEvent(event: OrderEvent) {
    // The stop is placed when the fill is known, with the quantity that was filled: live, that is later than the order
    // call, and in a backtest it is inside the call, when #entry has no ticket yet. So ask the event, not the field.
    if (event.isFill && event.ticket?.tag === 'entry') {
      this.#stop = this.trailingStopOrder(this.#charlie, -event.fillQuantity, 0.25, false, false, 'trailing stop');
    }
    if (event.isFill && event.orderId === this.#stop?.orderId) this.log(`Stopped out at ${event.fillPrice}`);
  }

  override onEndOfDay(symbol: SecuritySymbol) {
    this.log(
      `${symbol.value}: entered at ${this.#entry?.averageFillPrice}, today's stop is ${this.#stop?.isOpen ? 'open' : 'done'}`,
    );
  }
}
