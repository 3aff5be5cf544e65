import { Decimal, type OrderHandover, OrderType } from '@lockstep/core';
import type { OrderReader } from './order-reader.ts';
import type { TrackedOrder } from './tracked-order.ts';

/** What looking up the orders of an earlier process works with. */
export interface RememberedOrdersOptions {
  readonly reader: OrderReader;
  readonly splitsAtZero: boolean;
  readonly readPositions: () => Promise<unknown>;
  /** Units held of a security, negative for a short position. */
  readonly held: (tracked: TrackedOrder) => Decimal;
}

/** Orders that an earlier process handed over and that have not been looked up. */
export class RememberedOrders {
  readonly #options: RememberedOrdersOptions;
  readonly #unread: TrackedOrder[] = [];

  constructor(options: RememberedOrdersOptions) {
    this.#options = options;
  }

  add(tracked: TrackedOrder, { order, children, sibling }: OrderHandover): void {
    const isOfItsOwn = children.length === 0 && sibling === undefined && order.bracketId === 0;
    const maySplit = this.#options.splitsAtZero && isOfItsOwn && order.type !== OrderType.TrailingStop;
    if (maySplit && tracked.chain.head === null) tracked.chain.awaited = order.quantity.abs();
    this.#unread.push(tracked);
  }

  /** Looks them all up. @throws CallFailure when Alpaca does not answer: it goes on there when it is asked again */
  async read(): Promise<void> {
    for (let next = this.#unread[0]; next !== undefined; next = this.#unread[0]) {
      await this.#options.reader.read(next);
      if (next.chain.awaited !== null) await this.#decide(next);
      if (this.#unread[0] === next) this.#unread.shift();
    }
  }

  /**
   * Whether what is there is the first part of an order that turns the position around, and the process has died before it
   * sent the second: with what that has still to fill the position is closed.
   */
  async #decide(tracked: TrackedOrder): Promise<void> {
    const { chain, order } = tracked;
    if (!chain.isShort) {
      chain.decide(null);
      return;
    }
    const { readPositions, held } = this.#options;
    const reported = chain.reported;
    await readPositions();
    // Another question may have found it out meanwhile.
    if (chain.awaited === null) return;
    const ordered = chain.ordered ?? Decimal.ZERO;
    const toFill = ordered.minus(reported);
    const closes = order.quantity.sign() < 0 ? held(tracked) : held(tracked).negated();
    chain.decide(closes.equals(toFill) ? order.quantity.abs().minus(ordered) : null);
  }
}
