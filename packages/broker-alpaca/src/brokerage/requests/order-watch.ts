import { type BrokerageInbox, type Clock, OrderType } from '@lockstep/core';
import type { TradingApi } from '../calls/trading-api.ts';
import type { OrderReader } from '../orders/order-reader.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { executionOf } from '../orders/wire-values.ts';

/** What looking after orders works with. */
export interface OrderWatchOptions {
  readonly api: TradingApi;
  readonly reader: OrderReader;
  readonly clock: Clock;
  readonly inbox: () => BrokerageInbox | null;
}

/** Waits before an order is asked about that does not come to rest, ms. */
const LOOKS_MS = [5_000, 5_000, 10_000, 20_000, 30_000, 60_000];
/** Time after which a cancel that was taken and does not come about is told of, ms. */
const LONG_CANCEL_MS = 60_000;
/** Waits for executions that Alpaca counts and has not told, ms; after the last they are concluded. */
const EXPLAIN_MS = [500, 2_000, 2_000];
/** Executions are asked for from before the order was submitted: clocks differ. */
const MARGIN_MS = 60_000;

/** Statuses that an order does not stay in. */
const PASSING: ReadonlySet<string> = new Set(['pending_new', 'pending_cancel', 'pending_replace', 'pending_review']);
/** Statuses that an order may stay in for long. */
const RESTING: ReadonlySet<string> = new Set([
  'new',
  'accepted',
  'held',
  'partially_filled',
  'done_for_day',
  'accepted_for_bidding',
  'stopped',
  'suspended',
  'calculated',
  'filled',
  'canceled',
  'expired',
  'replaced',
  'rejected',
]);

/**
 * Looks after orders that ought to change and of which nothing is heard: asks about them, less and less often, and asks for
 * executions that Alpaca counts but has not told.
 */
export class OrderWatch {
  readonly #options: OrderWatchOptions;
  readonly #explained = new Map<TrackedOrder, number>();
  #isClosed = false;
  #asking = 0;

  constructor(options: OrderWatchOptions) {
    this.#options = options;
  }

  /** Questions that are under way. */
  get asking(): number {
    return this.#asking;
  }

  open(): void {
    this.#isClosed = false;
  }

  close(tracked: Iterable<TrackedOrder>): void {
    this.#isClosed = true;
    for (const each of tracked) this.#forget(each);
  }

  /** Something was heard of an order. */
  heard(tracked: TrackedOrder): void {
    tracked.looks = 0;
    this.look(tracked);
  }

  /** Sees to it that an order is asked about if it ought to change. */
  look(tracked: TrackedOrder): void {
    if (tracked.chain.isUnexplained) this.#explainLater(tracked);
    if (!isUnsettled(tracked)) {
      tracked.watch?.cancel();
      tracked.watch = null;
      return;
    }
    if (tracked.watch !== null || this.#isClosed) return;
    const { clock } = this.#options;
    const wait = LOOKS_MS[Math.min(tracked.looks, LOOKS_MS.length - 1)] ?? 0;
    tracked.watch = clock.at(clock.utcNow() + wait, () => void this.#ask(tracked));
  }

  async #ask(tracked: TrackedOrder): Promise<void> {
    tracked.watch = null;
    if (this.#isClosed || !isUnsettled(tracked)) return;
    tracked.looks += 1;
    this.#asking += 1;
    try {
      await this.#options.reader.read(tracked);
    } catch {
      // Asked again below.
    } finally {
      this.#asking -= 1;
    }
    this.#tellOfLongCancel(tracked);
    this.look(tracked);
  }

  #tellOfLongCancel(tracked: TrackedOrder): void {
    const { clock, inbox } = this.#options;
    const { cancelledMs, chain, id, clientOrderId } = tracked;
    if (cancelledMs === null || chain.isOver || clock.utcNow() - cancelledMs < LONG_CANCEL_MS) return;
    tracked.cancelledMs = null;
    inbox()?.message({
      kind: 'notice',
      severity: 'warning',
      code: 'CANCEL_PENDING',
      text: `Alpaca took the cancel of order ${id} (${clientOrderId}) ${LONG_CANCEL_MS / 1_000} s ago and has not cancelled it: it is ${chain.head?.status ?? 'not known'}, and may still fill. It is asked about on and on.`,
    });
  }

  #explainLater(tracked: TrackedOrder): void {
    if (tracked.explaining !== null || this.#isClosed) return;
    const { clock } = this.#options;
    const tries = this.#explained.get(tracked) ?? 0;
    const wait = EXPLAIN_MS[tries];
    if (wait === undefined) {
      this.#explained.delete(tracked);
      tracked.chain.conclude();
      return;
    }
    this.#explained.set(tracked, tries + 1);
    tracked.explaining = clock.at(clock.utcNow() + wait, () => void this.#explain(tracked));
  }

  async #explain(tracked: TrackedOrder): Promise<void> {
    tracked.explaining = null;
    const { chain } = tracked;
    if (this.#isClosed || !chain.isUnexplained) {
      this.#explained.delete(tracked);
      return;
    }
    this.#asking += 1;
    try {
      // Where an order was replaced, what it had filled at its end has to be known.
      if (chain.unread.length > 0) await this.#options.reader.read(tracked);
      await this.explain([tracked]);
    } catch {
      // Asked again below, or concluded.
    } finally {
      this.#asking -= 1;
    }
    if (!chain.isUnexplained) this.#explained.delete(tracked);
    this.look(tracked);
  }

  /** Asks for the executions of orders and gives them to them. */
  async explain(orders: readonly TrackedOrder[]): Promise<void> {
    const since = Math.min(...orders.map(({ chain }) => submittedMs(chain.orders[0]?.wire.submitted_at)));
    if (!Number.isFinite(since)) return;
    const fills = await this.#options.api.listFills(new Date(since - MARGIN_MS));
    for (const { chain } of orders) {
      for (const { id } of chain.orders) {
        const listed = fills.filter((fill) => fill.order_id === id).map(executionOf);
        const executions = listed.filter((execution) => execution !== null);
        for (const execution of executions) chain.execute(id, execution);
        chain.settle(id, executions);
      }
    }
  }

  #forget(tracked: TrackedOrder): void {
    tracked.watch?.cancel();
    tracked.watch = null;
    tracked.explaining?.cancel();
    tracked.explaining = null;
    this.#explained.delete(tracked);
  }
}

function submittedMs(stamp: string | undefined): number {
  return stamp === undefined ? Number.NaN : Date.parse(stamp);
}

/** Whether something ought to be heard of an order before long. */
function isUnsettled({ chain, order, cancelledMs, isPlacing, isClosed }: TrackedOrder): boolean {
  const { head } = chain;
  if (head === null || chain.isOver || isClosed || isPlacing) return false;
  if (chain.isReplacing || chain.unread.length > 0 || cancelledMs !== null) return true;
  if (PASSING.has(head.status) || !RESTING.has(head.status)) return true;
  return order.type === OrderType.Market && head.status !== 'held';
}
