import {
  Algorithm,
  DefaultBrokerageModel,
  type Order,
  type OrderEvent,
  type OrderTicket,
  Resolution,
  type Security,
  SecurityType,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

class PickyBroker extends DefaultBrokerageModel {
  override get defaultMarkets(): ReadonlyMap<SecurityType, string> {
    return new Map([
      [SecurityType.Equity, 'usa'],
      [SecurityType.Crypto, 'binance'],
    ]);
  }

  override canSubmitOrder(security: Security, _order: Order): string | null {
    return security.symbol.value === 'AIG' ? 'AIG is not traded here' : null;
  }

  override canUpdateOrder(): string | null {
    return 'orders cannot be changed here';
  }
}

/** A broker of the strategy's own refuses one security, and every change. */
export default class CustomBrokerageModel extends Algorithm {
  #refused: OrderTicket | null = null;
  #updated: OrderTicket | null = null;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setBrokerageModel(new PickyBroker());
    this.addEquity('SPY', Resolution.Daily);
    this.addEquity('AIG', Resolution.Daily);
    const { defaultMarkets } = this.brokerageModel;
    requireThat(defaultMarkets.get(SecurityType.Crypto) === 'binance', 'the broker’s markets are not in use');
  }

  override onData(): void {
    if (this.portfolio.invested) return;
    this.marketOrder('SPY', 100);
    this.#refused = this.marketOrder('AIG', 100);
  }

  override onOrderEvent(event: OrderEvent): void {
    if (this.#updated !== null) return;
    this.#updated = this.transactions.getOrderTicket(event.orderId) ?? null;
    this.#updated?.update({ quantity: (this.#updated?.quantity ?? 0) + 10 });
  }

  override onEndOfAlgorithm(): void {
    const refusal = this.#refused?.submitRequest.response.errorMessage ?? '';
    requireThat(refusal.includes('AIG is not traded here'), `the order was answered '${refusal}'`);
    const answer = this.#updated?.updateRequests[0]?.response.errorMessage ?? '';
    requireThat(answer.includes('orders cannot be changed here'), `the change was answered '${answer}'`);
  }
}
