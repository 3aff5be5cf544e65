import {
  AccountType,
  Algorithm,
  BrokerageName,
  Decimal,
  type FeeModel,
  type OrderEvent,
  type OrderFee,
  Resolution,
  type Security,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const EURO_CASH = 10_000;

/** One ether an order. */
class EtherFee implements FeeModel {
  getOrderFee(): OrderFee {
    return { amount: Decimal.ONE, currency: 'ETH' };
  }
}

/** BTCEUR in a dollar account, with fees in a currency that is none of the three. */
export default class FeeModelNotUsingAccountCurrency extends Algorithm {
  #pair!: Security;
  #hasTraded = false;
  #fees = Decimal.ZERO;

  override initialize(): void {
    this.setStartDate(2018, 4, 4);
    this.setEndDate(2018, 4, 4);
    this.setCash(0);
    this.setCash('EUR', EURO_CASH, 1.23);
    this.setBrokerageModel(BrokerageName.GDAX, AccountType.Cash);
    this.#pair = this.addCrypto('BTCEUR', Resolution.Minute);
    this.setCash('ETH', 0, 0);
    this.#pair.setFeeModel(new EtherFee());
  }

  override onData(): void {
    if (this.portfolio.invested || this.#hasTraded) {
      this.liquidate('BTCEUR');
      return;
    }
    this.#hasTraded = true;
    this.setHoldings('BTCEUR', 1);
  }

  override onOrderEvent({ orderFee: fee }: OrderEvent): void {
    if (fee.amount.isZero()) return;
    this.#fees = this.#fees.plus(this.portfolio.cashBook.convertToAccountCurrency(fee.amount, fee.currency));
  }

  override onEndOfAlgorithm(): void {
    const { cashBook } = this.portfolio;
    const trade = this.closedTrades[0];
    requireThat(trade !== undefined, 'no trade was closed');
    const profit = trade.exitPrice.minus(trade.entryPrice).times(trade.quantity).toNumber();
    for (const [currency, expected] of [
      ['ETH', -2],
      ['USD', 0],
      ['BTC', 0],
      ['EUR', EURO_CASH + profit],
    ] as const) {
      const { amount } = cashBook.get(currency);
      requireThat(Math.abs(amount - expected) < 1e-9, `${amount} ${currency}, expected ${expected}`);
    }
    requireThat(
      trade.totalFees.equals(this.#fees),
      `fees of the trade ${String(trade.totalFees)}, expected ${String(this.#fees)}`,
    );
    const { exactTotalFees } = this.#pair.holdings;
    requireThat(
      exactTotalFees.equals(this.#fees),
      `fees of the position ${String(exactTotalFees)}, expected ${String(this.#fees)}`,
    );
  }
}
