import { OrderStatus, TimeInForce } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import Liquidate from './liquidate.ts';

const TAG = 'LiquidatedTest';

/** `setHoldings` of SPY cancels what waits for IBM, with its own tag. */
export default class LiquidateAllExceptSpecifiedSymbol extends Liquidate {
  protected override rebalance(): void {
    this.marketOrder('IBM', 10);
    this.limitOrder('IBM', 1, this.securities.get('IBM').price - 5);
    const properties = { timeInForce: TimeInForce.GoodTilCanceled };
    this.tickets.push(...this.setHoldings('SPY', 1, true, false, TAG, properties));
  }

  override onEndOfAlgorithm(): void {
    const orders = this.transactions.getOrders();
    const canceled = orders.filter((order) => order.status === OrderStatus.Canceled).length;
    requireThat(canceled === 4, `${canceled} orders were cancelled instead of 4`);
    requireThat(orders.length - canceled === 1, `${orders.length - canceled} orders were not cancelled instead of 1`);
    requireThat(this.tickets.length === 1, `${this.tickets.length} tickets instead of 1`);
    for (const { id, tag } of orders) requireThat(tag === TAG, `order ${id} has the tag '${tag}'`);
  }
}
