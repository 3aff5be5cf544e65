import { SecurityType } from '../market/security-type.ts';
import type { DefaultBenchmark } from './brokerage-model.ts';
import { DEFAULT_MARKETS } from './default-brokerage-model.ts';

/** The default markets with an exchange's own for crypto. */
export function withCryptoMarket(market: string): ReadonlyMap<SecurityType, string> {
  return new Map(DEFAULT_MARKETS).set(SecurityType.Crypto, market);
}

/** A crypto pair as benchmark. */
export function cryptoBenchmark(ticker: string, market: string): DefaultBenchmark {
  return { kind: 'security', ticker, securityType: SecurityType.Crypto, market };
}
