import { AccountType, Algorithm, BrokerageName, OrderStatus } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const EXPECTED = [
  OrderStatus.Invalid,
  OrderStatus.Filled,
  OrderStatus.Canceled,
  OrderStatus.Canceled,
  OrderStatus.Filled,
];

/** Limit orders that come, are cancelled and come again, on an account that cannot pay for all. */
export default class CancelOpenOrders extends Algorithm {
  override initialize(): void {
    this.setStartDate(2017, 9, 3);
    this.setEndDate(2017, 9, 3);
    this.setCash(1_000);
    this.setBrokerageModel(BrokerageName.GDAX, AccountType.Cash);
    this.addCrypto('BTCUSD');
    this.addCrypto('ETHUSD');
  }

  override onData(): void {
    const { hour, minute } = this.utcTime;
    if (hour !== 6) return;
    if (minute === 0) {
      this.limitOrder('BTCUSD', 100, 4_734.64);
      this.limitOrder('ETHUSD', 1.355_050_27, 368.8);
    } else if (minute === 6) {
      this.#replace(0.105_763_12, 4_727.61);
    } else if (minute === 12) {
      this.#replace(0.105_762_67, 4_727.63);
    } else if (minute === 18) {
      this.#replace(0.105_477_24, 4_740.42);
    } else if (minute === 24) {
      this.transactions.cancelOpenOrders('BTCUSD');
    }
  }

  #replace(quantity: number, price: number): void {
    this.transactions.cancelOpenOrders('BTCUSD');
    this.limitOrder('BTCUSD', quantity, price);
  }

  override onEndOfAlgorithm(): void {
    const statuses = this.transactions.getOrders().map(({ status }) => status);
    requireThat(statuses.join() === EXPECTED.join(), `the orders ended as ${statuses.join()}`);
  }
}
