import type { TrackedOrder } from '../orders/tracked-order.ts';

/**
 * Keeps what is sent in one symbol in its order: each request waits until the one before was answered, since Alpaca takes
 * what comes first. A cancel waits for nobody, and orders wait for it.
 */
export class SendingTurns {
  readonly #last = new Map<string, Promise<void>>();
  readonly #cancelled = new Map<string, TrackedOrder[]>();

  /** Sends when everything before it was answered. */
  take<T>(symbol: string, send: () => Promise<T>): Promise<T> {
    const before = this.#last.get(symbol);
    const sent = before === undefined ? send() : before.then(send);
    this.#set(symbol, sent);
    return sent;
  }

  /** Something was sent out of turn; what comes after waits for it. */
  pass<T>(symbol: string, sent: Promise<T>): Promise<T> {
    const before = this.#last.get(symbol);
    this.#set(symbol, before === undefined ? sent : Promise.allSettled([before, sent]));
    return sent;
  }

  /** The cancel of an order is on its way. */
  noteCancel(tracked: TrackedOrder): void {
    const { id } = tracked.order.symbol;
    const others = (this.#cancelled.get(id) ?? []).filter((each) => each !== tracked && !each.chain.isOver);
    this.#cancelled.set(id, [...others, tracked]);
  }

  /** Orders in a symbol whose cancel has not come about. */
  cancelling(symbol: string): TrackedOrder[] {
    return (this.#cancelled.get(symbol) ?? []).filter(({ chain }) => !chain.isOver);
  }

  #set(symbol: string, sent: Promise<unknown>): void {
    const done = sent.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(symbol, done);
    void done.then(() => {
      if (this.#last.get(symbol) === done) this.#last.delete(symbol);
    });
  }
}
