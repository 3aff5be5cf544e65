import { LockstepError, type SecuritySymbol } from '@lockstep/core';
import type { TerminalSession } from '../bridge/terminal-session.ts';
import type { WireSymbol } from '../wire/structures.ts';
import { Instrument } from './instrument.ts';

export interface SymbolBookOptions {
  readonly session: TerminalSession;
  /** The broker's name of a ticker where it is another: `{ EURUSD: 'EURUSD.m' }`. */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** The security behind a ticker; those of orders that were handed over are known. */
  readonly symbolOf?: ((ticker: string) => SecuritySymbol | null) | undefined;
}

const SHOWN = 8;

/** Which symbol of the terminal is which security. A symbol that was asked for is in the Market Watch from then on. */
export class SymbolBook {
  readonly #options: SymbolBookOptions;
  readonly #tickers = new Map<string, string>();
  readonly #symbols = new Map<string, SecuritySymbol>();
  readonly #instruments = new Map<string, Promise<Instrument>>();

  constructor(options: SymbolBookOptions) {
    this.#options = options;
    for (const [ticker, name] of Object.entries(options.names ?? {})) this.#tickers.set(name, ticker);
  }

  /** Takes note of a security that is traded. */
  meet(symbol: SecuritySymbol): void {
    this.#symbols.set(this.nameOf(symbol), symbol);
  }

  /** The broker's name of a security. */
  nameOf({ value }: SecuritySymbol): string {
    return this.#options.names?.[value] ?? value;
  }

  /** The security behind one of the broker's names; null for one that nobody here trades. */
  find(name: string): SecuritySymbol | null {
    return this.#symbols.get(name) ?? this.#options.symbolOf?.(this.#tickers.get(name) ?? name) ?? null;
  }

  /**
   * The instrument of a security.
   *
   * @throws LockstepError `DATA_SYMBOL_MISSING` with names that are like it; BridgeFailure
   */
  instrument(symbol: SecuritySymbol): Promise<Instrument> {
    this.meet(symbol);
    const name = this.nameOf(symbol);
    const known = this.#instruments.get(name);
    if (known !== undefined) return known;
    const asked = this.#ask(symbol, name);
    this.#instruments.set(name, asked);
    asked.catch(() => this.#instruments.delete(name));
    return asked;
  }

  /** The terminal may have been started anew: symbols are asked for, and chosen, again. */
  forget(): void {
    this.#instruments.clear();
  }

  async #ask(symbol: SecuritySymbol, name: string): Promise<Instrument> {
    const wire = await this.#options.session.request<WireSymbol | null>('symbol', { name });
    if (wire !== null) return new Instrument(symbol, wire);
    const names = await this.#options.session.request<string[]>('symbols', {});
    const key = plain(symbol.value);
    const like = names.filter((each) => plain(each).startsWith(key) || key.startsWith(plain(each))).slice(0, SHOWN);
    const advice =
      like.length === 0
        ? 'It has none like it'
        : `It has ${like.join(', ')}; say which it is by MT5_SYMBOLS=${symbol.value}:${like[0] ?? ''}`;
    throw new LockstepError('DATA_SYMBOL_MISSING', `The broker has no symbol ${name}. ${advice}.`);
  }
}

function plain(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
