import { Algorithm, DelistingType, Resolution, type SecurityChanges, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Bought, warned of its delisting, sold for it: after that it cannot be bought again. */
export default class DelistingEvents extends Algorithm {
  #bars = 0;
  #removals = 0;
  readonly #seen = new Set<DelistingType>();

  override initialize(): void {
    this.setStartDate(2007, 5, 15);
    this.setEndDate(2007, 5, 25);
    this.setCash(100_000);
    this.addEquity('AAA.1', Resolution.Daily);
    this.addEquity('SPY', Resolution.Daily);
  }

  override onData(slice: Slice): void {
    this.#bars += slice.bars.count;
    if (this.transactions.ordersCount === 0) this.setHoldings('AAA.1', 1);
    const { isDelisted, isTradable } = this.securities.get('AAA.1');
    requireThat(isDelisted !== isTradable, `delisted: ${isDelisted}, tradable: ${isTradable}`);
    for (const [symbol, { delistingType }] of slice.delistings) {
      this.#seen.add(delistingType);
      // The second is refused: it is not tradable any more.
      this.setHoldings(symbol, delistingType === DelistingType.Warning ? 0 : 1);
    }
  }

  override onSecuritiesChanged({ removedSecurities }: SecurityChanges): void {
    this.#removals += removedSecurities.filter(({ symbol }) => symbol.value === 'AAA.1').length;
  }

  override onEndOfAlgorithm(): void {
    const counts = `${this.#seen.size} kinds of events, ${this.#bars} bars, ${this.#removals} removals`;
    requireThat(counts === '2 kinds of events, 13 bars, 1 removals', counts);
  }
}
