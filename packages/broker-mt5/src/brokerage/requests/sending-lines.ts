/** Requests in one symbol go out one after the other: each has been answered, or found out about, before the next. */
export class SendingLines {
  readonly #lines = new Map<string, Promise<void>>();
  #running = 0;

  /** Requests that are not seen through. */
  get running(): number {
    return this.#running;
  }

  /** @param work never rejects */
  add(symbol: string, work: () => Promise<void>): void {
    this.#running += 1;
    const before = this.#lines.get(symbol) ?? Promise.resolve();
    const line = before.then(work).finally(() => {
      this.#running -= 1;
      if (this.#lines.get(symbol) === line) this.#lines.delete(symbol);
    });
    this.#lines.set(symbol, line);
  }
}
