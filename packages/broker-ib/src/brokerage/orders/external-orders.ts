import type { BrokerageInbox, BrokerageOrder } from '@lockstep/core';
import type { ListedOrder } from './wire-order.ts';

/** What telling of the orders of others works with. */
export interface ExternalOrdersOptions {
  readonly inbox: () => BrokerageInbox | null;
  readonly describe: (listed: ListedOrder) => BrokerageOrder;
  /** Whether it is one of ours after all. */
  readonly isOurs: (listed: ListedOrder) => boolean;
}

/** Tells of orders that are not ours: made by hand, or by another program. */
export class ExternalOrders {
  readonly #options: ExternalOrdersOptions;
  readonly #told = new Set<string>();
  /** Those that were seen before it was known whose orders there are; null once it is. */
  #waiting: ListedOrder[] | null = [];

  constructor(options: ExternalOrdersOptions) {
    this.#options = options;
  }

  see(listed: ListedOrder): void {
    if (this.#waiting !== null) {
      this.#waiting.push(listed);
      return;
    }
    const key = listed.permId === 0 ? `${listed.clientId}:${listed.orderId}` : String(listed.permId);
    if (this.#told.has(key) || ENDED.has(listed.status) || this.#options.isOurs(listed)) return;
    this.#told.add(key);
    this.#options.inbox()?.message({ kind: 'externalOrder', order: this.#options.describe(listed) });
  }

  /** Whose orders there are is known from now on. */
  settle(): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    for (const listed of waiting ?? []) this.see(listed);
  }
}

const ENDED: ReadonlySet<string> = new Set(['Filled', 'Cancelled', 'ApiCancelled']);
