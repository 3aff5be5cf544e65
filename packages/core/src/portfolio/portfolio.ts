import { CashBook } from '../currencies/cash-book.ts';
import { SecurityType } from '../market/security-type.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import { OrderDirection } from '../orders/order-direction.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import type { AccountView, SettlementModel } from '../securities/models/models.ts';
import type { Securities, SymbolLike } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';
import type { SecurityHolding } from '../securities/security-holding.ts';
import { type UnsettledAmount, UnsettledFunds } from '../securities/unsettled-funds.ts';
import { applyFill } from './apply-fill.ts';
import { TransactionRecords } from './transaction-records.ts';

/** Account value that stays in cash, as the settings say. */
export interface FreeBuffer {
  /** Fraction of the total value: 0.0025 is 0.25 %. */
  readonly freePortfolioValuePercentage: number;
  /** Amount in account currency that replaces the fraction; null: the fraction counts. */
  readonly freePortfolioValue: number | null;
}

/** Cash and positions of an account, and what they are worth. Money is in account currency. */
export class Portfolio implements AccountView {
  /** The securities of the run; each holds its own position. */
  readonly securities: Securities;
  /** Settled cash by currency, with rates to the account currency. */
  readonly cashBook: CashBook;
  /** Sale proceeds that may not be used yet, by currency; their rates are those of `cashBook`. */
  readonly unsettledCashBook: CashBook;
  readonly unsettledFunds = new UnsettledFunds();
  /** Outcomes of closed positions, as LEAN counts wins and losses. */
  readonly transactionRecords = new TransactionRecords();
  readonly #openOrders: () => readonly Order[];
  readonly #freeBuffer: () => FreeBuffer;
  /** Fees, profits and sales of securities that were removed. */
  readonly #retired: Security[] = [];
  #value: Decimal | null = null;
  /** The value in float64 since prices or cash moved last; NaN until it is asked for. */
  private valueEstimate = Number.NaN;
  /** There is debt, or a position that can lose more than it cost; null until the first look. */
  #isLeveraged: boolean | null = null;

  constructor(options: {
    readonly securities: Securities;
    readonly cashBook: CashBook;
    readonly openOrders: () => readonly Order[];
    readonly freeBuffer: () => FreeBuffer;
  }) {
    this.securities = options.securities;
    this.cashBook = options.cashBook;
    this.unsettledCashBook = new CashBook(options.cashBook.accountCurrency);
    this.cashBook.onChanged = this.unsettledCashBook.onChanged = () => this.#onCashChanged();
    this.cashBook.onAdded = (cash) => this.unsettledCashBook.ensure(cash.symbol).followRate(cash);
    for (const cash of this.cashBook) this.cashBook.onAdded(cash);
    this.#openOrders = options.openOrders;
    this.#freeBuffer = options.freeBuffer;
  }

  /** Open orders of every security, by ascending id. */
  openOrders(): readonly Order[] {
    return this.#openOrders();
  }

  /** The position in a security. @throws LockstepError `SECURITY_UNKNOWN` when it was never added */
  get(symbol: SymbolLike): SecurityHolding {
    return this.securities.get(symbol).holdings;
  }

  /** The security was added, whether a position is held or not. */
  has(symbol: SymbolLike): boolean {
    return this.securities.has(symbol);
  }

  /** Some position is held. */
  get invested(): boolean {
    for (const security of this.securities.held) if (security.holdings.invested) return true;
    return false;
  }

  /** `cash` as a decimal. */
  get exactCash(): Decimal {
    return this.cashBook.total();
  }

  /** Settled cash of all currencies: Σ amount × rate; negative for debt. */
  get cash(): number {
    return this.exactCash.toNumber();
  }

  /** Sale proceeds of all currencies that may not be used yet, at the rates of the cash book. */
  get exactUnsettledCash(): Decimal {
    return this.unsettledCashBook.total();
  }

  /** Cash that settles later: of an account that goes on. */
  waitFor(funds: UnsettledAmount, by: SettlementModel): void {
    this.unsettledCashBook.ensure(funds.currency).addAmount(funds.amount);
    this.unsettledFunds.add(by, funds);
  }

  /** `exactUnsettledCash` as a double, in account currency. */
  get unsettledCash(): number {
    return this.exactUnsettledCash.toNumber();
  }

  /** Says that prices have moved: values and rates of currencies are computed again when they are next read. */
  invalidate(): void {
    this.invalidateTotalPortfolioValue();
    const currencies = this.cashBook.values;
    for (let index = 1; index < currencies.length; index += 1) currencies[index]!.invalidateRate();
  }

