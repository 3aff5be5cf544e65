import { OrderStatus } from '@lockstep/core';
import { ibErrorOf, ibErrorText } from '../../connection/ib-errors.ts';
import type { IbNotice } from '../../connection/ib-events.ts';
import type { Refusal } from './order-form.ts';
import type { OrderRegistry } from './order-registry.ts';
import type { TrackedOrder } from './tracked-order.ts';

/** What taking in errors of orders works with. */
export interface OrderNoticesOptions {
  readonly registry: OrderRegistry;
  readonly clientId: number;
  /** An order was refused that others may depend on. */
  readonly onRefused: (tracked: TrackedOrder, refusal: Refusal) => void;
  /** TWS is asked what is true of an order. */
  readonly onDoubt: () => void;
  /** Ids have to go on above those that TWS has seen. */
  readonly onDuplicateId: () => void;
  /** What is said of an order that lives. */
  readonly notice: (severity: 'info' | 'warning' | 'error', code: string, text: string) => void;
}

const DUPLICATE_ID = 103;
const READ_ONLY = /read-?only/i;
const INVALID_REQUEST = 321;

/** Errors and notices of TWS about orders, by their code: the text may be in any language. */
export class OrderNotices {
  readonly #options: OrderNoticesOptions;

  constructor(options: OrderNoticesOptions) {
    this.#options = options;
  }

  /** @returns whether it was about one of our orders */
  take(notice: IbNotice): boolean {
    const { registry, clientId } = this.#options;
    if (notice.id === -1) return this.#takeReadOnly(notice);
    const tracked = registry.withWireName(clientId, notice.id);
    if (tracked === null) return false;
    this.#take(tracked, notice);
    return true;
  }

  #take(tracked: TrackedOrder, { code, text }: IbNotice): void {
    const { notice, onDoubt, onDuplicateId } = this.#options;
    const words = ibErrorText(code, text);
    switch (ibErrorOf(code).class) {
      case 'orderRefused':
        this.#onRefused(tracked, { code: `IB_${code}`, text: words });
        if (code === DUPLICATE_ID) onDuplicateId();
        break;
      case 'orderCanceled':
        this.#onCanceled(tracked, words);
        break;
      case 'cancelRefused':
        this.#onCancelRefused(tracked, code, words);
        break;
      case 'orderNotice':
        notice('info', `IB_${code}`, `Order ${tracked.id}: ${words}`);
        break;
      case 'notice':
        break;
      default:
        notice('warning', `IB_${code}`, `Order ${tracked.id}: ${words} It is looked up what became of it.`);
        onDoubt();
    }
  }

  /** A change of a working order, or the order itself. */
  #onRefused(tracked: TrackedOrder, refusal: Refusal): void {
    if (tracked.isClosed) return;
    if (tracked.updates[0]?.isSent === true) {
      tracked.refuseUpdate(refusal.code, refusal.text);
      // It may have been the order that was refused.
      this.#options.onDoubt();
      return;
    }
    if (tracked.stage === 'sent' || tracked.isInactive) {
      tracked.refuse(refusal.code, refusal.text);
      this.#options.onRefused(tracked, refusal);
      return;
    }
    // It had been taken: its status says whether it is over.
    tracked.rejection = refusal;
    this.#options.onDoubt();
  }

  #onCanceled(tracked: TrackedOrder, text: string): void {
    const { rejection } = tracked;
    if (tracked.isClosed) return;
    if (rejection !== null) tracked.refuse(rejection.code, rejection.text);
    else if (tracked.stage === 'known') {
      // How much had filled is said elsewhere.
      tracked.expectEnd();
      this.#options.onDoubt();
    } else tracked.end(OrderStatus.Canceled, tracked.isUnwanted ? '' : text);
  }

  #onCancelRefused(tracked: TrackedOrder, code: number, text: string): void {
    this.#options.onDoubt();
    // It is being cancelled already, or is in between.
    if (code === 161 || !tracked.isCancelling) return;
    tracked.isCancelling = false;
    if (tracked.isUnwanted) tracked.tellOutcome('cancel', 'refused', `IB_${code}`, text);
  }

  /** Said of no order in particular: none that is on its way is taken. */
  #takeReadOnly({ code, text }: IbNotice): boolean {
    if (code !== INVALID_REQUEST || !READ_ONLY.test(text)) return false;
    const refusal = { code: 'READ_ONLY', text: ibErrorText(code, text) };
    for (const tracked of this.#options.registry.open()) {
      if (tracked.stage === 'sent') tracked.refuse(refusal.code, refusal.text);
      else if (tracked.updates[0]?.isSent === true) tracked.refuseUpdate(refusal.code, refusal.text);
      else if (tracked.isCancelling) {
        tracked.isCancelling = false;
        if (tracked.isUnwanted) tracked.tellOutcome('cancel', 'refused', refusal.code, refusal.text);
      }
    }
    this.#options.notice('error', refusal.code, refusal.text);
    return true;
  }
}
