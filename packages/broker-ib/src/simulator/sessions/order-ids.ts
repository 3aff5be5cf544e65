/** An order's id among those of its client. */
interface ClientOrderId {
  readonly clientId: number;
  readonly orderId: number;
}

/** Order ids of clients, as TWS keeps them: each has a sequence of its own, which outlives its connections. */
export class OrderIds {
  readonly #next = new Map<number, number>();
  readonly #first: number;
  /** Of orders that were open when ids were forgotten: TWS sees those orders, whatever its sequence says. */
  #open: readonly ClientOrderId[] = [];

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

  /** The id is behind those that the client has used, or that of an order that TWS has seen. */
  isUsed(clientId: number, orderId: number): boolean {
    return (
      orderId < this.next(clientId) || this.#open.some((each) => each.clientId === clientId && each.orderId === orderId)
    );
  }

  /** TWS forgets the last ids that it gave. @param open of the orders that are open now */
  rollBack(count: number, open: readonly ClientOrderId[]): void {
    this.#open = [...open];
    for (const [clientId, next] of this.#next) this.#next.set(clientId, Math.max(this.#first, next - count));
  }

  /** TWS jumps ahead. */
  jumpTo(clientId: number, next: number): void {
    this.#next.set(clientId, next);
  }
}