  #onCashChanged(): void {
    this.invalidateTotalPortfolioValue();
    this.#isLeveraged = null;
  }

  /** Says that cash or positions have changed, at the same prices. */
  invalidateTotalPortfolioValue(): void {
    this.#value = null;
    this.valueEstimate = Number.NaN;
  }

  /** Settled and unsettled cash + value of the positions (CFD, crypto futures: their unrealised profit). */
  get exactTotalPortfolioValue(): Decimal {
    this.#value ??= this.#computeValue();
    return this.#value;
  }

  /** `exactTotalPortfolioValue` as a double. */
  get totalPortfolioValue(): number {
    return this.exactTotalPortfolioValue.toNumber();
  }

  #computeValue(): Decimal {
    let owned = Decimal.ZERO;
    let margined = Decimal.ZERO;
    for (const security of this.securities.held) {
      if (!security.holdings.invested) continue;
      if (security.type === SecurityType.Cfd || security.type === SecurityType.CryptoFuture) {
        margined = margined.plus(security.holdings.exactUnrealizedProfit);
      } else if (security.baseCurrency === null) {
        owned = owned.plus(security.holdings.exactHoldingsValue);
      }
    }
    return this.cashBook.total().plus(this.exactUnsettledCash).plus(owned).plus(margined);
  }

  /** The account may have lost everything: false while there is no debt and no short or margined position. */
  get mayBeWorthless(): boolean {
    if (this.#isLeveraged === null) this.#updateLeverage();
    return this.#isLeveraged === true && this.estimateTotalPortfolioValue() <= 0;
  }

  #updateLeverage(): void {
    this.#isLeveraged = this.#hasDebt() || this.securities.held.some(isLeveraged);
  }

  #hasDebt(): boolean {
    const { account, held } = this.cashBook;
    if (account.amountNumber <= 0) return true;
    for (const cash of held) if (cash.amountNumber < 0) return true;
    return false;
  }

  /** Total value in float64, for checks made on every slice. */
  estimateTotalPortfolioValue(): number {
    if (this.#value !== null) return this.#value.toNumber();
    if (Number.isNaN(this.valueEstimate)) this.valueEstimate = this.#estimateValue();
    return this.valueEstimate;
  }

  #estimateValue(): number {
    let value = 0;
    for (const cash of this.cashBook.held) value += cash.amountNumber * cash.conversionRate;
    value += this.#estimateUnsettled();
    for (const security of this.securities.held) {
      if (security.type === SecurityType.Cfd || security.type === SecurityType.CryptoFuture) {
        value += security.holdings.unrealizedProfit;
      } else if (security.baseCurrency === null) {
        value +=
          security.holdings.quantityNumber *
          security.price *
          security.contractMultiplierNumber *
          security.quoteCurrency.conversionRate;
      }
    }
    return value;
  }

  #estimateUnsettled(): number {
    let value = 0;
    for (const cash of this.unsettledCashBook.held) value += cash.amountNumber * cash.conversionRate;
    return value;
  }

  /** Total value − what the settings leave in cash: what `setHoldings` spreads over positions. */
  get totalPortfolioValueLessFreeBuffer(): number {
    const value = this.exactTotalPortfolioValue;
    const buffer = this.#freeBuffer();
    const free =
      buffer.freePortfolioValue === null
        ? value.times(Decimal.fromNumber(buffer.freePortfolioValuePercentage))
        : Decimal.fromNumber(buffer.freePortfolioValue);
    return value.minus(free).toNumber();
  }

  /** Σ maintenance margin of the positions, by their buying power models; never negative. */
  get exactTotalMarginUsed(): Decimal {
    let used = Decimal.ZERO;
    for (const security of this.securities.held) {
      used = used.plus(security.buyingPowerModel.getReservedBuyingPowerForPosition(security));
    }
    return used;
  }

  /** `exactTotalMarginUsed` as a double. */
  get totalMarginUsed(): number {
    return this.exactTotalMarginUsed.toNumber();
  }

  /** Total value − unsettled cash − margin used; negative when margin is short. */
  get exactMarginRemaining(): Decimal {
    return this.exactTotalPortfolioValue.minus(this.exactUnsettledCash).minus(this.exactTotalMarginUsed);
  }

  /** `exactMarginRemaining` as a double. */
  get marginRemaining(): number {
    return this.exactMarginRemaining.toNumber();
  }

  /** `exactMarginRemaining` in float64, for checks made at every scan. */
  estimateMarginRemaining(): number {
    return this.estimateTotalPortfolioValue() - this.#estimateUnsettled() - this.estimateMarginUsed();
  }

  /** `exactTotalMarginUsed` in float64. */
  estimateMarginUsed(): number {
    let used = 0;
    for (const security of this.securities.held) {
      used += security.buyingPowerModel.estimateReservedBuyingPowerForPosition(security);
    }
    return used;
  }

  /**
   * What an order in a direction may use, by the security's buying power model: margin in account currency, or, of cash
   * accounts, units of the pair's base currency.
   *
   * @throws LockstepError `SECURITY_UNKNOWN`
   */
  getBuyingPower(symbol: SymbolLike, direction: OrderDirection = OrderDirection.Buy): number {
    const security = this.securities.get(symbol);
    return security.buyingPowerModel.getBuyingPower(this, security, direction).toNumber();
  }

  /** Σ |average price × quantity × multiplier × rate| of the positions: what they cost, shorts positive. */
  get totalAbsoluteHoldingsCost(): number {
    return this.#sum((holding) => holding.exactHoldingsCost.abs());
  }

  /** Σ |value of a position| at present prices: shorts count positive. */
  get totalHoldingsValue(): number {
    return this.#sum((holding) => holding.exactHoldingsValue.abs());
  }

  /** Σ profit if every position were closed now, after closing fees; negative for a loss. */
  get exactTotalUnrealizedProfit(): Decimal {
    return this.#exactSum((holding) => holding.exactUnrealizedProfit);
  }

  /** `exactTotalUnrealizedProfit` as a double. */
  get totalUnrealizedProfit(): number {
    return this.exactTotalUnrealizedProfit.toNumber();
  }

  /** Realised profit with dividends, before fees, removed securities included. */
  get totalProfit(): number {
    return this.#sumAll((holding) => holding.exactProfit).toNumber();
  }

  /** Realised profit with dividends, after fees, removed securities included. */
  get totalNetProfit(): number {
    return this.#sumAll((holding) => holding.exactNetProfit).toNumber();
  }

  /** Σ fees of all fills, removed securities included; positive is a cost. */
  get exactTotalFees(): Decimal {
    return this.#sumAll((holding) => holding.exactTotalFees);
  }

  /** `exactTotalFees` as a double. */
  get totalFees(): number {
    return this.exactTotalFees.toNumber();
  }

  /** Turnover: Σ |value of each fill|, purchases and sales, removed securities included. */
  get exactTotalSaleVolume(): Decimal {
    return this.#sumAll((holding) => holding.exactTotalSaleVolume);
  }

  /** `exactTotalSaleVolume` as a double. */
  get totalSaleVolume(): number {
    return this.exactTotalSaleVolume.toNumber();
  }

  /** Long and short positions as fractions of the total value, shorts negative; zero while the account is worth nothing. */
  exposure(): { readonly long: Decimal; readonly short: Decimal } {
    const value = this.exactTotalPortfolioValue;
    if (value.isZero()) return { long: Decimal.ZERO, short: Decimal.ZERO };
    let long = Decimal.ZERO;
    let short = Decimal.ZERO;
    for (const security of this.securities.held) {
      const held = security.holdings.exactHoldingsValue;
      if (held.sign() > 0) long = long.plus(held);
      else short = short.plus(held);
    }
    return { long: long.dividedBy(value), short: short.dividedBy(value) };
  }

  /** Books fills and drops cached values. */
  processFill(fill: OrderEvent): void {
    applyFill(this, this.securities.get(fill.symbol), fill);
    this.invalidateTotalPortfolioValue();
    this.#isLeveraged = null;
  }

  /** Keeps the totals of a security that leaves the algorithm. */
  retire(security: Security): void {
    this.#retired.push(security);
  }

  #sum(figure: (holding: SecurityHolding) => Decimal): number {
    return this.#exactSum(figure).toNumber();
  }

  #exactSum(figure: (holding: SecurityHolding) => Decimal): Decimal {
    let sum = Decimal.ZERO;
    for (const security of this.securities.held) sum = sum.plus(figure(security.holdings));
    return sum;
  }

  #sumAll(figure: (holding: SecurityHolding) => Decimal): Decimal {
    let sum = Decimal.ZERO;
    for (const security of this.securities.values) sum = sum.plus(figure(security.holdings));
    for (const security of this.#retired) sum = sum.plus(figure(security.holdings));
    return sum;
  }
}

/** A position that can lose more than it cost. */
function isLeveraged({ holdings, type }: Security): boolean {
  if (holdings.quantityNumber < 0) return true;
  return holdings.quantityNumber !== 0 && (type === SecurityType.Cfd || type === SecurityType.CryptoFuture);
}
