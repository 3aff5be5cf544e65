import { Algorithm, MS_PER_MINUTE, OrderResponseErrorCode, OrderStatus, type OrderTicket } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const BUFFER_MS = 10 * MS_PER_MINUTE;

/** The latest time for market-on-close orders is the exchange's, whatever the zone of the algorithm. */
export default class MarketOnCloseOrderBufferCheck extends Algorithm {
  #inTime: OrderTicket | null = null;
  #tooLate: OrderTicket | null = null;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 7);
    this.setTimeZone('Europe/London');
    this.addEquity('SPY');
    this.settings.marketOnCloseSubmissionBufferMs = BUFFER_MS;
  }

  override onData(): void {
    if (this.#inTime !== null && this.#tooLate !== null) return;
    const { exchange } = this.securities.get('SPY');
    const close = exchange.hours.timeZone.toUtc(exchange.hours.nextMarketClose(exchange.localTimeMs, false));
    const latest = close - BUFFER_MS;
    const now = this.utcTimeMs;
    if (this.#inTime === null && now >= latest - 5 * MS_PER_MINUTE && now <= latest) {
      this.#inTime = this.marketOnCloseOrder('SPY', 1);
      requireThat(this.#inTime.status !== OrderStatus.Invalid, 'an order in time was refused');
    }
    if (this.#tooLate === null && now > latest) {
      this.#tooLate = this.marketOnCloseOrder('SPY', 1);
      const { errorCode } = this.#tooLate.submitRequest.response;
      requireThat(errorCode === OrderResponseErrorCode.MarketOnCloseOrderTooLate, `late order: code ${errorCode}`);
      requireThat(this.#tooLate.status === OrderStatus.Invalid, 'the late order is not invalid');
    }
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#inTime?.status === OrderStatus.Filled, 'the order in time was not filled');
    requireThat(this.#tooLate !== null, 'no late order was placed');
  }
}
