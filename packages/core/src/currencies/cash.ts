import type { Decimal } from '../numeric/decimal.ts';

/** Where the rate from a currency to the account currency comes from. */
export interface CurrencyConversion {
  /** Units of account currency per unit of this currency; zero while unknown. */
  rate(): Decimal;
  /** The same as a double. */
  rateNumber(): number;
}

/** An amount of one currency. The number beside each decimal is its nearest double, for work done per bar. */
export class Cash {
  readonly symbol: string;
  #amount: Decimal;
  #rate: Decimal;
  #conversion: CurrencyConversion | null = null;
  /** The settled cash of the same currency, of cash that is not settled: it has the rates. */
  #settled: Cash | null = null;
  #stale = false;
  #numberIsStale = false;
  #rateNumber: number;
  amountNumber: number;
  readonly #onAmount: (wasHeld: boolean, isHeld: boolean) => void;

  /** @param onAmount called when the amount has changed, with whether there was one before and is one now */
  constructor(
    symbol: string,
    amount: Decimal,
    conversionRate: Decimal,
    onAmount: (wasHeld: boolean, isHeld: boolean) => void,
  ) {
    this.symbol = symbol;
    this.#onAmount = onAmount;
    this.#amount = amount;
    this.#rate = conversionRate;
    this.#rateNumber = conversionRate.toNumber();
    this.amountNumber = amount.toNumber();
  }

  get exactAmount(): Decimal {
    return this.#amount;
  }

  get amount(): number {
    return this.amountNumber;
  }

  /** Units of account currency per unit; zero while unknown. */
  get conversionRate(): number {
    if (this.#settled !== null) return this.#settled.conversionRate;
    if (this.#numberIsStale) {
      this.#numberIsStale = false;
      if (this.#conversion !== null) this.#rateNumber = this.#conversion.rateNumber();
    }
    return this.#rateNumber;
  }

  /** Units of account currency per unit; zero while unknown. */
  get exactConversionRate(): Decimal {
    if (this.#settled !== null) return this.#settled.exactConversionRate;
    if (this.#stale) this.#refreshRate();
    return this.#rate;
  }

  set exactConversionRate(rate: Decimal) {
    this.#rate = rate;
    this.#rateNumber = rate.toNumber();
    this.#stale = false;
    this.#numberIsStale = false;
  }

  #refreshRate(): void {
    if (this.#conversion !== null) this.exactConversionRate = this.#conversion.rate();
  }

  get conversion(): CurrencyConversion | null {
    return this.#settled === null ? this.#conversion : this.#settled.conversion;
  }

  set conversion(conversion: CurrencyConversion | null) {
    this.#conversion = conversion;
  }

  /** Has its rate from settled cash from now on. */
  followRate(settled: Cash): void {
    this.#settled = settled;
  }

  /** Says that prices have moved: the rate is computed again when it is next read. */
  invalidateRate(): void {
    if (this.#conversion === null) return;
    this.#stale = true;
    this.#numberIsStale = true;
  }

  addAmount(amount: Decimal): Decimal {
    this.setAmount(this.#amount.plus(amount));
    return this.#amount;
  }

  setAmount(amount: Decimal): void {
    const wasHeld = this.amountNumber !== 0;
    this.#amount = amount;
    this.amountNumber = amount.toNumber();
    this.#onAmount(wasHeld, this.amountNumber !== 0);
  }

  get exactValueInAccountCurrency(): Decimal {
    return this.#amount.times(this.exactConversionRate);
  }
}
