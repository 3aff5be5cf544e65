import type { Cash } from '../../../currencies/cash.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import type { Security } from '../../security.ts';
import type { AccountView } from '../models.ts';
import { CryptoFutureMarginModel } from './crypto-future-margin-model.ts';

/** Currency that accounts in Binance's Credits Trading Mode hold; it makes all their cash one collateral. */
const CREDITS = 'BNFCR';

/** Margin of Binance's USDⓈ-margined futures: accounts with credits (BNFCR) use all of their cash for every position. */
export class BinanceCryptoFutureMarginModel extends CryptoFutureMarginModel {
  protected override totalCollateral(account: AccountView, collateral: Cash): Decimal {
    const { cashBook } = account;
    if (!cashBook.has(CREDITS)) return super.totalCollateral(account, collateral);
    let total = Decimal.ZERO;
    for (const cash of cashBook) {
      if (!cash.exactAmount.isZero())
        total = total.plus(cashBook.convert(cash.exactAmount, cash.symbol, collateral.symbol));
    }
    return total;
  }

  protected override sharesCollateral(account: AccountView, collateral: Cash, other: Security): boolean {
    return account.cashBook.has(CREDITS) || super.sharesCollateral(account, collateral, other);
  }
}
