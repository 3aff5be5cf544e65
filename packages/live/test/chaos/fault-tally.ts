/** How often what went wrong on a wire. */
export class FaultTally {
  readonly #counts = new Map<string, number>();

  count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  /** In words, most frequent first. */
  get text(): string {
    return [...this.#counts]
      .toSorted((one, other) => other[1] - one[1])
      .map(([what, count]) => `${what} ${count}`)
      .join(', ');
  }
}
