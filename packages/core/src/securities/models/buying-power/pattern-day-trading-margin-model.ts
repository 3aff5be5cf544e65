import { Decimal } from '../../../numeric/decimal.ts';
import type { Security } from '../../security.ts';
import { type DecimalInput, toDecimal } from '../decimal-input.ts';
import { SecurityMarginModel } from './security-margin-model.ts';

/**
 * US pattern day trading: one leverage in regular hours, a lower one from 10 minutes before the close until the open.
 * The leverage cannot be set afterwards.
 */
export class PatternDayTradingMarginModel extends SecurityMarginModel {
  readonly #closedFactor: Decimal;

  constructor(closedMarketLeverage: DecimalInput = '2.0', openMarketLeverage: DecimalInput = '4.0') {
    super(openMarketLeverage);
    this.#closedFactor = toDecimal(openMarketLeverage).dividedBy(toDecimal(closedMarketLeverage));
  }

  override getLeverage(security: Security): Decimal {
    return super.getLeverage(security).times(Decimal.ONE.dividedBy(this.#factor(security)));
  }

  override setLeverage(): void {}

  override getInitialMarginRequirement(security: Security, quantity: Decimal): Decimal {
    return super.getInitialMarginRequirement(security, quantity).times(this.#factor(security));
  }

  override getMaintenanceMargin(security: Security): Decimal {
    return super.getMaintenanceMargin(security).times(this.#factor(security));
  }

  #factor(security: Security): Decimal {
    const { exchange } = security;
    return exchange.exchangeOpen && !exchange.closingSoon ? Decimal.ONE : this.#closedFactor;
  }
}
