import { Algorithm, Exchange, IndiaOrderProperties, type OrderEvent, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** One share on an account in rupees. */
export default class BasicTemplateIndia extends Algorithm {
  #fills = 0;

  override initialize(): void {
    this.setAccountCurrency('INR');
    this.setStartDate(2019, 1, 23);
    this.setEndDate(2019, 10, 31);
    this.setCash(100_000);
    this.addEquity('YESBANK', Resolution.Minute, 'india');
    this.defaultOrderProperties = new IndiaOrderProperties(Exchange.NSE);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.marketOrder('YESBANK', 1);
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.isFill) this.#fills += 1;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#fills === 1, `${this.#fills} orders were filled`);
  }
}
