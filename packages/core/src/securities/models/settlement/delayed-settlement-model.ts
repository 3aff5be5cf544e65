import type { Decimal } from '../../../numeric/decimal.ts';
import { dayOf } from '../../../time/calendar.ts';
import { MS_PER_DAY, MS_PER_HOUR } from '../../../time/resolution.ts';
import type { Security } from '../../security.ts';
import type { AccountView, SettlementModel } from '../models.ts';

interface UnsettledAmount {
  readonly settlesMs: number;
  readonly currency: string;
  readonly amount: Decimal;
}

/**
 * Proceeds may be used some trading days later, at a time of day of the exchange; until then they are unsettled cash.
 * What a fill costs is paid at once. One model serves one security.
 */
export class DelayedSettlementModel implements SettlementModel {
  readonly #days: number;
  readonly #timeOfDayMs: number;
  readonly #waiting: UnsettledAmount[] = [];

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
    this.#waiting.push({ settlesMs, currency, amount });
  }

  scan(account: AccountView, _security: Security, utcMs: number): void {
    for (let next = this.#waiting[0]; next !== undefined && utcMs >= next.settlesMs; next = this.#waiting[0]) {
      this.#waiting.shift();
      account.unsettledCashBook.get(next.currency).addAmount(next.amount.negated());
      account.cashBook.get(next.currency).addAmount(next.amount);
    }
  }
}
