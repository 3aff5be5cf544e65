import { securityTypeName } from '../../../market/security-type.ts';
import type { Decimal } from '../../../numeric/decimal.ts';
import type { Security } from '../../security.ts';
import type { ShortableProvider } from '../models.ts';
import { TableShortableProvider } from './table-shortable-provider.ts';

const EMPTY = new TableShortableProvider(new Map());

/**
 * Shortable quantities of a broker in LEAN's data folder: `{type}/{market}/shortable/{broker}/symbols/{ticker}.csv`. A
 * missing file or day is unlimited, at no cost.
 */
export class LocalDiskShortableProvider implements ShortableProvider {
  /** Lower case, as the folder is named. */
  readonly brokerage: string;
  readonly #byTicker = new Map<string, TableShortableProvider>();

  constructor(brokerage: string) {
    this.brokerage = brokerage.toLowerCase();
  }

  /** @throws LockstepError `SHORTABLE_INVALID` for a malformed file */
  shortableQuantity(security: Security, localMs: number): Decimal | null {
    return this.#table(security).shortableQuantity(security, localMs);
  }

  feeRate(security: Security, localMs: number): Decimal {
    return this.#table(security).feeRate(security, localMs);
  }

  rebateRate(security: Security, localMs: number): Decimal {
    return this.#table(security).rebateRate(security, localMs);
  }

  #table(security: Security): TableShortableProvider {
    const { value: ticker, market, securityType } = security.symbol;
    let table = this.#byTicker.get(ticker);
    if (table === undefined) {
      const folder = `${securityTypeName(securityType)}/${market}/shortable/${this.brokerage}`.toLowerCase();
      const text = security.dataFile(`${folder}/symbols/${ticker.toLowerCase()}.csv`);
      table = text === null ? EMPTY : TableShortableProvider.fromCsv(text);
      this.#byTicker.set(ticker, table);
    }
    return table;
  }
}
