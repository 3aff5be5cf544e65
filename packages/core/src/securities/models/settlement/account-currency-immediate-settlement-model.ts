import type { Decimal } from '../../../numeric/decimal.ts';
import type { Security } from '../../security.ts';
import type { AccountView } from '../models.ts';
import { ImmediateSettlementModel } from './immediate-settlement-model.ts';

/** Cash of a fill is converted to account currency at once. */
export class AccountCurrencyImmediateSettlementModel extends ImmediateSettlementModel {
  override applyFunds(
    account: AccountView,
    _security: Security,
    _utcMs: number,
    amount: Decimal,
    currency: string,
  ): void {
    const { cashBook } = account;
    cashBook.account.addAmount(cashBook.convertToAccountCurrency(amount, currency));
  }
}
