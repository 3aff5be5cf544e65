import { Decimal } from '../numeric/decimal.ts';

/** How a security is quoted and traded. */
export interface SymbolProperties {
  readonly description: string;
  /** Upper case, for example `USD`. */
  readonly quoteCurrency: string;
  /** Units of the underlying in one contract. */
  readonly contractMultiplier: Decimal;
  /** Tick size: smallest step of the price. */
  readonly minimumPriceVariation: Decimal;
  /** Order quantities are multiples of it. */
  readonly lotSize: Decimal;
  /** The broker's or exchange's own name, empty when it is the ticker. */
  readonly marketTicker: string;
  /** Smallest order in units of the security, or in quote currency where the exchange counts so; null without a limit. */
  readonly minimumOrderSize: Decimal | null;
  /** Price in the feed divided by price in quote currency. */
  readonly priceMagnifier: Decimal;
  /** Option strike in contract specification divided by strike in the feed. */
  readonly strikeMultiplier: Decimal;
}

/** Properties of a security that no database knows: multiplier 1, tick 0.01, lot 1. */
export function defaultSymbolProperties(quoteCurrency: string): SymbolProperties {
  return {
    description: '',
    quoteCurrency: quoteCurrency.toUpperCase(),
    contractMultiplier: Decimal.parse('1'),
    minimumPriceVariation: Decimal.parse('0.01'),
    lotSize: Decimal.parse('1'),
    marketTicker: '',
    minimumOrderSize: null,
    priceMagnifier: Decimal.parse('1'),
    strikeMultiplier: Decimal.parse('1'),
  };
}
