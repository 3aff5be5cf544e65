import {
  Algorithm,
  Duration,
  type OrderEvent,
  OrderStatus,
  type OrderTicket,
  Resolution,
  SimpleMovingAverage,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Nothing is added: an indicator and a consolidator add SPY, an order adds AIG. */
export default class RegisterWithoutSubscription extends Algorithm {
  readonly #average = new SimpleMovingAverage(10);
  #bars = 0;
  #ticket: OrderTicket | null = null;
  #isFilled = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    const spy = this.symbol('SPY');
    this.registerIndicator(spy, this.#average, Resolution.Minute);
    this.consolidate(spy, Duration.fromObject({ minutes: 30 }), () => {
      this.#bars += 1;
    });
    requireThat(this.securities.containsKey(spy), 'SPY was not added');
  }

  override onData(): void {
    if (this.portfolio.invested) return;
    const aig = this.symbol('AIG');
    this.#ticket = this.marketOrder(aig, 100);
    requireThat(this.securities.containsKey(aig), 'AIG was not added');
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status === OrderStatus.Filled) this.#isFilled = true;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#average.isReady, `the average has ${this.#average.samples} samples`);
    requireThat(this.#bars > 0, 'no bar was consolidated');
    requireThat(this.#ticket?.status === OrderStatus.Filled && this.#isFilled, 'the order was not filled');
    requireThat(this.portfolio.get('AIG').invested, 'there is no position in AIG');
  }
}
