import {
  Algorithm,
  DataNormalizationMode,
  type OrderEvent,
  OrderStatus,
  Resolution,
  type Slice,
  type Split,
  SplitType,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** The trade of a position that was split while it was open has the split's entry price and quantity. */
export default class SplitOnTradeBuilder extends Algorithm {
  #split: Split | null = null;
  #bought: OrderEvent | null = null;

  override initialize(): void {
    this.setStartDate(2014, 6, 6);
    this.setEndDate(2014, 6, 11);
    this.setCash(100_000);
    this.setBenchmark(() => 0);
    this.addEquity('AAPL', Resolution.Hour, { dataNormalizationMode: DataNormalizationMode.Raw });
  }

  override onData(slice: Slice): void {
    const split = slice.splits.get('AAPL');
    if (split?.splitType === SplitType.SplitOccurred) this.#split = split;
    if (!slice.containsKey('AAPL')) return;
    if (this.portfolio.invested) {
      if (this.#split !== null) this.liquidate('AAPL');
    } else if (this.#split === null) {
      this.buy('AAPL', 100);
    }
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status === OrderStatus.Filled && event.exactFillQuantity.sign() > 0) this.#bought = event;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#split !== null && this.#bought !== null, 'no split, or nothing was bought');
    const trades = this.closedTrades;
    requireThat(trades.length === 1, `${trades.length} closed trades`);
    const { entryPrice, quantity } = trades[0]!;
    const { splitFactor } = this.#split;
    const price = this.#bought.exactFillPrice.times(splitFactor);
    requireThat(entryPrice.equals(price), `entry price ${String(entryPrice)}, expected ${String(price)}`);
    const shares = this.#bought.exactFillQuantity.dividedBy(splitFactor).truncate();
    requireThat(quantity.equals(shares), `quantity ${String(quantity)}, expected ${String(shares)}`);
  }
}
