import { Algorithm, OrderStatus, type OrderTicket, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Twice at midnight places orders that wait, and liquidates: they are cancelled and nothing is held. */
export default class Liquidate extends Algorithm {
  /** Tickets of what the liquidation itself ordered. */
  protected readonly tickets: OrderTicket[] = [];

  override initialize(): void {
    this.setStartDate(2018, 1, 4);
    this.setEndDate(2018, 1, 10);
    this.addEquity('SPY', Resolution.Daily);
    this.addEquity('IBM', Resolution.Daily);
    for (const day of [5, 8]) {
      this.schedule.on(this.dateRules.on(2018, 1, day), this.timeRules.midnight, () => this.rebalance());
    }
  }

  protected rebalance(): void {
    this.marketOrder('IBM', 10);
    this.limitOrder('IBM', 1, this.securities.get('IBM').price - 5);
    this.limitOrder('SPY', 1, this.securities.get('SPY').price - 5);
    this.performLiquidation();
  }

  protected performLiquidation(): void {
    this.liquidate();
  }

  override onEndOfAlgorithm(): void {
    const alive = this.transactions.getOrders((order) => order.status !== OrderStatus.Canceled).length;
    requireThat(alive === 0, `${alive} orders were not cancelled`);
    requireThat(this.tickets.length === 0, `the liquidation placed ${this.tickets.length} orders`);
    for (const { symbol, holdings } of this.securities) {
      requireThat(holdings.quantity === 0, `${holdings.quantity} of ${symbol.value} are held`);
    }
  }
}
