import type { Cash } from '../../../currencies/cash.ts';
import { SecurityType } from '../../../market/security-type.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import { isCoinMargined } from '../../coin-margin.ts';
import type { Security } from '../../security.ts';
import type { DecimalInput } from '../decimal-input.ts';
import type { AccountView } from '../models.ts';
import { SecurityMarginModel } from './security-margin-model.ts';

/**
 * Margin of crypto futures. A position needs its value ÷ leverage; what may be used for it is the account's cash in the
 * collateral currency alone (the quote currency, or the coin), less what other positions on the same collateral use.
 */
export class CryptoFutureMarginModel extends SecurityMarginModel {
  constructor(leverage: DecimalInput = 25) {
    super(leverage, 0);
  }

  /** Never negative; zero before the first price. */
  override getInitialMarginRequirement(security: Security, quantity: Decimal): Decimal {
    if (quantity.isZero() || !security.hasData) return Decimal.ZERO;
    const { holdings } = security;
    const value = holdings.quantityValueInValueCurrency(quantity, security.exactPrice);
    return value.abs().dividedBy(this.getLeverage(security)).times(holdings.valueCurrency.exactConversionRate);
  }

  override getMaintenanceMargin(security: Security): Decimal {
    return this.getInitialMarginRequirement(security, security.holdings.exactQuantity);
  }

  /** As LEAN adds it up: margins, which are in account currency, are taken for amounts of the collateral. */
  protected override freeMargin(account: AccountView, security: Security, opposes: boolean): Decimal {
    const collateral = collateralOf(security);
    let free = this.totalCollateral(account, collateral);
    for (const other of account.securities.held) {
      if (other.type !== SecurityType.CryptoFuture || other === security || !other.invested) continue;
      if (!this.sharesCollateral(account, collateral, other)) continue;
      free = free.minus(other.buyingPowerModel.getMaintenanceMargin(other));
    }
    if (opposes) {
      const held = security.holdings.exactQuantity.abs();
      free = free.plus(this.getMaintenanceMargin(security).plus(this.getInitialMarginRequirement(security, held)));
    }
    free = free.times(collateral.exactConversionRate);
    return free.sign() < 0 ? Decimal.ZERO : free;
  }

  /** What the account has of the collateral. */
  protected totalCollateral(_account: AccountView, collateral: Cash): Decimal {
    return collateral.exactAmount;
  }

  /** Whether another position uses the same collateral. */
  protected sharesCollateral(_account: AccountView, collateral: Cash, other: Security): boolean {
    return collateralOf(other) === collateral;
  }
}

/** The cash that margin is held in. */
function collateralOf({ symbol, quoteCurrency, baseCurrency }: Security): Cash {
  return isCoinMargined(symbol) && baseCurrency !== null ? baseCurrency : quoteCurrency;
}
