import { DataNormalizationMode } from '../../../market/data-normalization-mode.ts';
import { SecurityType } from '../../../market/security-type.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import type { SymbolProperties } from '../../../symbol-properties/symbol-properties.ts';
import type { Security } from '../../security.ts';

const SUB_DOLLAR_TICK = Decimal.parse('0.0001');

/**
 * Step to which prices of new orders are rounded, 0 for none. Equities with adjusted prices are not rounded, since
 * their prices never traded; with raw prices they step as `rawEquityPriceVariation` says. Other types have one step.
 */
export function minimumPriceVariation(security: Security, referencePrice: Decimal): Decimal {
  const properties = security.symbolProperties;
  if (security.type !== SecurityType.Equity) return properties.minimumPriceVariation;
  const isRaw = security.subscriptions[0]?.normalization === DataNormalizationMode.Raw;
  return isRaw ? rawEquityPriceVariation(properties, referencePrice) : Decimal.ZERO;
}

/** Tick of a traded equity price: 0.0001 below one dollar, else the security's. */
export function rawEquityPriceVariation(properties: SymbolProperties, referencePrice: Decimal): Decimal {
  return referencePrice.lt(Decimal.ONE) ? SUB_DOLLAR_TICK : properties.minimumPriceVariation;
}

/** A price on the grid of a variation, ties to even; unchanged for a variation of 0. The result has the grid's scale. */
export function roundToPriceVariation(price: Decimal, variation: Decimal): Decimal {
  if (variation.sign() <= 0) return price;
  if (price.scale === variation.scale && price.isMultipleOf(variation)) return price;
  return price.dividedBy(variation).round(0).times(variation);
}
