import type { Cash } from '../currencies/cash.ts';
import { Decimal } from '../numeric/decimal.ts';
import { isInverseContract } from './coin-margin.ts';
import type { Security } from './security.ts';

const ZERO = Decimal.ZERO;

/**
 * The position in a security. Amounts of money are in account currency unless said otherwise; `rate` is the present one
 * from the quote currency.
 */
export class SecurityHolding {
  readonly #security: Security;
  #quantity: Decimal = ZERO;
  #averagePrice: Decimal = ZERO;
  #totalFees: Decimal = ZERO;
  #profit: Decimal = ZERO;
  #lastTradeProfit: Decimal = ZERO;
  #totalSaleVolume: Decimal = ZERO;
  #totalDividends: Decimal = ZERO;
  /** Units held as a double, for work done per bar. */
  quantityNumber = 0;
  /** Called when a position was opened or closed. */
  onHeld: (() => void) | null = null;

  /** Worth quantity × multiplier ÷ price of the base currency: a crypto future that is margined in the coin. */
  readonly isInverse: boolean;
  /** The currency that the position is worth, and in which profits of margined ones are paid: quote, or base where inverse. */
  readonly valueCurrency: Cash;

  constructor(security: Security) {
    this.#security = security;
    this.isInverse = isInverseContract(security.symbol);
    this.valueCurrency = (this.isInverse ? security.baseCurrency : null) ?? security.quoteCurrency;
  }

  /** Symbol of the security. */
  get symbol(): Security['symbol'] {
    return this.#security.symbol;
  }

  /** Units held as a decimal, negative when short. */
  get exactQuantity(): Decimal {
    return this.#quantity;
  }

  /** Units held, negative when short. */
  get quantity(): number {
    return this.quantityNumber;
  }

  /** Units held, long or short: |quantity|. */
  get absoluteQuantity(): number {
    return Math.abs(this.quantityNumber);
  }

  /** Average entry price of what is held, in the quote currency and before fees; zero when flat. */
  get exactAveragePrice(): Decimal {
    return this.#averagePrice;
  }

  /** Average entry price of what is held, in the quote currency and before fees; 0 when flat. */
  get averagePrice(): number {
    return this.#averagePrice.toNumber();
  }

  /** quantity > 0 */
  get isLong(): boolean {
    return this.quantityNumber > 0;
  }

  /** quantity < 0 */
  get isShort(): boolean {
    return this.quantityNumber < 0;
  }

  /** At least the least that can be traded is held. */
  get invested(): boolean {
    return this.quantityNumber !== 0 && Math.abs(this.quantityNumber) >= this.#security.quantityStepNumber;
  }

  /** Last price of the security, in the quote currency. */
  get price(): number {
    return this.#security.price;
  }

  /** Fees of all fills so far; positive is a cost. */
  get exactTotalFees(): Decimal {
    return this.#totalFees;
  }

  /** Fees of all fills so far; positive is a cost. */
  get totalFees(): number {
    return this.#totalFees.toNumber();
  }

  /** Realised profit with dividends, before fees. */
  get exactProfit(): Decimal {
    return this.#profit.plus(this.#totalDividends);
  }

  /** Realised profit with dividends, before fees; negative for a loss. */
  get profit(): number {
    return this.exactProfit.toNumber();
  }

