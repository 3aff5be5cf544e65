import {
  AccountType,
  Algorithm,
  BrokerageName,
  type ExponentialMovingAverage,
  OrderType,
  Resolution,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A day of orders on four pairs of an account that holds dollars, euros and coins. */
export default class BasicTemplateCrypto extends Algorithm {
  #fast!: ExponentialMovingAverage;
  #slow!: ExponentialMovingAverage;

  override initialize(): void {
    this.setStartDate(2018, 4, 4);
    this.setEndDate(2018, 4, 4);
    this.setCash(10_000);
    this.setCash('EUR', 10_000);
    this.setCash('BTC', 1);
    this.setCash('ETH', 5);
    this.setBrokerageModel(BrokerageName.GDAX, AccountType.Cash);
    for (const ticker of ['BTCUSD', 'ETHUSD', 'BTCEUR', 'LTCUSD']) this.addCrypto(ticker);
    this.#fast = this.ema('LTCUSD', 30, Resolution.Minute);
    this.#slow = this.ema('LTCUSD', 60, Resolution.Minute);
  }

  override onData(): void {
    for (const currency of ['EUR', 'BTC', 'ETH', 'LTC']) {
      requireThat(this.portfolio.cashBook.get(currency).conversionRate !== 0, `${currency} has no rate`);
    }
    const { hour, minute } = this.time;
    if (hour === 1 && minute === 0) this.#offerEther();
    else if (hour === 2 && minute === 0) this.#bidForBitcoin();
    else if (hour === 2 && minute === 1) this.#bidForEther();
    else if (hour === 11 && minute === 0) this.setHoldings('BTCUSD', 0);
    else if (hour === 12 && minute === 0) this.#buyWithEuros();
    else if (hour === 13 && minute === 0) this.transactions.cancelOpenOrders('BTCEUR');
    else if (hour > 13) this.#followAverages();
  }

  #amount(currency: string): number {
    return this.portfolio.cashBook.get(currency).amount;
  }

  #price(ticker: string, factor: number): number {
    return Number((this.securities.get(ticker).price * factor).toFixed(2));
  }

  #offerEther(): void {
    this.limitOrder('ETHUSD', -this.#amount('ETH'), this.#price('ETHUSD', 1.01));
  }

  #bidForBitcoin(): void {
    const limit = this.#price('BTCUSD', 0.95);
    this.limitOrder('BTCUSD', (this.#amount('USD') * 0.5) / limit, limit);
  }

  /** With all dollars that are not reserved, which is refused for want of the fee, and with half of them. */
  #bidForEther(): void {
    const orders = this.transactions.getOpenOrders();
    const bids = orders.filter(({ quantity, type }) => quantity.sign() > 0 && type === OrderType.Limit);
    const inDollars = bids.filter(({ symbol }) => symbol.value === 'BTCUSD' || symbol.value === 'ETHUSD');
    const reserved = inDollars.reduce((sum, order) => sum + order.quantity.times(order.limitPrice).toNumber(), 0);
    const available = this.#amount('USD') - reserved;
    const limit = this.#price('ETHUSD', 1.01);
    this.limitOrder('ETHUSD', available / limit, limit);
    this.limitOrder('ETHUSD', (available * 0.5) / limit, limit);
  }

  #buyWithEuros(): void {
    this.buy('BTCEUR', 1);
    this.limitOrder('BTCEUR', -1, this.#price('BTCEUR', 1.1));
  }

  #followAverages(): void {
    const litecoins = this.#amount('LTC');
    if (this.#fast.value > this.#slow.value) {
      if (litecoins === 0) this.buy('LTCUSD', 10);
    } else if (litecoins > 0) {
      this.liquidate('LTCUSD');
    }
  }
}
