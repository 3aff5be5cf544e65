import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';

/** Crypto futures quoted in these are margined in the quote currency; all others are margined in the coin. */
const LINEAR_QUOTES = ['USDT', 'BUSD', 'USDC'] as const;

/** A crypto future whose margin is held in its base currency. */
export function isCoinMargined({ securityType, value }: SecuritySymbol): boolean {
  return securityType === SecurityType.CryptoFuture && !LINEAR_QUOTES.some((quote) => value.endsWith(quote));
}

/**
 * An inverse contract: worth quantity × multiplier ÷ price of the base currency, instead of price × quantity × multiplier
 * of the quote currency. Those margined in the coin are, but for dYdX's.
 */
export function isInverseContract(symbol: SecuritySymbol): boolean {
  return symbol.market !== Market.DYDX && isCoinMargined(symbol);
}
