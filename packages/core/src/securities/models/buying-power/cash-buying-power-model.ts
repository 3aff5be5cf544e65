import type { Cash } from '../../../currencies/cash.ts';
import { LockstepError } from '../../../errors/lockstep-error.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import { OrderDirection } from '../../../orders/order-direction.ts';
import { OrderType } from '../../../orders/order-type.ts';
import type { Security } from '../../security.ts';
import type {
  AccountView,
  BuyingPowerModel,
  BuyingPowerResult,
  MaximumQuantityResult,
  SizingSettings,
} from '../models.ts';
import { insufficient, noQuantity, quantityResult, SUFFICIENT } from './quantity-result.ts';

const NO_MINIMUM: SizingSettings = {
  freePortfolioValuePercentage: Decimal.ZERO,
  freePortfolioValue: null,
  minimumOrderMarginPortfolioPercentage: Decimal.ZERO,
};

/**
 * Cash account for currency pairs and crypto: purchases are limited by the quote currency in hand, sales by the base
 * currency, both less what other resting limit and stop orders have reserved. No leverage, no short positions.
 */
export class CashBuyingPowerModel implements BuyingPowerModel {
  getLeverage(): Decimal {
    return Decimal.ONE;
  }

  /** @throws LockstepError `MARGIN_INVALID` for anything but 1 */
  setLeverage(_security: Security, leverage: Decimal): void {
    if (leverage.equals(Decimal.ONE)) return;
    throw new LockstepError(
      'MARGIN_INVALID',
      `Received a leverage of ${leverage}, but a cash account has none. Use 1.`,
    );
  }

  getInitialMarginRequirement(security: Security, quantity: Decimal): Decimal {
    return security.quoteCurrency.exactConversionRate
      .times(security.symbolProperties.contractMultiplier)
      .times(security.exactPrice)
      .times(quantity);
  }

  getMaintenanceMargin(): Decimal {
    return Decimal.ZERO;
  }

  getReservedBuyingPowerForPosition(): Decimal {
    return Decimal.ZERO;
  }

  estimateReservedBuyingPowerForPosition(): number {
    return 0;
  }

  hasSufficientBuyingPowerForOrder(account: AccountView, security: Security, order: Order): BuyingPowerResult {
    const base = security.baseCurrency;
    if (base === null) {
      return insufficient(
        `A cash account cannot hold ${security.symbol.value}: only forex and crypto have two currencies`,
      );
    }
    const size = order.quantity.abs();
    if (order.quantity.sign() <= 0) {
      const free = base.exactAmount.minus(reservedByOtherOrders(account, security, order, base.symbol));
      if (size.lte(free)) return SUFFICIENT;
      return insufficient(
        `Order ${order.id} sells ${size.normalize()} ${base.symbol}, but only ${free.normalize()} are in hand and not reserved by other orders; a cash account cannot sell short`,
      );
    }
    const quote = security.quoteCurrency;
    const cost = size.times(orderPrice(security, order));
    const cash = quote.exactAmount.minus(reservedByOtherOrders(account, security, order, quote.symbol));
    const available =
      order.type === OrderType.Market
        ? this.#largestMarketPurchase(account, security, order, base, cash)
        : cash.minus(order.type === OrderType.Limit ? feeInQuoteCurrency(account, security, order) : Decimal.ZERO);
    if (cost.lte(available)) return SUFFICIENT;
    return insufficient(
      `Order ${order.id} costs ${cost.normalize()} ${quote.symbol}, but only ${available.normalize()} can be spent`,
    );
  }

  /** Units of the base currency: those in hand to sell, or what the cash buys at the ask; zero for what is no pair. */
  getBuyingPower(_account: AccountView, security: Security, direction: OrderDirection): Decimal {
    const { baseCurrency: base, quoteCurrency, exactAskPrice, symbolProperties } = security;
    if (base === null) return Decimal.ZERO;
    const unitPrice = exactAskPrice.times(symbolProperties.contractMultiplier);
    if (unitPrice.isZero() || direction === OrderDirection.Hold) return Decimal.ZERO;
    return direction === OrderDirection.Sell ? base.exactAmount : quoteCurrency.exactAmount.dividedBy(unitPrice);
  }

