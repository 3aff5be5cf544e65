import { OrderStatus } from '@lockstep/core';
import type { IbConnection } from '../../connection/ib-connection.ts';
import type { ExecutionListing } from '../executions/execution-listing.ts';
import type { OrderIntake } from './order-intake.ts';
import type { OrderListing } from './order-listing.ts';
import type { OrderRegistry } from './order-registry.ts';
import type { TrackedOrder } from './tracked-order.ts';
import type { ListedOrder } from './wire-order.ts';

/** What looking up works with. */
export interface LookUpOptions {
  readonly connection: IbConnection;
  readonly registry: OrderRegistry;
  readonly intake: OrderIntake;
  readonly listing: OrderListing;
  readonly executions: ExecutionListing;
}

/** How often everything was looked through before an order that is nowhere is given up. */
const MOST_MISSES = 3;
/** And how long after it was sent, ms. */
const MISSING_AFTER_MS = 20_000;

/**
 * Asks TWS for all that it knows of orders: open ones, executions, and those that have ended. What comes is taken in like
 * what it tells of its own accord; what is nowhere is missed.
 */
export class LookUp {
  readonly #options: LookUpOptions;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(options: LookUpOptions) {
    this.#options = options;
  }

  /** Looks up everything from now on: one at a time. @throws IbFailure without an answer in full */
  run(): Promise<void> {
    if (this.#running === null) return this.#start();
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return this.#start();
      });
    return this.#next;
  }

  #start(): Promise<void> {
    const running = this.#look().finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }

  async #look(): Promise<void> {
    const { connection, registry, intake, listing, executions } = this.#options;
    const sent = registry.open().filter(({ stage }) => stage !== 'unsent');
    const open = await listing.open();
    for (const each of open) intake.believe(each);
    await executions.ask();
    await listing.completed();
    if (!connection.isLinked) return;
    const found = new Set(open.map((each) => this.#behind(each)));
    for (const tracked of sent) if (!found.has(tracked) && !tracked.isClosed) this.#miss(tracked);
  }

  #behind({ order, permId, clientId, orderId }: ListedOrder): TrackedOrder | null {
    return this.#options.registry.behind({ orderRef: order.orderRef ?? '', permId, clientId, orderId });
  }

  /** It is not open, has no end, and nothing of it that would explain that was executed. */
  #miss(tracked: TrackedOrder): void {
    const { clock } = this.#options.connection;
    tracked.misses += 1;
    const isOld = Number.isNaN(tracked.sentMs) || clock.utcNow() - tracked.sentMs >= MISSING_AFTER_MS;
    if (tracked.misses < MOST_MISSES || !isOld || tracked.isUnexplained) return;
    const text =
      'IB does not know the order: it is neither open, nor among those that have ended, nor was it executed.';
    if (tracked.isSubmitted) tracked.end(OrderStatus.Canceled, text);
    else tracked.refuse(tracked.takenBack?.code ?? 'NOT_FOUND', tracked.takenBack?.text ?? text);
  }
}
