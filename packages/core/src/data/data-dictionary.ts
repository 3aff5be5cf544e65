import type { SecuritySymbol } from '../market/symbol.ts';

/** From this many symbols on, one is found through an index instead of a look at each. */
const INDEXED_FROM = 9;

/** Data of one kind by symbol. */
export class DataDictionary<T> implements Iterable<readonly [SecuritySymbol, T]> {
  readonly #keys: SecuritySymbol[] = [];
  readonly #values: T[] = [];
  /** Places by id; made when it is first needed. */
  #index: Map<string, number> | null = null;

  /** Adds or replaces the value of a symbol. */
  set(symbol: SecuritySymbol, value: T): void {
    const place = this.#placeOf(symbol);
    if (place === -1) this.append(symbol, value);
    else this.#values[place] = value;
  }

  /** Adds the value of a symbol that is not there yet. */
  append(symbol: SecuritySymbol, value: T): void {
    this.#index?.set(symbol.id, this.#keys.length);
    this.#keys.push(symbol);
    this.#values.push(value);
  }

  /** The value of a symbol if it was added last, but for others of the same ticker; else undefined. */
  latest(symbol: SecuritySymbol): T | undefined {
    const keys = this.#keys;
    for (let place = keys.length - 1; place >= 0; place -= 1) {
      const key = keys[place] as SecuritySymbol;
      if (key.value !== symbol.value) return undefined;
      if (key.id === symbol.id) return this.#values[place];
    }
    return undefined;
  }

  /** Number of symbols. */
  get size(): number {
    return this.#keys.length;
  }

  /** Number of symbols (LEAN's name for `size`). */
  get count(): number {
    return this.#keys.length;
  }

  /** The value of a symbol or ticker, or undefined. */
  get(symbol: SecuritySymbol | string): T | undefined {
    const place = typeof symbol === 'string' ? this.#placeOfTicker(symbol.toUpperCase()) : this.#placeOf(symbol);
    return place === -1 ? undefined : this.#values[place];
  }

  /** There is a value of this symbol or ticker. */
  has(symbol: SecuritySymbol | string): boolean {
    return this.get(symbol) !== undefined;
  }

  /** There is a value of this symbol or ticker (LEAN's name for `has`). */
  containsKey(symbol: SecuritySymbol | string): boolean {
    return this.has(symbol);
  }

  /** The symbols, in the order in which they were added. */
  get keys(): SecuritySymbol[] {
    return [...this.#keys];
  }

  /** The values, in the order of `keys`. */
  get values(): T[] {
    return [...this.#values];
  }

  /** Pairs of symbol and value, in the order of `keys`. */
  [Symbol.iterator](): Iterator<readonly [SecuritySymbol, T]> {
    return new Pairs(this.#keys, this.#values);
  }

  #placeOf(symbol: SecuritySymbol): number {
    const keys = this.#keys;
    if (keys.length >= INDEXED_FROM) {
      this.#index ??= new Map(keys.map((key, place) => [key.id, place]));
      return this.#index.get(symbol.id) ?? -1;
    }
    for (let place = 0; place < keys.length; place += 1)
      if ((keys[place] as SecuritySymbol).id === symbol.id) return place;
    return -1;
  }

  #placeOfTicker(ticker: string): number {
    return this.#keys.findIndex(({ value }) => value === ticker);
  }
}

/** Walks over two lists at once. */
class Pairs<T> implements Iterator<readonly [SecuritySymbol, T]> {
  readonly #keys: readonly SecuritySymbol[];
  readonly #values: readonly T[];
  #next = 0;

  constructor(keys: readonly SecuritySymbol[], values: readonly T[]) {
    this.#keys = keys;
    this.#values = values;
  }

  next(): IteratorResult<readonly [SecuritySymbol, T], undefined> {
    const place = this.#next;
    if (place === this.#keys.length) return { value: undefined, done: true };
    this.#next = place + 1;
    return { value: [this.#keys[place] as SecuritySymbol, this.#values[place] as T], done: false };
  }
}
