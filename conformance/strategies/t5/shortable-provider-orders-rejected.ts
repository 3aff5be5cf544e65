import {
  Algorithm,
  LocalDiskShortableProvider,
  type OrderEvent,
  OrderResponseErrorCode,
  OrderStatus,
  type OrderTicket,
  Resolution,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Short sales, updates among them, are refused above the quantity that a broker's file names. */
export default class ShortableProviderOrdersRejected extends Algorithm {
  #step = 0;
  #lastEvent: OrderEvent | null = null;
  #allowed: OrderTicket[] = [];
  #denied: OrderTicket[] = [];

  override initialize(): void {
    this.setStartDate(2013, 10, 4);
    this.setEndDate(2013, 10, 11);
    this.setCash(10_000_000);
    for (const ticker of ['SPY', 'AIG']) {
      const security = this.addEquity(ticker, Resolution.Minute);
      security.setShortableProvider(new LocalDiskShortableProvider('testbrokerage'));
    }
  }

  override onData(): void {
    if (this.#step === 0) this.#placeAroundTheLimit();
    else if (this.#step === 1) this.#updateBeyondTheLimit();
    else if (this.#step === 2) this.#sellUpToTheLimit();
    this.#step += 1;
  }

  override onOrderEvent(event: OrderEvent): void {
    this.#lastEvent = event;
  }

  #placeAroundTheLimit(): void {
    this.#sort(this.limitOrder('SPY', -1001, 10_000));
    const allowed = this.limitOrder('SPY', -1000, 10_000);
    this.#sort(allowed);
    this.#sort(this.limitOrder('SPY', -10, 0.01));
    requireThat(allowed.updateQuantity(-999).isSuccess, 'the quantity could not be reduced');
  }

  #updateBeyondTheLimit(): void {
    requireThat(this.#allowed.length === 1, `${this.#allowed.length} orders were allowed`);
    requireThat(this.#denied.length === 2, `${this.#denied.length} orders were denied`);
    const [order] = this.#allowed as [OrderTicket];
    const { errorCode } = order.update({ limitPrice: 0.01, quantity: -1001, tag: 'more than there is' });
    requireThat(errorCode === OrderResponseErrorCode.ExceedsShortableQuantity, `the update came to ${errorCode}`);
    requireThat(!order.cancel().isError, 'the order could not be cancelled');
    this.#allowed = [];
    this.#denied = [];
  }

  #sellUpToTheLimit(): void {
    this.#sort(this.marketOrder('SPY', -1000));
    const { quantity } = this.portfolio.get('SPY');
    requireThat(quantity === -1000, `the position is ${quantity}`);
    this.#sort(this.limitOrder('SPY', -1, 0.01));
    requireThat(this.#denied.length === 1, `${this.#denied.length} orders were denied with all sold`);
    this.#allowed = [];
    this.#sort(this.marketOrder('AIG', -1001));
    requireThat(this.#allowed.length === 1, 'AIG is limited');
  }

  #sort(ticket: OrderTicket): void {
    if (ticket.status !== OrderStatus.Invalid) {
      this.#allowed.push(ticket);
      return;
    }
    requireThat(this.#lastEvent?.status === OrderStatus.Invalid, 'no event told of a refused order');
    this.#lastEvent = null;
    this.#denied.push(ticket);
  }
}
