import { Algorithm, Market, type OrderEvent, Resolution, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const OPEN_MINUTE = 9 * 60 + 30;
const CLOSE_MINUTE = 16 * 60;

/** Once a day a limit order outside of regular hours, which fills outside of them. */
export default class ExtendedMarketTrading extends Algorithm {
  #lastActionDay = '';

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('SPY', Resolution.Minute, Market.USA, true, 1, true);
  }

  override onData(slice: Slice): void {
    const today = this.time.toISODate() ?? '';
    if (this.#lastActionDay === today || this.#isRegular()) return;
    const bar = slice.bars.get('SPY');
    if (bar === undefined) return;
    this.limitOrder('SPY', 10, bar.low);
    this.#lastActionDay = today;
  }

  override onOrderEvent(_event: OrderEvent): void {
    requireThat(!this.#isRegular(), `an order event at ${this.time.toISO()}`);
  }

  #isRegular(): boolean {
    const minute = this.time.hour * 60 + this.time.minute;
    return OPEN_MINUTE < minute && minute < CLOSE_MINUTE;
  }
}
