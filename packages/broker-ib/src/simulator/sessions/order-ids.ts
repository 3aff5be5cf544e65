/** Order ids of clients, as TWS keeps them: each has a sequence of its own, which outlives its connections. */
export class OrderIds {
  readonly #next = new Map<number, number>();
  readonly #first: number;

  constructor(first: number) {
    this.#first = first;
  }

  /** The next id that a client may use. */
  next(clientId: number): number {
    return this.#next.get(clientId) ?? this.#first;
  }

  /** An id was used. */
  use(clientId: number, orderId: number): void {
    if (orderId >= this.next(clientId)) this.#next.set(clientId, orderId + 1);
  }

  /** The id is behind those that the client has used. */
  isUsed(clientId: number, orderId: number): boolean {
    return orderId < this.next(clientId);
  }

  /** TWS forgets the last ids that it gave. */
  rollBack(count: number): void {
    for (const [clientId, next] of this.#next) this.#next.set(clientId, Math.max(this.#first, next - count));
  }

  /** TWS jumps ahead. */
  jumpTo(clientId: number, next: number): void {
    this.#next.set(clientId, next);
  }
}
