import { sleepUntil } from '@lockstep/core';
import { alpacaErrorOf, refusalText } from '../calls/alpaca-error.ts';
import { CallFailure } from '../calls/call-failure.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { isThere, LOOK_UP_MS, type RequestParts, readAfterRefusal } from './request-parts.ts';

const MOST_CANCELS = 6;

/** Cancels orders. That Alpaca has taken a cancel does not mean that the order is cancelled: a fill may win. */
export class OrderCancelling {
  readonly #parts: RequestParts;

  constructor(parts: RequestParts) {
    this.#parts = parts;
  }

  /** Asks for the cancel of an order until that was taken, or cannot be. */
  async cancel(tracked: TrackedOrder): Promise<void> {
    const { chain } = tracked;
    if (tracked.isClosed || chain.isOver) {
      tracked.refuse('cancel', 'CLOSED', `Order ${tracked.id} is closed.`);
      return;
    }
    if (chain.head === null && !(await isThere(this.#parts, tracked))) {
      tracked.refuse(
        'cancel',
        'NOT_FOUND',
        'Alpaca does not know the order, or did not answer; it is cancelled as soon as it is known there.',
      );
      return;
    }
    let isDoubted = false;
    for (let tries = 0; tries < MOST_CANCELS && !this.#parts.isClosed(); tries += 1) {
      const outcome = await this.#tryCancel(tracked, tries);
      if (outcome === 'done') return;
      if (outcome !== 'again' && !isDoubted) {
        isDoubted = true;
        tracked.doubt('cancel', outcome);
      }
    }
    if (!this.#parts.isClosed() && !chain.isOver)
      this.#parts.onUnresolved(
        tracked,
        `The cancel of order ${tracked.id} was sent ${MOST_CANCELS} times without an answer; the order may still fill.`,
      );
  }

  /** Sends a cancel once: it is seen to, or has to be sent again, for the reason given where nothing was heard. */
  async #tryCancel(tracked: TrackedOrder, tries: number): Promise<string> {
    const { api, clock, watch } = this.#parts;
    const { chain } = tracked;
    const target = chain.head;
    if (target === null) return 'done';
    this.#parts.turns.noteCancel(tracked);
    try {
      await this.#parts.turns.pass(tracked.order.symbol.id, api.cancelOrder(target.id));
      this.#onCancelTaken(tracked);
      return 'done';
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      const { class: errorClass } = alpacaErrorOf(error);
      if (errorClass === 'RATE_LIMITED') return 'again';
      if (error.isAmbiguous) await sleepUntil(clock, clock.utcNow() + (LOOK_UP_MS[tries] ?? 4_000));
      await readAfterRefusal(this.#parts, tracked);
      if (chain.isOver || tracked.isClosed || chain.head?.hasEnded === true) this.#onCancelTooLate(tracked, error);
      else if (chain.head?.status === 'pending_cancel') this.#onCancelTaken(tracked);
      else if (chain.head?.id !== target.id) return 'again';
      else if (error.isAmbiguous) return refusalText(error);
      else tracked.refuse('cancel', errorClass, refusalText(error));
      watch.look(tracked);
      return 'done';
    }
  }

  #onCancelTaken(tracked: TrackedOrder): void {
    tracked.cancelledMs = this.#parts.clock.utcNow();
    tracked.accept('cancel', 'Alpaca has taken the cancel.');
    this.#parts.watch.heard(tracked);
  }

  #onCancelTooLate(tracked: TrackedOrder, failure: CallFailure): void {
    const status = tracked.chain.head?.status ?? 'closed';
    if (status === 'canceled' || status === 'expired') tracked.accept('cancel', `The order is ${status}.`);
    else tracked.refuse('cancel', 'TOO_LATE', `The order is ${status} already. ${refusalText(failure)}`);
  }
}
