/** What was begun inside a step and waits for data: warm-ups, first prices. The engine awaits it before the next step. */
export class PendingWork {
  readonly #promises: Promise<unknown>[] = [];

  add(work: void | Promise<unknown>): void {
    if (work === undefined) return;
    // A failure is reported by `settle`; until then it must not end the process.
    work.catch(() => {});
    this.#promises.push(work);
  }

  get isEmpty(): boolean {
    return this.#promises.length === 0;
  }

  /** Settles when everything added so far is done; rejects with the first failure. */
  settle(): Promise<unknown> {
    return Promise.all(this.#promises.splice(0));
  }
}
