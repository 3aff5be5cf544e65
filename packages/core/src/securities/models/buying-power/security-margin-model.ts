import { LockstepError } from '../../../errors/lockstep-error.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import { OrderDirection } from '../../../orders/order-direction.ts';
import type { Security } from '../../security.ts';
import { type DecimalInput, toDecimal } from '../decimal-input.ts';
import type {
  AccountView,
  BuyingPowerModel,
  BuyingPowerResult,
  MaximumQuantityResult,
  SizingSettings,
} from '../models.ts';
import { insufficient, SUFFICIENT } from './quantity-result.ts';
import { quantityForTargetMargin } from './target-margin-quantity.ts';

/** Float64 decides only when at least this fraction of the free margin would be left. */
const GUARD_BAND = 1e-6;

/**
 * Margin account: a position needs value ÷ leverage. An order must find its margin and fee in what the portfolio has
 * left; what only reduces a position always may.
 */
export class SecurityMarginModel implements BuyingPowerModel {
  #initialRequirement: Decimal;
  #maintenanceRequirement: Decimal;
  #initialNumber: number;
  #maintenanceNumber: number;
  protected readonly requiredFreeBuyingPowerPercent: Decimal;
  readonly #requiredFreeNumber: number;
  /** Margins are this class's own, so that the float64 formulas hold. */
  readonly #hasPlainMargins: boolean;

  /**
   * @param leverage at least 1
   * @param requiredFreeBuyingPowerPercent fraction of the portfolio's value that stays free, 0…1
   * @throws LockstepError `MARGIN_INVALID`
   */
  constructor(leverage: DecimalInput = 1, requiredFreeBuyingPowerPercent: DecimalInput = 0) {
    this.#initialRequirement = this.#maintenanceRequirement = marginOf(toDecimal(leverage));
    this.#initialNumber = this.#maintenanceNumber = this.#initialRequirement.toNumber();
    this.requiredFreeBuyingPowerPercent = fraction(requiredFreeBuyingPowerPercent, 'required free buying power');
    this.#requiredFreeNumber = this.requiredFreeBuyingPowerPercent.toNumber();
    this.#hasPlainMargins = this.#overridesNothing();
  }

