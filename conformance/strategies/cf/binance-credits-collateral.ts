import {
  AccountType,
  Algorithm,
  BrokerageName,
  OrderDirection,
  OrderStatus,
  type Security,
  TimeZone,
  TradeBar,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** An account whose only cash is Binance's credits, which two contracts in different currencies share as collateral. */
export default class BinanceCreditsCollateral extends Algorithm {
  #ada!: Security;
  #eth!: Security;
  #isPlaced = false;

  override initialize(): void {
    this.setStartDate(2022, 12, 13);
    this.setEndDate(2022, 12, 13);
    this.setTimeZone(TimeZone.of('UTC'));
    this.setBrokerageModel(BrokerageName.BinanceFutures, AccountType.Margin);
    this.#ada = this.addCryptoFuture('ADAUSDT');
    this.#eth = this.addCryptoFuture('ETHUSDC');
    this.setCash(0);
    this.setCash('BNFCR', 200, 1);
    this.setCash('ETH', 0, 1600);
    this.setCash('USDC', 0, 1);
  }

  override onData(): void {
    if (this.#ada.price === 0 || this.#isPlaced) return;
    requireThat(this.#powerOf(this.#ada) > 0, 'credits are no collateral');
    const ticket = this.buy(this.#ada, 1000);
    this.#isPlaced = true;
    requireThat(ticket.status !== OrderStatus.Invalid, 'the order was refused');
    requireThat(this.portfolio.totalMarginUsed > 0, 'no margin is used');
    const now = this.utcTimeMs;
    this.#eth.setMarketPrice(new TradeBar(this.#eth.symbol, now, now, 1600, 1600, 1600, 1600, 0, this.timeZone));
    requireThat(this.#powerOf(this.#eth) < this.#powerOf(this.#ada), 'the contracts do not share the collateral');
  }

  #powerOf(security: Security): number {
    return this.portfolio.getBuyingPower(security, OrderDirection.Buy);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.portfolio.invested, 'no position is open at the end');
  }
}
