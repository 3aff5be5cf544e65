import { type Clock, OrderType } from '@lockstep/core';
import type { LookUp } from '../orders/look-up.ts';
import type { Refusal } from '../orders/order-form.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';

/** What looking after orders works with. */
export interface OrderWatchOptions {
  readonly clock: Clock;
  readonly lookUp: LookUp;
  /** Everything was looked through, and a cancel is still open: it is sent again. */
  readonly onCancelOpen: (tracked: TrackedOrder) => void;
  /** An order is not wanted as it is. */
  readonly onUnwanted: (tracked: TrackedOrder, why: Refusal) => void;
  readonly notice: (severity: 'info' | 'warning' | 'error', code: string, text: string) => void;
}

/** Waits before TWS is asked about an order of which something ought to be heard, ms; the last one again and again. */
const LOOKS_MS: readonly number[] = [3_000, 5_000, 5_000, 10_000, 20_000, 30_000];
/** The same for executions that TWS counts and has not told. */
const EXPLAIN_MS: readonly number[] = [2_000, 5_000, 10_000, 20_000];
/** An order that is Inactive is refused as a rule, which is said at once. */
const INACTIVE_MS = 1_000;
/** How often TWS is asked for a change before it counts as refused. */
const MOST_MISSES = 3;
/** A trailing stop that moves is not told for certain. */
const TRAILING_MS = 30_000;

/** Looks after orders of which something ought to be heard, and asks TWS when it is not. */
export class OrderWatch {
  readonly #options: OrderWatchOptions;
  #isClosed = true;

  constructor(options: OrderWatchOptions) {
    this.#options = options;
  }

  open(): void {
    this.#isClosed = false;
  }

  close(orders: Iterable<TrackedOrder>): void {
    this.#isClosed = true;
    for (const tracked of orders) this.#forget(tracked);
  }

  /** Something was heard of an order. */
  heard(tracked: TrackedOrder): void {
    if (this.#waitMs(tracked) === null) {
      this.#forget(tracked);
      tracked.looks = 0;
    }
    this.look(tracked);
  }

  /** Sees to it that an order is asked about, if it ought to change. */
  look(tracked: TrackedOrder): void {
    const wait = this.#waitMs(tracked);
    if (wait === null || this.#isClosed) return;
    const { clock } = this.#options;
    const dueMs = clock.utcNow() + wait;
    if (tracked.watch !== null && tracked.watchedMs <= dueMs) return;
    tracked.watch?.cancel();
    tracked.watchedMs = dueMs;
    tracked.watch = clock.at(dueMs, () => void this.#ask(tracked));
  }

  #forget(tracked: TrackedOrder): void {
    tracked.watch?.cancel();
    tracked.watch = null;
  }

  /** How long something may take that ought to be heard; null where nothing ought to. */
  #waitMs(tracked: TrackedOrder): number | null {
    const { looks, order } = tracked;
    if (tracked.isClosed || tracked.stage === 'unsent') return null;
    if (tracked.isInactive) return looks === 0 ? INACTIVE_MS : at(LOOKS_MS, looks);
    if (tracked.isUnexplained || tracked.isEnding) return at(EXPLAIN_MS, looks);
    // What was missed once is found again, or given up.
    if (isUnanswered(tracked) || tracked.misses > 0) return at(LOOKS_MS, looks);
    const isTrailing = order.type === OrderType.TrailingStop && tracked.isSubmitted;
    const waitsToWake = !tracked.isSubmitted && tracked.parent?.isFilled === true;
    return waitsToWake ? at(LOOKS_MS, looks) : isTrailing ? TRAILING_MS : null;
  }

  async #ask(tracked: TrackedOrder): Promise<void> {
    tracked.watch = null;
    if (this.#isClosed || this.#waitMs(tracked) === null) return;
    tracked.looks += 1;
    if (tracked.looks > 1) doubt(tracked);
    try {
      await this.#options.lookUp.run();
      this.#conclude(tracked);
    } catch {
      // Asked again below.
    }
    this.look(tracked);
  }

  /** What it means that nothing came of asking. */
  #conclude(tracked: TrackedOrder): void {
    if (tracked.isClosed) return;
    const [update] = tracked.updates;
    if (update?.isSent === true) {
      update.misses += 1;
      if (update.misses >= MOST_MISSES) tracked.refuseUpdate('NOT_CHANGED', 'IB has the order as it was before.');
    }
    if (tracked.isCancelling) this.#options.onCancelOpen(tracked);
    if (tracked.isInactive && tracked.looks >= MOST_MISSES) this.#giveUpInactive(tracked);
    if (tracked.isUnexplained && tracked.looks > EXPLAIN_MS.length) this.#giveUpExecutions(tracked);
  }

  /** It is neither refused nor at work: not transmitted to the end, or parked by TWS. It is not wanted like that. */
  #giveUpInactive(tracked: TrackedOrder): void {
    if (tracked.isCancelling) return;
    this.#options.onUnwanted(tracked, {
      code: 'INACTIVE',
      text: 'TWS keeps the order without sending it to the exchange, and does not say why; it is cancelled.',
    });
  }

  #giveUpExecutions(tracked: TrackedOrder): void {
    this.#options.notice(
      'error',
      'FILLS_UNEXPLAINED',
      `IB counts ${tracked.reported} units of order ${tracked.id} (${tracked.clientOrderId}) as filled, and lists executions of ${tracked.filled}. The rest is booked at the average price.`,
    );
    tracked.conclude();
  }
}

function at(waits: readonly number[], looks: number): number {
  return waits[Math.min(looks, waits.length - 1)] ?? 30_000;
}

function isUnanswered(tracked: TrackedOrder): boolean {
  return tracked.stage === 'sent' || tracked.isCancelling || tracked.updates[0]?.isSent === true;
}

/** Nothing was heard for so long that it has to be said. */
function doubt(tracked: TrackedOrder): void {
  if (tracked.isDoubted || !isUnanswered(tracked)) return;
  tracked.isDoubted = true;
  const text = 'IB has not answered; it is asked what became of it.';
  if (tracked.stage === 'sent') tracked.tellOutcome('place', 'unknown', 'NO_ANSWER', text);
  if (tracked.isCancelling && tracked.isUnwanted) tracked.tellOutcome('cancel', 'unknown', 'NO_ANSWER', text);
  const [update] = tracked.updates;
  if (update?.isSent === true) tracked.tellOutcome('update', 'unknown', 'NO_ANSWER', text, update.number);
}
