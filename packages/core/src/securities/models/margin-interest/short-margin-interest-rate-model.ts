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
  /** The security that was seen first: the strategy's own, where a paper venue has the same on another account. */
  #first: Security | null = null;
  readonly #states = new WeakMap<Security, InterestState>();

  /** All that was paid so far, in the quote currency; negative when charged. */
  get amount(): Decimal {
    return this.#first === null ? Decimal.ZERO : this.#stateOf(this.#first).amount;
  }

  #stateOf(security: Security): InterestState {
    let state = this.#states.get(security);
    if (state === undefined) {
      state = { amount: Decimal.ZERO, isShort: false, lastDay: null };
      this.#states.set(security, state);
    }
    return state;
  }

  applyMarginInterestRate(_account: AccountView, security: Security, utcMs: number): void {
    this.#first ??= security;
    const state = this.#stateOf(security);
    const { holdings, shortableProvider } = security;
    const day = dayOf(utcMs);
    if (holdings.exactQuantity.isZero()) {
      state.lastDay = null;
    } else if (state.lastDay === null || state.isShort !== holdings.isShort) {
      state.isShort = holdings.isShort;
      state.lastDay = day;
    } else if (day !== state.lastDay) {
      const localMs = security.localTimeMs;
      const rate = state.isShort
        ? shortableProvider.feeRate(security, localMs)
        : shortableProvider.rebateRate(security, localMs);
      if (rate.isZero()) {
        state.lastDay = null;
        return;
      }
      const daily = rate.times(holdings.exactHoldingsValue).dividedBy(DAYS_A_YEAR);
      const paid = daily.times(Decimal.fromInteger(day - state.lastDay));
      state.amount = state.amount.plus(paid);
      security.quoteCurrency.addAmount(paid);
      state.lastDay = day;
    }
  }
}

interface InterestState {
  amount: Decimal;
  isShort: boolean;
  lastDay: number | null;
}
