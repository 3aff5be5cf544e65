import type { Cash, CurrencyConversion } from '../currencies/cash.ts';
import type { CashBook } from '../currencies/cash-book.ts';
import { BarField } from '../market/bar-field.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Securities } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';

/** The rate of a currency from the last price of a pair that joins it with the account currency. */
class PairConversion implements CurrencyConversion {
  readonly #pair: Security;
  readonly #inverse: boolean;

  constructor(pair: Security, inverse: boolean) {
    this.#pair = pair;
    this.#inverse = inverse;
  }

  rate(): Decimal {
    const price = this.#pair.cache.exact(BarField.Close);
    if (price.isZero()) return Decimal.ZERO;
    return this.#inverse ? Decimal.ONE.dividedBy(price) : price;
  }

  rateNumber(): number {
    const price = this.#pair.cache.close;
    return price !== 0 && this.#inverse ? 1 / price : price;
  }
}

/**
 * Gives every currency that has no conversion yet the pair among the securities that converts it, and returns the pairs
 * of those whose rate is still unknown.
 */
export function connectCurrencies(cashBook: CashBook, securities: Securities): Security[] {
  const unknown: Security[] = [];
  for (const cash of cashBook) {
    if (cash.symbol === cashBook.accountCurrency || cash.conversion !== null) continue;
    const pair = connect(cash, cashBook.accountCurrency, securities);
    if (pair !== null && cash.exactConversionRate.isZero()) unknown.push(pair);
  }
  return unknown;
}

function connect(cash: Cash, account: string, securities: Securities): Security | null {
  for (const pair of securities) {
    if (pair.baseCurrency === null) continue;
    const direct = pair.baseCurrency === cash && pair.quoteCurrency.symbol === account;
    const inverse = pair.quoteCurrency === cash && pair.baseCurrency.symbol === account;
    if (direct || inverse) {
      cash.conversion = new PairConversion(pair, inverse);
      return pair;
    }
  }
  return null;
}
