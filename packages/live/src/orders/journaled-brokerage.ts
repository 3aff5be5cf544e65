import {
  type Brokerage,
  type BrokerageInbox,
  type BrokerageMessage,
  type Clock,
  DelegatingBrokerage,
  type HandedOver,
  type Order,
  OrderEvent,
  type OrderHandover,
  OrderStatus,
  type UpdateOrderRequest,
} from '@lockstep/core';
import type { OrderRequestKind } from '../store/journal-record.ts';
import type { RecordSource } from '../store/journal-writer.ts';
import type { Store } from '../store/store.ts';
import type { ClientOrderIds } from './client-order-ids.ts';
import type { ExecutionLedger } from './execution-ledger.ts';
import { type InFlight, InFlightRequests } from './in-flight.ts';
import { JournaledInbox } from './journaled-inbox.ts';
import { changesOf, requestRecord } from './request-records.ts';

/** What stands against sending something, as a code and a sentence. */
export interface SendRefusal {
  readonly code: string;
  readonly text: string;
}

/** What the order path works with. */
export interface JournaledBrokerageOptions {
  readonly brokerage: Brokerage;
  readonly store: Store;
  readonly clock: Clock;
  readonly ledger: ExecutionLedger;
  readonly ids: ClientOrderIds;
  /** Time after which an unanswered request is asked about, ms. */
  readonly inFlightDeadlineMs: number;
  /** Asked right before sending; null when the order may go. */
  readonly refusal: (order: Order) => SendRefusal | null;
  /** Asked before the strategy gives up a stop or a target; null when it may. */
  readonly keepsProtection: (order: Order) => SendRefusal | null;
  /** What we hold true was compared with the broker since it was last away. */
  readonly isReconciled: () => boolean;
  /** Orders asked for while the broker is away wait for it instead of being refused. */
  readonly queuesWhileDisconnected: boolean;
  /** Gives the journal number of the signal behind the orders of this step, when they are written. */
  readonly signal: (order: Order) => () => number | null;
  /** Does something until it goes through; the broker may be away. */
  readonly untilDone: <T>(what: string, attempt: () => T | Promise<T>) => Promise<T>;
  readonly onOverdue: (request: InFlight) => void;
  readonly onMessage: (message: BrokerageMessage) => void;
}

/**
 * The order path: a request is written down durably, then sent, and then followed until its outcome is known. What cannot be
 * written down is not sent, except what makes the account safer: cancels, and the children of an order that is out already.
 */
export class JournaledBrokerage extends DelegatingBrokerage {
  readonly inFlight: InFlightRequests;
  readonly #options: JournaledBrokerageOptions;
  readonly #store: Store;
  #inbox: JournaledInbox | null = null;
  /** Sends, one after the other; writing goes on meanwhile. */
  #line: Promise<void> = Promise.resolve();
  #waiting = 0;
  /** Orders that wait in line. */
  readonly #unsent = new Set<number>();
  /** Changes of orders of which an earlier change is not answered yet, in the order in which they were asked for. */
  #laterUpdates: { readonly order: Order; readonly request: UpdateOrderRequest }[] = [];
  /** Orders that wait for the broker to come back. */
  #held: OrderHandover[] = [];
  /** What protects a position, to be cancelled once what closes it can be sent. */
  #heldCancels: Order[] = [];

  constructor(options: JournaledBrokerageOptions) {
    super(options.brokerage);
    this.#options = options;
    this.#store = options.store;
    this.inFlight = new InFlightRequests(options.clock, options.inFlightDeadlineMs, {
      onOverdue: options.onOverdue,
      onUpdateSettled: (orderId) => this.#updateAgain(orderId),
    });
  }

  /** Nothing waits to be written down or sent. */
  get isIdle(): boolean {
    return this.#waiting === 0;
  }

  /** An order waits to be written down, or for the broker to come back: the broker cannot know it. */
  hasToSend(order: Order): boolean {
    return this.#unsent.has(order.id) || this.#held.some((held) => together(held).some((one) => one.order === order));
  }

  /** Where what is learnt by asking goes. */
  get inbox(): JournaledInbox {
    if (this.#inbox === null) throw new TypeError('The broker is not connected yet.');
    return this.#inbox;
  }

  override connect(engine: BrokerageInbox): Promise<void> {
    const { store, ledger, ids, onMessage, untilDone } = this.#options;
    const inbox = new JournaledInbox(engine, { store, ledger, ids, inFlight: this.inFlight, onMessage });
    this.#inbox = inbox;
    return untilDone('connecting', () => this.inner.connect(inbox));
  }

  override async disconnect(): Promise<void> {
    await this.#line;
    this.inFlight.close();
    await this.inner.disconnect();
  }

  override async placeOrder(handover: OrderHandover): Promise<void> {
    const { order } = handover;
    const refused = this.#refusalOf(order);
    const signal = this.#options.signal(order);
    if (refused !== null) {
      for (const each of together(handover)) void this.#store.keep(requestRecord(each, { signal: null, waits: false }));
      this.#refusePlacing(handover, refused);
      return;
    }
    await this.#inLine(together(handover), 'place', this.#writeRequest(handover, signal), () =>
      this.#sendOrder(handover),
    );
  }

