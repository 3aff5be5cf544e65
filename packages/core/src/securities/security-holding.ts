import { Decimal } from '../numeric/decimal.ts';
import type { Security } from './security.ts';

const ZERO = Decimal.ZERO;

/** The position in a security. Amounts of money are in account currency unless said otherwise. */
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

  constructor(security: Security) {
    this.#security = security;
  }

  get symbol(): Security['symbol'] {
    return this.#security.symbol;
  }

  get exactQuantity(): Decimal {
    return this.#quantity;
  }

  /** Units held, negative when short. */
  get quantity(): number {
    return this.quantityNumber;
  }

  get absoluteQuantity(): number {
    return Math.abs(this.quantityNumber);
  }

  get exactAveragePrice(): Decimal {
    return this.#averagePrice;
  }

  get averagePrice(): number {
    return this.#averagePrice.toNumber();
  }

  get isLong(): boolean {
    return this.quantityNumber > 0;
  }

  get isShort(): boolean {
    return this.quantityNumber < 0;
  }

  /** At least one lot is held. */
  get invested(): boolean {
    return this.quantityNumber !== 0 && Math.abs(this.quantityNumber) >= this.#security.lotSizeNumber;
  }

  get price(): number {
    return this.#security.price;
  }

  get exactTotalFees(): Decimal {
    return this.#totalFees;
  }

  get totalFees(): number {
    return this.#totalFees.toNumber();
  }

  /** Realised profit with dividends, before fees. */
  get exactProfit(): Decimal {
    return this.#profit.plus(this.#totalDividends);
  }

  get profit(): number {
    return this.exactProfit.toNumber();
  }

  /** Realised profit after fees. */
  get exactNetProfit(): Decimal {
    return this.exactProfit.minus(this.#totalFees);
  }

  get netProfit(): number {
    return this.exactNetProfit.toNumber();
  }

  get exactLastTradeProfit(): Decimal {
    return this.#lastTradeProfit;
  }

  get lastTradeProfit(): number {
    return this.#lastTradeProfit.toNumber();
  }

  get exactTotalSaleVolume(): Decimal {
    return this.#totalSaleVolume;
  }

  get totalSaleVolume(): number {
    return this.#totalSaleVolume.toNumber();
  }

  get exactTotalDividends(): Decimal {
    return this.#totalDividends;
  }

  get totalDividends(): number {
    return this.#totalDividends.toNumber();
  }

  /** Price × quantity × multiplier × rate. */
  get exactHoldingsValue(): Decimal {
    return this.quantityValue(this.#quantity, this.#security.exactPrice);
  }

  get holdingsValue(): number {
    return this.exactHoldingsValue.toNumber();
  }

  get absoluteHoldingsValue(): number {
    return Math.abs(this.holdingsValue);
  }

  /** Average price × quantity × multiplier × rate. */
  get exactHoldingsCost(): Decimal {
    return this.quantityValue(this.#quantity, this.#averagePrice);
  }

  get holdingsCost(): number {
    return this.exactHoldingsCost.toNumber();
  }

  /** Value of units at a price in the quote currency. */
  quantityValueInQuoteCurrency(quantity: Decimal, price: Decimal): Decimal {
    return price.times(quantity).times(this.#security.symbolProperties.contractMultiplier);
  }

  /** Value of units at a price in account currency. */
  quantityValue(quantity: Decimal, price: Decimal): Decimal {
    return this.quantityValueInQuoteCurrency(quantity, price).times(this.#security.quoteCurrency.exactConversionRate);
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

  get unrealizedProfit(): number {
    return this.exactUnrealizedProfit.toNumber();
  }

  /** Unrealised profit over the absolute cost of the position. */
  get unrealizedProfitPercent(): number {
    const cost = this.exactHoldingsCost.abs();
    return cost.isZero() ? 0 : this.exactUnrealizedProfit.dividedBy(cost).toNumber();
  }

  setHoldings(averagePrice: Decimal, quantity: Decimal): void {
    this.#averagePrice = averagePrice;
    this.#quantity = quantity;
    this.quantityNumber = quantity.toNumber();
  }

  addFee(fee: Decimal): void {
    this.#totalFees = this.#totalFees.plus(fee);
  }

  addProfit(profit: Decimal): void {
    this.#profit = this.#profit.plus(profit);
    this.#lastTradeProfit = profit;
  }

  addSale(value: Decimal): void {
    this.#totalSaleVolume = this.#totalSaleVolume.plus(value);
  }

  addDividend(amount: Decimal): void {
    this.#totalDividends = this.#totalDividends.plus(amount);
  }
}
