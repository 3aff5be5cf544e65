import { Algorithm, Resolution, type Slice } from '@lockstep/core';

/** Bought when the last price is near the bid, sold when it is near the ask: ticks of both are adjusted alike. */
export default class EquityTickQuoteAdjustedMode extends Algorithm {
  #state: 'waiting' | 'bought' | 'sold' = 'waiting';

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.addEquity('IBM', Resolution.Tick);
  }

  override onData(slice: Slice): void {
    if (this.#state === 'sold' || !this.securities.get('IBM').hasData) return;
    for (const { value, bidPrice, askPrice } of slice.ticks.get('IBM') ?? []) {
      if (bidPrice !== 0 && this.#state === 'waiting' && value - bidPrice <= 0.05) {
        this.setHoldings('IBM', 1);
        this.#state = 'bought';
        return;
      }
      if (askPrice !== 0 && this.#state === 'bought' && Math.abs(value - askPrice) <= 0.05) {
        this.liquidate('IBM');
        this.#state = 'sold';
        return;
      }
    }
  }
}
