import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';

/** An exchange to which an order may be directed, where a market has several. */
export interface Exchange {
  readonly code: string;
  readonly name: string;
  readonly market: Market;
  readonly securityTypes: readonly SecurityType[];
}

/** The exchanges of India. */
export const Exchange = {
  /** Bombay Stock Exchange. */
  BSE: { code: 'BSE', name: 'BSE', market: Market.India, securityTypes: [SecurityType.Equity] },
  /** National Stock Exchange of India. */
  NSE: { code: 'NSE', name: 'NSE', market: Market.India, securityTypes: [SecurityType.Equity] },
} as const satisfies Readonly<Record<string, Exchange>>;
