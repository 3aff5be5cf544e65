import type { Cash } from '../currencies/cash.ts';
import type { CashBook } from '../currencies/cash-book.ts';
import type { Fundamental } from '../market/fundamental.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Decimal } from '../numeric/decimal.ts';
import type { SymbolProperties } from '../symbol-properties/symbol-properties.ts';
import type { UtcClock } from '../time/utc-clock.ts';
import type { SecurityCache } from './security-cache.ts';
import type { SecurityExchange } from './security-exchange.ts';
import type { SecurityModels } from './security-models.ts';

/** What a security is made of. */
export interface SecurityOptions {
  readonly symbol: SecuritySymbol;
  readonly symbolProperties: SymbolProperties;
  /** @defaultValue the lot */
  readonly quantityStep?: Decimal | undefined;
  readonly exchange: SecurityExchange;
  readonly quoteCurrency: Cash;
  readonly baseCurrency: Cash | null;
  readonly cashBook: CashBook;
  readonly clock: UtcClock;
  readonly models: SecurityModels;
  /** Its data, where that is shared with a security on another account; a new one unless given. */
  readonly cache?: SecurityCache;
  readonly dataFile?: (path: string) => string | null;
  readonly fundamentals?: () => Fundamental;
}
