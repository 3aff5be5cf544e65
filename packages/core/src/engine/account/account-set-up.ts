import type { CashBook } from '../../currencies/cash-book.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import { Decimal } from '../../numeric/decimal.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { requireCurrencyCash, requireNumber } from '../call-arguments.ts';

/** What an account holds unless the strategy or the host says otherwise. */
export const DEFAULT_CASH = 100_000;

/** Currency and cash of the account, as `initialize` sets them. */
export class AccountSetUp {
  readonly #run: AlgorithmRun;
  /** The host has set the cash: the strategy's amount does not count. */
  readonly #isCashFixed: boolean;
  #hasCurrency = false;

  constructor(run: AlgorithmRun, isCashFixed: boolean) {
    this.#run = run;
    this.#isCashFixed = isCashFixed;
  }

  /** @throws LockstepError `ARGUMENT_INVALID` */
  setCash(amount: number): void {
    requireNumber('setCash', amount, amount >= 0, 'an amount of zero or more, as in setCash(100_000)');
    if (!this.#isCashFixed) this.#cashBook.account.setAmount(Decimal.fromNumber(amount));
  }

  /** @throws LockstepError `ARGUMENT_INVALID` */
  setCurrencyCash(currency: string, amount: number, conversionRate: number): void {
    requireCurrencyCash(currency, amount, conversionRate);
    this.#cashBook.set(currency, Decimal.fromNumber(amount), Decimal.fromNumber(conversionRate));
  }

  /** @throws LockstepError `ACCOUNT_CURRENCY_LATE` */
  setCurrency(currency: string, cash: number | undefined): void {
    const run = this.#run;
    if (this.#hasCurrency) {
      const { accountCurrency } = this.#cashBook;
      run.log('error', `setAccountCurrency('${currency}') is ignored: the account is in ${accountCurrency}.`);
      return;
    }
    if (run.securities.size > 0) {
      throw new LockstepError(
        'ACCOUNT_CURRENCY_LATE',
        `setAccountCurrency('${currency}') came after securities were added; call it first in initialize.`,
      );
    }
    this.#hasCurrency = true;
    this.#cashBook.setAccountCurrency(currency);
    run.portfolio.unsettledCashBook.setAccountCurrency(currency);
    if (cash !== undefined) this.setCash(cash);
  }

  get #cashBook(): CashBook {
    return this.#run.cashBook;
  }
}
