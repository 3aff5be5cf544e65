import { LockstepError } from '../errors/lockstep-error.ts';
import { Decimal } from '../numeric/decimal.ts';
import { Cash } from './cash.ts';

/** Cash by currency. The account currency comes first and converts at 1. */
export class CashBook implements Iterable<Cash> {
  #accountCurrency: string;
  readonly #entries = new Map<string, Cash>();
  /** The entries as a list, for loops made on every slice. */
  #list: readonly Cash[] = [];
  #held: readonly Cash[] = [];
  readonly #changed = (wasHeld: boolean, isHeld: boolean): void => {
    if (wasHeld !== isHeld) this.#findHeld();
    this.onChanged();
  };

  /** Called when an amount has changed. */
  onChanged: () => void = () => {};

  /** Called with a currency that is new. */
  onAdded: (cash: Cash) => void = () => {};

  constructor(accountCurrency: string) {
    this.#accountCurrency = accountCurrency;
    this.#entries.set(accountCurrency, new Cash(accountCurrency, Decimal.ZERO, Decimal.ONE, this.#changed));
    this.#relist();
  }

  /** Every currency, the account's first. */
  get values(): readonly Cash[] {
    return this.#list;
  }

  /** Every currency of which there is an amount. */
  get held(): readonly Cash[] {
    return this.#held;
  }

  #relist(): void {
    this.#list = [...this.#entries.values()];
    this.#findHeld();
  }

  #findHeld(): void {
    this.#held = this.#list.filter(({ amountNumber }) => amountNumber !== 0);
  }

  get accountCurrency(): string {
    return this.#accountCurrency;
  }

  /** Replaces the account currency. Only before any other currency is there. */
  setAccountCurrency(currency: string): void {
    if (currency === this.#accountCurrency) return;
    const amount = this.account.exactAmount;
    this.#entries.delete(this.#accountCurrency);
    const others = [...this.#entries];
    this.#entries.clear();
    this.#accountCurrency = currency;
    this.#entries.set(currency, new Cash(currency, amount, Decimal.ONE, this.#changed));
    for (const [symbol, cash] of others) if (symbol !== currency) this.#entries.set(symbol, cash);
    this.#relist();
  }

  get account(): Cash {
    return this.get(this.#accountCurrency);
  }

  get size(): number {
    return this.#entries.size;
  }

  has(currency: string): boolean {
    return this.#entries.has(currency);
  }

  /** The cash of a currency. @throws LockstepError `CURRENCY_UNKNOWN` */
  get(currency: string): Cash {
    const cash = this.#entries.get(currency);
    if (cash === undefined) {
      throw new LockstepError(
        'CURRENCY_UNKNOWN',
        `The cash book has no ${currency}; it holds ${[...this.#entries.keys()].join(', ')}. Add it with setCash('${currency}', amount).`,
      );
    }
    return cash;
  }

  /** The cash of a currency, added with nothing in it when it is new. */
  ensure(currency: string): Cash {
    let cash = this.#entries.get(currency);
    if (cash === undefined) {
      cash = new Cash(currency, Decimal.ZERO, Decimal.ZERO, this.#changed);
      this.#entries.set(currency, cash);
      this.#relist();
      this.onAdded(cash);
    }
    return cash;
  }

  /** Adds or replaces an amount and, unless the currency is the account's, its rate. */
  set(currency: string, amount: Decimal, conversionRate: Decimal): Cash {
    const cash = this.ensure(currency);
    cash.setAmount(amount);
    if (currency !== this.#accountCurrency) cash.exactConversionRate = conversionRate;
    return cash;
  }

  /**
   * Adds a currency, or replaces its amount and rate; a rate of zero is found from the prices of pairs. A strategy calls
   * `setCash` instead.
   */
  add(currency: string, amount: number, conversionRate = 0): Cash {
    return this.set(currency, Decimal.fromNumber(amount), Decimal.fromNumber(conversionRate));
  }

  /** Converts between two currencies. @throws LockstepError `CONVERSION_RATE_ZERO` while a rate is unknown. */
  convert(amount: Decimal, from: string, to: string): Decimal {
    if (from === to || amount.isZero()) return amount;
    const source = this.get(from);
    const target = this.get(to);
    this.#requireRate(source);
    this.#requireRate(target);
    return amount.times(source.exactConversionRate.dividedBy(target.exactConversionRate));
  }

  #requireRate(cash: Cash): void {
    if (!cash.exactConversionRate.isZero()) return;
    throw new LockstepError(
      'CONVERSION_RATE_ZERO',
      `There is no rate yet from ${cash.symbol} to ${this.#accountCurrency}. Subscribe a pair that joins them, or give the rate with setCash('${cash.symbol}', amount, rate).`,
    );
  }

  /** What an amount is worth at the present rate: nothing while there is none. A new currency is added with its first amount. */
  valueInAccountCurrency(amount: Decimal, currency: string): Decimal {
    if (currency === this.#accountCurrency) return amount;
    return amount.isZero() ? Decimal.ZERO : amount.times(this.ensure(currency).exactConversionRate);
  }

  convertToAccountCurrency(amount: Decimal, from: string): Decimal {
    return this.convert(amount, from, this.#accountCurrency);
  }

  /** Value of everything in account currency. */
  total(): Decimal {
    let total = Decimal.ZERO;
    for (const cash of this.#list) total = total.plus(cash.exactValueInAccountCurrency);
    return total;
  }

  [Symbol.iterator](): Iterator<Cash> {
    return this.#list[Symbol.iterator]();
  }
}
