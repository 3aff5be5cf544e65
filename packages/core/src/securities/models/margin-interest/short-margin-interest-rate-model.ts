import { Decimal } from '../../../numeric/decimal.ts';
import { dayOf } from '../../../time/calendar.ts';
import type { Security } from '../../security.ts';
import type { AccountView, MarginInterestRateModel } from '../models.ts';

const DAYS_A_YEAR = Decimal.fromInteger(360);

/**
 * Charges short positions the fee and pays long ones the rebate of the security's shortable provider, once a UTC day:
 * rate × value of the position ÷ 360 for each day since the last time.
 */
export class ShortMarginInterestRateModel implements MarginInterestRateModel {
  /** All that was paid so far, in the quote currency; negative when charged. */
  amount: Decimal = Decimal.ZERO;
  #isShort = false;
  #lastDay: number | null = null;

  applyMarginInterestRate(_account: AccountView, security: Security, utcMs: number): void {
    const { holdings, shortableProvider } = security;
    const day = dayOf(utcMs);
    if (holdings.exactQuantity.isZero()) {
      this.#lastDay = null;
    } else if (this.#lastDay === null || this.#isShort !== holdings.isShort) {
      this.#isShort = holdings.isShort;
      this.#lastDay = day;
    } else if (day !== this.#lastDay) {
      const localMs = security.localTimeMs;
      const rate = this.#isShort
        ? shortableProvider.feeRate(security, localMs)
        : shortableProvider.rebateRate(security, localMs);
      if (rate.isZero()) {
        this.#lastDay = null;
        return;
      }
      const daily = rate.times(holdings.exactHoldingsValue).dividedBy(DAYS_A_YEAR);
      const paid = daily.times(Decimal.fromInteger(day - this.#lastDay));
      this.amount = this.amount.plus(paid);
      security.quoteCurrency.addAmount(paid);
      this.#lastDay = day;
    }
  }
}
