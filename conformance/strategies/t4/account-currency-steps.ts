import { Algorithm, type OrderEvent, OrderStatus, type Security } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Targets of the steps: into the market, out of it, and the same short. */
const TARGETS = [0.5, 1, 0, -0.5, -1, 0];

/** Goes through targets on an account in another currency than the security's, and checks quantities, fees and profits. */
export abstract class AccountCurrencySteps extends Algorithm {
  /** Most units by which a fill may miss the expected quantity. */
  protected abstract readonly tolerance: number;
  protected security!: Security;
  #step = 0;
  #expected = 0;
  #feesBefore = 0;
  #tradesBefore = 0;

  override onData(): void {
    const target = TARGETS[this.#step];
    if (target === undefined) return;
    this.beforeStep(this.#step);
    this.#step += 1;
    this.#expected = this.#quantityFor(target);
    this.setHoldings(this.security, target);
  }

  protected beforeStep(_step: number): void {}

  #quantityFor(target: number): number {
    const { holdings, price, quoteCurrency, lotSizeNumber } = this.security;
    const value = this.portfolio.totalPortfolioValueLessFreeBuffer * target - holdings.holdingsValue;
    const quantity = value / (price * quoteCurrency.conversionRate) - 1;
    return Math.trunc(quantity / lotSizeNumber) * lotSizeNumber;
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.status !== OrderStatus.Filled) return;
    const difference = Math.abs(event.fillQuantity - this.#expected);
    requireThat(difference <= this.tolerance, `the fill is of ${event.fillQuantity}, not ${this.#expected}`);
    this.#checkFee(event);
    if (!this.security.invested) this.#checkTrade();
    this.#feesBefore = this.security.holdings.totalFees;
    this.#tradesBefore = this.closedTrades.length;
  }

  #checkFee({ orderFee }: OrderEvent): void {
    const { cashBook } = this.portfolio;
    const inAccount = cashBook.convertToAccountCurrency(orderFee.amount, orderFee.currency).toNumber();
    const booked = this.security.holdings.totalFees - this.#feesBefore;
    requireThat(orderFee.currency !== this.accountCurrency, 'the fee is in account currency');
    requireThat(Math.abs(booked - inAccount) < 1e-5, `a fee of ${inAccount} was booked as ${booked}`);
  }

  #checkTrade(): void {
    const trades = this.closedTrades.slice(this.#tradesBefore);
    const profit = trades.reduce((sum, trade) => sum + trade.profitLoss.toNumber(), 0);
    const { lastTradeProfit } = this.security.holdings;
    requireThat(Math.abs(lastTradeProfit - profit) <= 1, `a profit of ${profit} was booked as ${lastTradeProfit}`);
  }

  /** The quote currency holds what was won, less fees. @param tolerance as a fraction */
  protected requireProfitIn(currency: string, initial: number, tolerance: number): void {
    const { cashBook, totalProfit, totalFees } = this.portfolio;
    const expected = initial + (totalProfit - totalFees) / cashBook.get(currency).conversionRate;
    const { amount } = cashBook.get(currency);
    const isNear = Math.abs(expected - amount) <= Math.abs(expected) * tolerance;
    requireThat(isNear, `the account ends with ${amount} ${currency}, not ${expected}`);
  }
}