  /** The order, and with it what is to protect it, or the one of which only one is to fill. */
  #writeRequest(handover: OrderHandover, signal: () => number | null): Promise<SendRefusal | null> {
    const record = requestRecord(handover, { signal: null, waits: false });
    const written = this.#write(() => ({ ...record, signal: signal() }), handover.order.bracketId !== 0);
    const { sibling, children } = handover;
    if (sibling !== undefined) void this.#store.keep(requestRecord(sibling, { signal: null, waits: false }));
    for (const child of children) void this.#store.keep(requestRecord(child, { signal: null, waits: true }));
    return written;
  }

  override async updateOrder(order: Order, request: UpdateOrderRequest): Promise<void> {
    if (this.inFlight.has(order.id, 'update') && order.bracketId !== 0) {
      // What protects a position has to follow it: the change waits until it is known what came of the one before.
      this.#laterUpdates.push({ order, request });
      return;
    }
    if (this.inFlight.has(order.id, 'update')) {
      const text = `An earlier update of order ${order.id} is not answered yet: what the order is now is not known. It is being asked about; try again then.`;
      this.#refuse(order, 'update', { code: 'UPDATE_UNRESOLVED', text });
      return;
    }
    const written = this.#write(
      { kind: 'updateRequested', orderId: order.id, changes: changesOf(request) },
      order.bracketId !== 0,
    );
    await this.#inLine([{ order }], 'update', written, () => {
      this.#noteSent(order, 'update', 1);
      this.inFlight.begin(order, 'update', null);
      return this.inner.updateOrder(order, request);
    });
  }

  /** Sends the next change of an order; one that has ended needs none. */
  #updateAgain(orderId: number): void {
    const next = this.#laterUpdates.find(({ order }) => order.id === orderId);
    if (next === undefined) return;
    const isOver = next.order.isClosed;
    this.#laterUpdates = this.#laterUpdates.filter((each) => each !== next && !(isOver && each.order.id === orderId));
    if (!isOver) void this.updateOrder(next.order, next.request);
  }

  override async cancelOrder(order: Order): Promise<void> {
    if (this.#dropHeld(order)) {
      this.inbox.orderEvent(
        new OrderEvent(order, this.#options.clock.utcNow(), OrderStatus.Canceled, 'It was not sent.'),
      );
      return;
    }
    // Giving up what protects a position is no safer than an order: it waits for what closes the position to be possible.
    const isSafe = order.bracketId === 0 || order.status !== OrderStatus.CancelPending;
    const refused = isSafe ? null : this.#options.keepsProtection(order);
    if (refused !== null) {
      this.#refuse(order, 'cancel', refused);
      return;
    }
    const written = this.#write({ kind: 'cancelRequested', orderId: order.id, reason: order.tag }, isSafe);
    await this.#inLine([{ order }], 'cancel', written, () => {
      if (isSafe || this.mayTrade) return this.#sendCancel(order);
      this.#heldCancels.push(order);
    });
  }

  #sendCancel(order: Order): HandedOver {
    this.#noteSent(order, 'cancel', 1);
    this.inFlight.begin(order, 'cancel', null);
    return this.inner.cancelOrder(order);
  }

  /** Orders that open or close something are sent at present. */
  get mayTrade(): boolean {
    return this.inner.isReady && this.#options.isReconciled();
  }

  /** Sends an order again under its id, after the broker said that it never saw it. */
  async sendAgain(request: InFlight): Promise<void> {
    const { order, handover } = request;
    if (handover === null) return;
    const refused = this.#refusalOf(order);
    if (refused !== null) {
      this.#refusePlacing(handover, refused);
      return;
    }
    request.attempts += 1;
    request.misses = 0;
    this.inFlight.extend(request, this.#options.inFlightDeadlineMs);
    this.#noteSent(order, 'place', request.attempts);
    try {
      await this.inner.placeOrder(handover);
    } catch (error) {
      this.#tellOfBrokenSend(together(handover), 'place', error);
    }
  }

  /** The broker is back and reconciled: what waited for it is sent. */
  async sendHeld(): Promise<void> {
    for (const order of this.#heldCancels.splice(0)) {
      try {
        if (!order.isClosed) await this.#sendCancel(order);
      } catch (error) {
        this.#tellOfBrokenSend([{ order }], 'cancel', error);
      }
    }
    for (const handover of this.#held.splice(0)) {
      const refused = this.#refusalOf(handover.order);
      try {
        if (refused === null) await this.#sendOrder(handover);
        else this.#refusePlacing(handover, refused);
      } catch (error) {
        this.#tellOfBrokenSend(together(handover), 'place', error);
      }
    }
  }

  /** Whether it went out cannot be told from here. */
  #tellOfBrokenSend(orders: readonly Pick<OrderHandover, 'order'>[], request: OrderRequestKind, error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    for (const { order } of orders) this.#tell(order.id, request, 'unknown', { code: 'SEND_FAILED', text });
  }

  #refusalOf(order: Order): SendRefusal | null {
    return this.#options.refusal(order) ?? this.refusalWhileAway;
  }

  /** What stands against sending an order while the broker is away; null when it is not, or orders wait for it. */
  get refusalWhileAway(): SendRefusal | null {
    if (this.inner.isReady || this.#options.queuesWhileDisconnected) return null;
    const text = `${this.name} is not connected, or does not tell of orders at present: the order was not sent.`;
    return { code: 'NOT_CONNECTED', text };
  }

  /** @param isSafe the request makes the account safer, and goes out even if it cannot be written down */
  async #write(record: RecordSource, isSafe: boolean): Promise<SendRefusal | null> {
    try {
      await this.#store.append(record);
      return null;
    } catch (error) {
      void this.#store.keep(record);
      if (isSafe) return null;
      const reason = error instanceof Error ? error.message : String(error);
      return { code: 'JOURNAL_FAILED', text: `It could not be written down, and so was not sent: ${reason}` };
    }
  }

  /** Sends when it is written down and everything before it was sent. */
  #inLine(
    orders: readonly Pick<OrderHandover, 'order'>[],
    request: OrderRequestKind,
    written: Promise<SendRefusal | null>,
    send: () => HandedOver,
  ): Promise<void> {
    this.#waiting += 1;
    if (request === 'place') for (const { order } of orders) this.#unsent.add(order.id);
    this.#line = this.#line.then(async () => {
      const refused = await written;
      if (request === 'place') for (const { order } of orders) this.#unsent.delete(order.id);
      try {
        if (refused === null) await send();
        else for (const { order } of orders) this.#refuse(order, request, refused);
      } catch (error) {
        this.#tellOfBrokenSend(orders, request, error);
      }
      this.#waiting -= 1;
    });
    return this.#line;
  }

  #sendOrder(handover: OrderHandover): void | Promise<void> {
    const { order } = handover;
    // What has ended while it waited is not wanted any more.
    if (order.isClosed) return;
    const refused = this.#refusalOf(order);
    if (refused !== null) {
      this.#refusePlacing(handover, refused);
      return;
    }
    // A child follows its entry, whatever is known of the rest of the account.
    const isKnown = order.bracketId !== 0 || this.#options.isReconciled();
    if (!this.inner.isReady || !isKnown) {
      this.#held.push(handover);
      return;
    }
    for (const each of together(handover)) {
      this.#noteSent(each.order, 'place', 1);
      this.inFlight.begin(each.order, 'place', handover);
    }
    return this.inner.placeOrder(handover);
  }

  #noteSent(order: Order, request: OrderRequestKind, attempt: number): void {
    void this.#store.keep({ kind: 'orderSent', orderId: order.id, request, attempt });
  }

  /** Takes an order out of those that wait for the broker; false when it is none of them. */
  #dropHeld(order: Order): boolean {
    const held = this.#held.find((each) => together(each).some((one) => one.order === order));
    if (held === undefined) return false;
    this.#held = this.#held.filter((each) => each !== held);
    // What is left of a pair still waits.
    const left = together(held).find((each) => each.order !== order);
    if (left !== undefined) this.#held.push({ ...left, sibling: undefined });
    return true;
  }

  #refusePlacing(handover: OrderHandover, refusal: SendRefusal): void {
    for (const { order } of together(handover)) this.#refuse(order, 'place', refusal);
  }

  #refuse(order: Order, request: OrderRequestKind, refusal: SendRefusal): void {
    this.#tell(order.id, request, 'refused', refusal);
  }

  #tell(
    orderId: number,
    request: OrderRequestKind,
    outcome: 'accepted' | 'refused' | 'unknown',
    { code, text }: SendRefusal,
  ): void {
    this.inbox.message({ kind: 'outcome', orderId, request, outcome, code, text });
  }
}

/** The orders of a handover that are placed by it at once. */
function together(handover: OrderHandover): readonly OrderHandover[] {
  return handover.sibling === undefined ? [handover] : [handover, handover.sibling];
}