  /** Realised profit after fees. */
  get exactNetProfit(): Decimal {
    return this.exactProfit.minus(this.#totalFees);
  }

  /** Realised profit with dividends, after fees: profit − totalFees. */
  get netProfit(): number {
    return this.exactNetProfit.toNumber();
  }

  /** Profit of the latest fill that closed units, before fees; zero before the first. */
  get exactLastTradeProfit(): Decimal {
    return this.#lastTradeProfit;
  }

  /** Profit of the latest fill that closed units, before fees; 0 before the first. */
  get lastTradeProfit(): number {
    return this.#lastTradeProfit.toNumber();
  }

  /** Turnover, purchases and sales: Σ |fill quantity| × price × multiplier × rate. */
  get exactTotalSaleVolume(): Decimal {
    return this.#totalSaleVolume;
  }

  /** Turnover, purchases and sales: Σ |fill quantity| × price × multiplier × rate. */
  get totalSaleVolume(): number {
    return this.#totalSaleVolume.toNumber();
  }

  /** Dividends booked so far (raw and split-adjusted data only); negative when a short position paid them. */
  get exactTotalDividends(): Decimal {
    return this.#totalDividends;
  }

  /** Dividends booked so far (raw and split-adjusted data only); negative when a short position paid them. */
  get totalDividends(): number {
    return this.#totalDividends.toNumber();
  }

  /** Price × quantity × multiplier × rate; negative when short. */
  get exactHoldingsValue(): Decimal {
    return this.quantityValue(this.#quantity, this.#security.exactPrice);
  }

  /** Price × quantity × multiplier × rate; negative when short. */
  get holdingsValue(): number {
    return this.exactHoldingsValue.toNumber();
  }

  /** |holdingsValue| */
  get absoluteHoldingsValue(): number {
    return Math.abs(this.holdingsValue);
  }

  /** Average price × quantity × multiplier × rate; negative when short. */
  get exactHoldingsCost(): Decimal {
    return this.quantityValue(this.#quantity, this.#averagePrice);
  }

  /** Average price × quantity × multiplier × rate; negative when short. */
  get holdingsCost(): number {
    return this.exactHoldingsCost.toNumber();
  }

  /** Price × quantity × multiplier, or quantity × multiplier ÷ price where inverse, in `valueCurrency`. */
  quantityValueInValueCurrency(quantity: Decimal, price: Decimal): Decimal {
    const { symbolProperties } = this.#security;
    if (this.isInverse) return quantity.times(symbolProperties.contractMultiplier).dividedBy(price);
    return price.times(quantity).times(symbolProperties.contractMultiplier);
  }

  /** What so many units are worth at a price (in the quote currency), in account currency. */
  quantityValue(quantity: Decimal, price: Decimal): Decimal {
    return this.quantityValueInValueCurrency(quantity, price).times(this.valueCurrency.exactConversionRate);
  }

  /**
   * Profit if the position were closed now: longs against the bid, shorts against the ask, less the fee of the closing
   * market order. Zero when not invested.
   */
  get exactUnrealizedProfit(): Decimal {
    if (!this.invested) return ZERO;
    const security = this.#security;
    const fee = security.estimateMarketOrderFee(this.#quantity.negated());
    const quote = this.isLong ? security.exactBidPrice : security.exactAskPrice;
    const price = quote.isZero() ? security.exactPrice : quote;
    return this.quantityValue(this.#quantity, price)
      .minus(this.quantityValue(this.#quantity, this.#averagePrice))
      .minus(fee);
  }

  /** Profit if the position were closed now, after the closing fee; see `exactUnrealizedProfit`. */
  get unrealizedProfit(): number {
    return this.exactUnrealizedProfit.toNumber();
  }

  /** Unrealised profit ÷ |cost of the position|, as a fraction: 0.1 is 10 %; 0 without a cost. */
  get unrealizedProfitPercent(): number {
    const cost = this.exactHoldingsCost.abs();
    return cost.isZero() ? 0 : this.exactUnrealizedProfit.dividedBy(cost).toNumber();
  }

  /** Replaces the position: average price in the quote currency, units negative for short. */
  setHoldings(averagePrice: Decimal, quantity: Decimal): void {
    const wasHeld = this.quantityNumber !== 0;
    this.#averagePrice = averagePrice;
    this.#quantity = quantity;
    this.quantityNumber = quantity.toNumber();
    if (wasHeld !== (this.quantityNumber !== 0)) this.onHeld?.();
  }

  /** Adds to the fees; positive is a cost. */
  addFee(fee: Decimal): void {
    this.#totalFees = this.#totalFees.plus(fee);
  }

  /** Adds the profit of a fill that closed units, before fees. */
  addProfit(profit: Decimal): void {
    this.#profit = this.#profit.plus(profit);
    this.#lastTradeProfit = profit;
  }

  /** Adds the absolute value of a fill to the turnover. */
  addSale(value: Decimal): void {
    this.#totalSaleVolume = this.#totalSaleVolume.plus(value);
  }

  /** Adds a dividend; negative when a short position paid it. */
  addDividend(amount: Decimal): void {
    this.#totalDividends = this.#totalDividends.plus(amount);
  }
}
