import type { Decimal } from '../../../numeric/decimal.ts';
import type { Security } from '../../security.ts';
import type { AccountView, SettlementModel } from '../models.ts';

/** Cash of a fill may be used at once. */
export class ImmediateSettlementModel implements SettlementModel {
  applyFunds(account: AccountView, _security: Security, _utcMs: number, amount: Decimal, currency: string): void {
    account.cashBook.get(currency).addAmount(amount);
  }

  scan(_account: AccountView, _security: Security, _utcMs: number): void {}
}
