/** Keeps texts by key for a strategy: in memory in a backtest, persisted by the live engine. */
export class ObjectStore {
  readonly #entries: Map<string, string>;

  constructor(entries: Map<string, string> = new Map()) {
    this.#entries = entries;
  }

  containsKey(key: string): boolean {
    return this.#entries.has(key);
  }

  get keys(): readonly string[] {
    return [...this.#entries.keys()];
  }

  save(key: string, text: string): void {
    this.#entries.set(key, text);
  }

  /** The text, or undefined. */
  read(key: string): string | undefined {
    return this.#entries.get(key);
  }

  saveJson(key: string, value: unknown): void {
    this.#entries.set(key, JSON.stringify(value));
  }

  /** The value, or undefined. */
  readJson<T>(key: string): T | undefined {
    const text = this.#entries.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  delete(key: string): boolean {
    return this.#entries.delete(key);
  }
}
