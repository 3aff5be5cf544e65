import { type AccountType, Algorithm, type BrokerageName, Decimal, OrderStatus, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const WANTED = Decimal.parse('0.1');

/** Buys coins whose fee is taken from the coins bought, and sells them, hour by hour. */
export abstract class CryptoBaseCurrencyFee extends Algorithm {
  protected abstract readonly accountType: AccountType;
  protected abstract readonly broker: BrokerageName;
  protected abstract readonly base: string;
  protected abstract readonly quote: string;

  override initialize(): void {
    this.setBrokerageModel(this.broker, this.accountType);
    this.addCrypto(this.base + this.quote, Resolution.Hour);
  }

  override onData(): void {
    if (this.portfolio.invested) this.liquidate();
    else this.#buy();
  }

  #buy(): void {
    const { cashBook } = this.portfolio;
    const before = cashBook.get(this.quote).exactAmount;
    const ticket = this.buy(this.base + this.quote, WANTED.toNumber());
    const fill = ticket.orderEvents.find(({ status }) => status === OrderStatus.Filled);
    requireThat(fill !== undefined, 'the order was not filled');
    const bought = WANTED.minus(fill.orderFee.amount);
    requireThat(fill.exactFillQuantity.equals(bought), `the fill is of ${fill.fillQuantity}, not ${bought.toString()}`);
    requireThat(ticket.exactQuantityFilled.equals(bought), 'the ticket counts other coins than were bought');
    requireThat(cashBook.get(this.base).exactAmount.equals(bought), 'the cash book has other coins than were bought');
    const held = this.portfolio.get(this.base + this.quote).exactQuantity;
    requireThat(held.equals(bought), `${held.toString()} are held, not ${bought.toString()}`);
    const paid = before.minus(WANTED.times(fill.exactFillPrice));
    requireThat(cashBook.get(this.quote).exactAmount.equals(paid), 'the coins cost something else');
  }
}
