import { AccountType, Algorithm, BrokerageName, type OrderEvent, OrderStatus, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Orders, and changes of orders, below the exchange's smallest size are refused. */
export default class MinimumOrderSize extends Algorithm {
  #isSent = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 1);
    this.setEndDate(2013, 10, 1);
    this.setBrokerageModel(BrokerageName.Bitfinex, AccountType.Cash);
    this.addCrypto('BTCUSD', Resolution.Hour);
  }

  override onData(): void {
    if (this.#isSent) return;
    this.#isSent = true;
    requireThat(this.marketOrder('BTCUSD', 0.000_02).status === OrderStatus.Invalid, 'too small an order was taken');
    for (const quantity of [0.000_02, 0.002]) {
      const limit = this.securities.get('BTCUSD').price - 0.1;
      this.limitOrder('BTCUSD', 0.0002, limit, false, 'NotUpdated').update({ quantity, tag: 'Updated' });
    }
  }

  override onOrderEvent({ orderId }: OrderEvent): void {
    const order = this.transactions.getOrderById(orderId);
    if (order === undefined || Number.isNaN(order.lastUpdateTimeMs)) return;
    requireThat(!(orderId === 2 && order.tag === 'Updated'), 'too small a change was made');
    requireThat(!(orderId === 3 && order.tag === 'NotUpdated'), 'an allowed change was not made');
  }
}