  /** A model with separate margins, as fractions of the position's value. @throws LockstepError `MARGIN_INVALID` */
  static ofRequirements(
    initialMarginRequirement: DecimalInput,
    maintenanceMarginRequirement: DecimalInput,
    requiredFreeBuyingPowerPercent: DecimalInput = 0,
  ): SecurityMarginModel {
    const model = new SecurityMarginModel(1, requiredFreeBuyingPowerPercent);
    model.#setRequirements(
      fraction(initialMarginRequirement, 'initial margin requirement'),
      fraction(maintenanceMarginRequirement, 'maintenance margin requirement'),
    );
    return model;
  }

  getLeverage(_security: Security): Decimal {
    return Decimal.ONE.dividedBy(this.#initialRequirement);
  }

  /** @throws LockstepError `MARGIN_INVALID` below 1 */
  setLeverage(_security: Security, leverage: Decimal): void {
    const margin = marginOf(leverage);
    this.#setRequirements(margin, margin);
  }

  getInitialMarginRequirement(security: Security, quantity: Decimal): Decimal {
    return security.quoteCurrency.exactConversionRate
      .times(security.symbolProperties.contractMultiplier)
      .times(security.exactPrice)
      .times(quantity)
      .times(this.#initialRequirement);
  }

  getMaintenanceMargin(security: Security): Decimal {
    return security.holdings.exactHoldingsValue.abs().times(this.#maintenanceRequirement);
  }

  getReservedBuyingPowerForPosition(security: Security): Decimal {
    return this.getMaintenanceMargin(security);
  }

  estimateReservedBuyingPowerForPosition(security: Security): number {
    if (!this.#isPlain(security)) return this.getReservedBuyingPowerForPosition(security).toNumber();
    return Math.abs(security.holdings.quantityNumber) * unitValue(security) * this.#maintenanceNumber;
  }

  hasSufficientBuyingPowerForOrder(account: AccountView, security: Security, order: Order): BuyingPowerResult {
    const quantity = order.quantity;
    if (quantity.isZero()) return SUFFICIENT;
    const held = security.holdings.exactQuantity;
    const opposes = held.sign() * quantity.sign() < 0;
    if (opposes && isAtLeastAsLarge(held, quantity)) return SUFFICIENT;
    if (this.#isClearlySufficient(account, security, order, opposes)) return SUFFICIENT;
    const free = this.freeMargin(account, security, opposes);
    const size = quantity.abs();
    const unfilled = size.minus(order.quantityFilled.abs()).dividedBy(size);
    const needed = unfilled.times(this.getInitialMarginRequiredForOrder(account, security, order));
    if (needed.abs().lte(free)) return SUFFICIENT;
    return insufficient(`A margin of ${needed.normalize()} is needed, but only ${free.normalize()} is free`);
  }

  getBuyingPower(account: AccountView, security: Security, direction: OrderDirection): Decimal {
    const { isLong, isShort } = security.holdings;
    const opposes = (isLong && direction === OrderDirection.Sell) || (isShort && direction === OrderDirection.Buy);
    return this.freeMargin(account, security, opposes);
  }

  /** Margin of an order with its fee, negative for sales. */
  getInitialMarginRequiredForOrder(account: AccountView, security: Security, order: Order): Decimal {
    const fee = security.feeModel.getOrderFee(security, order);
    const feeInAccountCurrency = account.cashBook.convertToAccountCurrency(fee.amount, fee.currency);
    const margin = this.getInitialMarginRequirement(security, order.quantity);
    return margin.plus(Decimal.fromInteger(margin.sign()).times(feeInAccountCurrency));
  }

  getMaximumOrderQuantityForTargetBuyingPower(
    account: AccountView,
    security: Security,
    target: Decimal,
    sizing: SizingSettings,
  ): MaximumQuantityResult {
    const requiredFree = this.requiredFreeBuyingPowerPercent;
    return quantityForTargetMargin(account, { model: this, security, fraction: target, requiredFree }, sizing);
  }

  getMaximumOrderQuantityForDeltaBuyingPower(
    account: AccountView,
    security: Security,
    delta: Decimal,
    sizing: SizingSettings,
  ): MaximumQuantityResult {
    const used = this.getReservedBuyingPowerForPosition(security);
    const targetPower = (security.holdings.isLong ? used : used.negated()).plus(delta);
    const value = account.exactTotalPortfolioValue;
    const target = value.isZero() ? Decimal.ZERO : targetPower.dividedBy(value);
    return this.getMaximumOrderQuantityForTargetBuyingPower(account, security, target, sizing);
  }

  /** What an order may use: the remaining margin and, against a position, the margins of closing it and opening its opposite. */
  protected freeMargin(account: AccountView, security: Security, opposes: boolean): Decimal {
    let free = account.exactMarginRemaining;
    if (opposes) {
      const held = security.holdings.exactQuantity.abs();
      free = free.plus(this.getMaintenanceMargin(security).plus(this.getInitialMarginRequirement(security, held)));
    }
    free = free.minus(account.exactTotalPortfolioValue.times(this.requiredFreeBuyingPowerPercent));
    return free.sign() < 0 ? Decimal.ZERO : free;
  }

  /** The same question in float64; true only where rounding cannot matter. */
  #isClearlySufficient(account: AccountView, security: Security, order: Order, opposes: boolean): boolean {
    if (!this.#isPlain(security) || !order.quantityFilled.isZero()) return false;
    const fee = security.feeModel.estimateOrderFee?.(security, order, account.cashBook) ?? Number.NaN;
    const unit = unitValue(security);
    let free = account.estimateMarginRemaining();
    if (this.#requiredFreeNumber !== 0) free -= account.estimateTotalPortfolioValue() * this.#requiredFreeNumber;
    if (opposes) {
      const held = Math.abs(security.holdings.quantityNumber) * unit;
      free += held * (this.#maintenanceNumber + this.#initialNumber);
    }
    const needed = Math.abs(order.quantity.toNumber()) * unit * this.#initialNumber + fee;
    return needed < free * (1 - GUARD_BAND);
  }

  #overridesNothing(): boolean {
    const own = SecurityMarginModel.prototype;
    return (
      this.getInitialMarginRequirement === own.getInitialMarginRequirement &&
      this.getMaintenanceMargin === own.getMaintenanceMargin &&
      this.getReservedBuyingPowerForPosition === own.getReservedBuyingPowerForPosition &&
      this.getInitialMarginRequiredForOrder === own.getInitialMarginRequiredForOrder &&
      this.freeMargin === own.freeMargin
    );
  }

  #isPlain({ holdings }: Security): boolean {
    return this.#hasPlainMargins && !holdings.isInverse;
  }

  #setRequirements(initial: Decimal, maintenance: Decimal): void {
    this.#initialRequirement = initial;
    this.#maintenanceRequirement = maintenance;
    this.#initialNumber = initial.toNumber();
    this.#maintenanceNumber = maintenance.toNumber();
  }
}

function unitValue(security: Security): number {
  return security.price * security.contractMultiplierNumber * security.quoteCurrency.conversionRate;
}

function isAtLeastAsLarge(a: Decimal, b: Decimal): boolean {
  if (a.scale === b.scale && a.wide === null && b.wide === null) return Math.abs(a.mantissa) >= Math.abs(b.mantissa);
  return a.abs().gte(b.abs());
}

function marginOf(leverage: Decimal): Decimal {
  if (leverage.lt(Decimal.ONE)) {
    throw new LockstepError('MARGIN_INVALID', `Received a leverage of ${leverage}, expected at least 1.`);
  }
  return Decimal.ONE.dividedBy(leverage);
}

function fraction(input: DecimalInput, name: string): Decimal {
  const value = toDecimal(input);
  if (value.sign() < 0 || value.gt(Decimal.ONE)) {
    throw new LockstepError('MARGIN_INVALID', `Received a ${name} of ${value}, expected a fraction from 0 to 1.`);
  }
  return value;
}