  /** Value in quote currency of the largest market order that free cash buys. */
  #largestMarketPurchase(account: AccountView, security: Security, order: Order, base: Cash, cash: Decimal): Decimal {
    const quote = security.quoteCurrency.symbol;
    const held = account.cashBook.convert(base.exactAmount, base.symbol, quote);
    const target = account.cashBook.convertToAccountCurrency(cash.plus(held), quote);
    const value = account.exactTotalPortfolioValue;
    const fraction = value.isZero() ? Decimal.ZERO : target.dividedBy(value);
    const largest = this.getMaximumOrderQuantityForTargetBuyingPower(account, security, fraction, NO_MINIMUM);
    return largest.quantity.times(orderPrice(security, order)).abs();
  }

  /** @throws LockstepError `SIZING_NOT_CONVERGED` when fees leave no stable quantity */
  getMaximumOrderQuantityForTargetBuyingPower(
    account: AccountView,
    security: Security,
    target: Decimal,
    _sizing: SizingSettings,
  ): MaximumQuantityResult {
    const ticker = security.symbol.value;
    const targetValue = target.times(account.exactTotalPortfolioValue);
    if (targetValue.sign() < 0) return noQuantity(`A cash account cannot sell ${ticker} short`, true);
    const base = security.baseCurrency;
    if (base === null) return noQuantity(`A cash account sizes only forex and crypto, not ${ticker}`, true);
    if (targetValue.isZero()) return quantityResult(base.exactAmount.negated());
    const held = account.cashBook.convertToAccountCurrency(base.exactAmount, base.symbol);
    const buying = targetValue.gt(held);
    const properties = security.symbolProperties;
    const unitPrice = (buying ? security.exactAskPrice : security.exactBidPrice).times(
      security.quoteCurrency.exactConversionRate.times(properties.contractMultiplier),
    );
    if (unitPrice.isZero()) {
      return noQuantity(`${ticker} has no price in account currency yet; wait for its data and its currency's`, true);
    }
    return quantityWithinValue(security, targetValue.minus(held).abs(), unitPrice, buying);
  }

  /** Positions of a cash account use no margin, so there is nothing to change. */
  getMaximumOrderQuantityForDeltaBuyingPower(): MaximumQuantityResult {
    return noQuantity('A cash account has no margin that an order could change', true);
  }
}

/** Largest quantity in whole lots whose value and fee stay within an amount of account currency. */
function quantityWithinValue(
  security: Security,
  limit: Decimal,
  unitPrice: Decimal,
  buying: boolean,
): MaximumQuantityResult {
  const lot = security.symbolProperties.lotSize;
  let quantity = wholeLots(limit.dividedBy(unitPrice), lot);
  if (quantity.isZero()) return noQuantity(`${limit} in account currency is less than one lot of ${lot}`, false);
  let cost = Decimal.ZERO;
  let last = Decimal.ZERO;
  do {
    if (cost.gt(limit)) {
      const excess = cost.minus(limit).dividedBy(cost.dividedBy(quantity));
      quantity = quantity.minus(excess.lt(lot) ? lot : excess);
    }
    quantity = wholeLots(quantity, lot);
    if (quantity.sign() <= 0) {
      return noQuantity(`${limit} in account currency does not pay one lot of ${lot} and its fee`, true);
    }
    if (quantity.equals(last)) {
      throw new LockstepError(
        'SIZING_NOT_CONVERGED',
        `No order of ${security.symbol.value} fits ${limit}: ${quantity} units cost ${cost} with their fee. Lower the target or the fee.`,
      );
    }
    last = quantity;
    cost = quantity.times(unitPrice).plus(security.estimateMarketOrderFee(quantity));
  } while (cost.gt(limit));
  return quantityResult(buying ? quantity : quantity.negated());
}

function wholeLots(quantity: Decimal, lot: Decimal): Decimal {
  return quantity.minus(quantity.remainder(lot));
}

function feeInQuoteCurrency(account: AccountView, security: Security, order: Order): Decimal {
  const fee = security.feeModel.getOrderFee(security, order);
  return account.cashBook.convert(fee.amount, fee.currency, security.quoteCurrency.symbol);
}

/** Price at which an order reserves cash; market-on-open and market-on-close orders reserve none. */
function orderPrice(security: Security, order: Order): Decimal {
  switch (order.type) {
    case OrderType.Market:
      return security.exactPrice;
    case OrderType.Limit:
    case OrderType.StopLimit:
    case OrderType.LimitIfTouched:
      return order.limitPrice;
    case OrderType.StopMarket:
    case OrderType.TrailingStop:
      return order.stopPrice;
    default:
      return Decimal.ZERO;
  }
}

/** Units of a currency that other resting limit and stop orders will spend; of a bracket only one child does. */
function reservedByOtherOrders(account: AccountView, security: Security, order: Order, currency: string): Decimal {
  let reserved = Decimal.ZERO;
  for (const open of account.openOrders()) {
    const isSibling = order.bracketId !== 0 && open.bracketId === order.bracketId;
    if (open.id === order.id || isSibling || (open.type !== OrderType.Limit && open.type !== OrderType.StopMarket))
      continue;
    const other = account.securities.find(open.symbol);
    if (other === undefined || other.baseCurrency === null) continue;
    const buys = open.quantity.sign() > 0;
    const isBase = other.baseCurrency.symbol === currency;
    const isQuote = other.quoteCurrency.symbol === currency;
    if (buys ? isBase || !isQuote : !isBase) continue;
    const size = open.quantity.abs();
    reserved = reserved.plus(isQuote ? size.times(orderPrice(security, open)) : size);
  }
  return reserved;
}
