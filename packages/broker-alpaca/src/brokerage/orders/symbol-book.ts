import { Market, SecuritySymbol, SecurityType } from '@lockstep/core';
import { withoutSlash } from '../../wire/symbol-form.ts';

/** Finds the security of one of Alpaca's symbols: those of orders first, then whoever knows more. */
export class SymbolBook {
  readonly #known = new Map<string, SecuritySymbol>();
  readonly #find: ((ticker: string, securityType: SecurityType) => SecuritySymbol | null) | undefined;

  constructor(find: ((ticker: string, securityType: SecurityType) => SecuritySymbol | null) | undefined) {
    this.#find = find;
  }

  add(symbol: SecuritySymbol): void {
    this.#known.set(keyOf(symbol.value, symbol.securityType), symbol);
  }

  /** @param instrument as orders or positions have it: `BRK.B`, `BTC/USD` or `BTCUSD` */
  find(instrument: string, securityType: SecurityType): SecuritySymbol | null {
    const ticker = withoutSlash(instrument);
    const known = this.#known.get(keyOf(ticker, securityType));
    if (known !== undefined) return known;
    const found = this.#find === undefined ? unlisted(ticker, securityType) : this.#find(ticker, securityType);
    if (found !== null) this.add(found);
    return found;
  }
}

function keyOf(ticker: string, securityType: SecurityType): string {
  return `${securityType} ${ticker}`;
}

/** A security of which no more than its ticker is known. */
function unlisted(ticker: string, securityType: SecurityType): SecuritySymbol | null {
  if (securityType === SecurityType.Equity)
    return new SecuritySymbol(ticker, { ticker, securityType, market: Market.USA });
  return null;
}
