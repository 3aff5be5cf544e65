/** How often something is to happen: not to the first `skip`, then to the next `times`. */
export interface Turns {
  /** @defaultValue 0 */
  readonly skip?: number | undefined;
  /** @defaultValue 1 */
  readonly times?: number | undefined;
}

interface Counted<T> {
  readonly what: T;
  skip: number;
  left: number;
}

/** What is to happen next, in turn: each entry is used up by those that it matches. */
export class TurnQueue<T> {
  #entries: Counted<T>[] = [];

  add(what: T, { skip = 0, times = 1 }: Turns = {}): void {
    this.#entries.push({ what, skip, left: times });
  }

  /** The first entry whose turn it is; null for none. */
  take(matches: (what: T) => boolean): T | null {
    for (const entry of this.#entries) {
      if (!matches(entry.what)) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.left -= 1;
      if (entry.left <= 0) this.#entries = this.#entries.filter((other) => other !== entry);
      return entry.what;
    }
    return null;
  }

  clear(): void {
    this.#entries = [];
  }

  get size(): number {
    return this.#entries.length;
  }
}
