import {
  Algorithm,
  Decimal,
  type OrderTicket,
  Resolution,
  type Security,
  type ShortableProvider,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const FIRST_CLOSE_LOCAL_MS = Date.UTC(2013, 9, 4, 16);

/** Ten shares until the first close, 1001 from then on. */
class GrowingSupply implements ShortableProvider {
  shortableQuantity(_security: Security, localMs: number): Decimal {
    return Decimal.fromInteger(localMs < FIRST_CLOSE_LOCAL_MS ? 10 : 1001);
  }

  feeRate(): Decimal {
    return Decimal.parse('0.0025');
  }

  rebateRate(): Decimal {
    return Decimal.parse('0.0507');
  }
}

/** Sells as much as a provider of its own lets it sell short. */
export default class CustomShortableProvider extends Algorithm {
  #spy!: Security;
  #ticket: OrderTicket | null = null;

  override initialize(): void {
    this.setStartDate(2013, 10, 4);
    this.setEndDate(2013, 10, 6);
    this.setCash(10_000_000);
    this.#spy = this.addEquity('SPY', Resolution.Daily);
    this.#spy.setShortableProvider(new GrowingSupply());
  }

  override onData(): void {
    const spy = this.#spy;
    const quantity = spy.shortableProvider.shortableQuantity(spy, spy.localTimeMs)?.toNumber() ?? 0;
    if (quantity > 1000) this.#ticket = this.sell('SPY', quantity);
  }

  override onEndOfAlgorithm(): void {
    const { transactions } = this;
    requireThat(transactions.ordersCount === 1, `${transactions.ordersCount} orders`);
    const order = transactions.getOrderById(this.#ticket?.orderId ?? -1);
    requireThat(order?.quantity.toNumber() === -1001, `the order is for ${String(order?.quantity)}`);
    const spy = this.#spy;
    const fee = spy.shortableProvider.feeRate(spy, spy.localTimeMs).toNumber();
    const rebate = spy.shortableProvider.rebateRate(spy, spy.localTimeMs).toNumber();
    requireThat(fee === 0.0025 && rebate === 0.0507, `fee ${fee}, rebate ${rebate}`);
  }
}
