import type { Decimal } from '../../../numeric/decimal.ts';
import { dayOf } from '../../../time/calendar.ts';
import { MS_PER_DAY, MS_PER_HOUR } from '../../../time/resolution.ts';
import type { Security } from '../../security.ts';
import type { AccountView, SettlementModel } from '../models.ts';

/**
 * Proceeds may be used some trading days later, at a time of day of the exchange; until then they are unsettled cash.
 * What a fill costs is paid at once.
 */
export class DelayedSettlementModel implements SettlementModel {
  readonly #days: number;
  readonly #timeOfDayMs: number;

  /**
   * @param numberOfDays trading days after the fill's date
   * @param timeOfDayHours hours after local midnight
   */
  constructor(numberOfDays: number, timeOfDayHours: number) {
    this.#days = numberOfDays;
    this.#timeOfDayMs = timeOfDayHours * MS_PER_HOUR;
  }

  applyFunds(account: AccountView, security: Security, utcMs: number, amount: Decimal, currency: string): void {
    if (amount.sign() <= 0) {
      account.cashBook.get(currency).addAmount(amount);
      return;
    }
    account.unsettledCashBook.ensure(currency).addAmount(amount);
    const { hours } = security.exchange;
    let day = dayOf(hours.timeZone.toLocal(utcMs));
    for (let i = 0; i < this.#days; i++) day = hours.nextTradingDay(day);
    const settlesMs = hours.timeZone.toUtc(day * MS_PER_DAY + this.#timeOfDayMs);
    account.unsettledFunds.add(this, { symbol: security.symbol, settlesMs, currency, amount });
  }

  scan(account: AccountView, _security: Security, utcMs: number): void {
    for (const { currency, amount } of account.unsettledFunds.takeDue(this, utcMs)) {
      account.unsettledCashBook.get(currency).addAmount(amount.negated());
      account.cashBook.get(currency).addAmount(amount);
    }
  }
}
