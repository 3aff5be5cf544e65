import { TimeInForce } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import Liquidate from './liquidate.ts';

const TAG = 'LiquidatedTest';

/** An empty list of targets that closes the rest is a liquidation; tag and properties reach all orders. */
export default class LiquidateUsingSetHoldings extends Liquidate {
  protected override performLiquidation(): void {
    const properties = { timeInForce: TimeInForce.GoodTilCanceled };
    this.tickets.push(...this.setHoldings([], true, false, TAG, properties));
    for (const { id, tag, timeInForce } of this.transactions.getOrders()) {
      requireThat(tag === TAG, `order ${id} has the tag '${tag}'`);
      requireThat(timeInForce.kind === 'GTC', `order ${id} is ${timeInForce.kind}`);
    }
  }
}
