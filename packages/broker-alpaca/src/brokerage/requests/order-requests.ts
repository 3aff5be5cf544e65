import type { UpdateOrderRequest } from '@lockstep/core';
import type { WireAsset } from '../../wire/account.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { OrderCancelling } from './order-cancelling.ts';
import type { OrderMapping } from './order-form.ts';
import { OrderPlacing } from './order-placing.ts';
import { OrderReplacing, replaceRequest } from './order-replacing.ts';
import { type RequestParts, togetherWith } from './request-parts.ts';
import { SendingTurns } from './sending-turns.ts';

/** Requests of orders: those of one order one after the other, each seen through to an outcome. */
export class OrderRequests {
  readonly #parts: RequestParts;
  readonly #placing: OrderPlacing;
  readonly #replacing: OrderReplacing;
  readonly #cancelling: OrderCancelling;
  #isClosed = false;
  #running = 0;

  constructor(parts: Omit<RequestParts, 'turns' | 'isClosed'>) {
    this.#parts = { ...parts, turns: new SendingTurns(), isClosed: () => this.#isClosed };
    this.#placing = new OrderPlacing(this.#parts);
    this.#replacing = new OrderReplacing(this.#parts);
    this.#cancelling = new OrderCancelling(this.#parts);
  }

  /** Requests that are not seen through. */
  get running(): number {
    return this.#running;
  }

  open(): void {
    this.#isClosed = false;
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Places an order; one that is being placed, or is there, is not placed again. */
  place(tracked: TrackedOrder, form: (asset: WireAsset | null) => OrderMapping): void {
    if (tracked.isPlacing) return;
    if (tracked.chain.head !== null) {
      for (const each of togetherWith(tracked)) each.accept('place', 'Alpaca has the order.');
      return;
    }
    tracked.isPlacing = true;
    tracked.isClosed = false;
    this.#inLine(tracked, async () => {
      try {
        await this.#placing.place(tracked, form);
      } finally {
        tracked.isPlacing = false;
        this.#parts.onPlaced(tracked);
        for (const each of [tracked, ...tracked.legs]) this.#parts.watch.heard(each);
      }
    });
  }

  /** The position is closed: what is left of the order opens one on the other side. */
  sendRemainder(tracked: TrackedOrder): void {
    this.#inLine(tracked, () => this.#placing.sendRemainder(tracked));
  }

  update(tracked: TrackedOrder, request: UpdateOrderRequest): void {
    tracked.openUpdates.push(request.number);
    const wire = replaceRequest(tracked, request, this.#parts.hasCents);
    this.#inLine(tracked, () => this.#replacing.update(tracked, wire));
  }

  cancel(tracked: TrackedOrder): void {
    tracked.isUnwanted = true;
    this.#inLine(tracked, () => this.#cancelling.cancel(tracked));
  }

  #inLine(tracked: TrackedOrder, send: () => Promise<void>): void {
    this.#running += 1;
    tracked.line = tracked.line
      .then(send)
      .catch((error: unknown) => {
        const words = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
        this.#parts.onUnresolved(tracked, `A request of order ${tracked.id} failed within the adapter: ${words}`);
      })
      .finally(() => {
        this.#running -= 1;
      });
  }
}
