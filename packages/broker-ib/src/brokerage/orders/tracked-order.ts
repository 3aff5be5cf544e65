import {
  type BrokerageInbox,
  concludedExecutionId,
  Decimal,
  type Order,
  OrderEvent,
  type OrderHandover,
  OrderStatus,
  type Timer,
} from '@lockstep/core';
import type { Contract, Order as IbOrder } from '@stoqey/ib';

/** What orders tell of themselves. */
export interface OrderTelling {
  readonly inbox: () => BrokerageInbox | null;
  /** Epoch ms UTC: nothing is told of later. */
  readonly utcNow: () => number;
  /** One of its names at IB is known. */
  readonly onIdentified: (tracked: TrackedOrder) => void;
  /** Something was heard of it: what waits for that may go on. */
  readonly onHeard: (tracked: TrackedOrder) => void;
}

/** Where an order stands, as far as it was told. */
export type OrderStage =
  /** It was not handed over in this process, or was not written yet. */
  | 'unsent'
  /** It was written; nothing is heard of it. */
  | 'sent'
  /** IB has it, and it may execute or waits for its entry. */
  | 'known'
  /** Nothing more comes of it but late executions. */
  | 'closed';

/** An execution as it counts for an order. */
export interface Fill {
  readonly id: string;
  /** Negative for sales. */
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly timeMs: number;
}

/** A change of an order that was sent, or waits for that. */
export interface OpenUpdate {
  readonly number: number;
  /** What goes out. */
  readonly order: IbOrder;
  isSent: boolean;
  /** How often TWS was asked and had the order as before. */
  misses: number;
}

interface Ending {
  readonly status: OrderStatus;
  readonly text: string;
}

const ZERO = Decimal.ZERO;

/** An order that was handed over, what TWS makes of it, and what of that was told. */
export class TrackedOrder {
  readonly clientOrderId: string;
  readonly #telling: OrderTelling;
  #order: Order;
  stage: OrderStage = 'unsent';
  /** TWS's number of it for its client; null until it is written. */
  orderId: number | null = null;
  /** The client it belongs to; only that one may change or cancel it. */
  clientId: number | null = null;
  /** IB's number of it for the account; 0 until it is known. */
  permId = 0;
  /** As it was sent last, or read: each change sends all of it. */
  form: { readonly contract: Contract; readonly order: IbOrder } | null = null;
  /** The entry that it waits for. */
  parent: TrackedOrder | null = null;
  /** Orders that wait for it. */
  children: readonly TrackedOrder[] = [];
  /** Its cancel was asked for. */
  isUnwanted = false;
  /** The cancel was written and has no answer. */
  isCancelling = false;
  /** When it was written, epoch ms UTC. */
  sentMs = Number.NaN;
  /** How often everything was looked through without a trace of it. */
  misses = 0;
  /** What TWS said when it refused it, until that is confirmed. */
  rejection: { readonly code: string; readonly text: string } | null = null;
  /** Why it is taken back without having been asked to: told once TWS has ended it. */
  takenBack: { readonly code: string; readonly text: string } | null = null;
  /** Changes without an answer, the oldest first. */
  readonly updates: OpenUpdate[] = [];
  /** Units that it has filled, as far as anybody told. */
  reported: Decimal = ZERO;
  /** Average price of those. */
  reportedPrice: Decimal = ZERO;
  /** When its fate is asked for next, and how often it was since anything was heard. */
  watch: Timer | null = null;
  watchedMs = 0;
  looks = 0;
  /** It was told that nothing is known of it. */
  isDoubted = false;
  /** It is Inactive, and not said why. */
  isInactive = false;
  /** How often its cancel went out. */
  cancels = 0;
  /** Units that were filled before this process began. */
  readonly #before: Decimal;
  readonly #fills = new Map<string, Fill>();
  #concluded: Fill | null = null;
  #isSubmitted = false;
  #ending: Ending | null = null;
  #isEndExpected = false;

  constructor({ order, clientOrderId }: OrderHandover, telling: OrderTelling) {
    this.#order = order;
    this.clientOrderId = clientOrderId;
    this.#telling = telling;
    this.#before = order.quantityFilled.abs();
  }

  get order(): Order {
    return this.#order;
  }

  get id(): number {
    return this.#order.id;
  }

  get isClosed(): boolean {
    return this.stage === 'closed';
  }

  /** Units of its executions, without a sign. */
  get filled(): Decimal {
    let sum = this.#concluded?.quantity ?? ZERO;
    for (const { quantity } of this.#fills.values()) sum = sum.plus(quantity);
    // TWS may have forgotten those of an earlier process.
    return Decimal.max(sum.abs(), Decimal.min(this.reported, sum.abs().plus(this.#before)));
  }

  get isFilled(): boolean {
    return this.filled.gte(this.#order.quantity.abs());
  }

  /** It has filled more than its executions come to. */
  get isUnexplained(): boolean {
    return this.reported.gt(this.filled);
  }

  /** It ended, and it is not known yet with how much, or the executions of that are not. */
  get isEnding(): boolean {
    return (this.#ending !== null || this.#isEndExpected) && !this.isClosed;
  }

  /** What was told as submitted may execute. */
  get isSubmitted(): boolean {
    return this.#isSubmitted;
  }

  get concluded(): Fill | null {
    return this.#concluded;
  }

  /** The same order, as whoever trades has it now. */
  meet(order: Order): void {
    this.#order = order;
  }

  /** It goes over the wire now. */
  sent(orderId: number, clientId: number): void {
    this.stage = 'sent';
    this.sentMs = this.#telling.utcNow();
    this.identify(orderId, clientId, 0);
  }

  /** Takes in the names that TWS has for it; 0 is none. */
  identify(orderId: number, clientId: number, permId: number): void {
    if (orderId !== 0 && (this.orderId !== orderId || this.clientId !== clientId)) {
      this.orderId = orderId;
      this.clientId = clientId;
      this.#tellId(wireName(clientId, orderId));
    }
    if (permId !== 0 && this.permId !== permId) {
      this.permId = permId;
      this.#tellId(String(permId));
    }
    this.#telling.onIdentified(this);
  }

  #tellId(brokerId: string): void {
    if (!this.#order.brokerId.includes(brokerId))
      this.#telling.inbox()?.message({ kind: 'orderIdentified', orderId: this.id, brokerId });
  }

  /** TWS has it. @param mayExecute it does not wait for its entry */
  know(mayExecute: boolean): void {
    if (this.stage === 'unsent' || this.stage === 'sent') this.stage = 'known';
    this.misses = 0;
    this.isInactive = false;
    if (mayExecute && !this.isClosed && !this.#isSubmitted) {
      this.#isSubmitted = true;
      this.#tell(OrderStatus.Submitted, this.#telling.utcNow());
    }
    this.#telling.onHeard(this);
  }

  /** TWS counts so many units. @param average price of all of them */
  report(filled: Decimal, average: Decimal): void {
    if (filled.lte(this.reported)) return;
    this.reported = filled;
    this.reportedPrice = average;
    this.#telling.onHeard(this);
  }

  /** An execution of it that is news. */
  fill(fill: Fill): void {
    if (!this.isClosed) this.know(true);
    const part = this.#ofConcluded(fill);
    this.#fills.set(fill.id, fill);
    if (this.filled.gt(this.reported)) this.reported = this.filled;
    if (part !== null) this.#telling.inbox()?.orderEvent(this.#fillEvent(part, part.id));
    this.#endIfExplained();
    this.#telling.onHeard(this);
  }

  /** What was concluded before counts as a part of it. */
  #ofConcluded(fill: Fill): Fill | null {
    const concluded = this.#concluded;
    if (concluded === null) return fill;
    const left = concluded.quantity.abs().minus(fill.quantity.abs());
    this.#concluded = left.sign() > 0 ? { ...concluded, quantity: signed(left, fill.quantity) } : null;
    return left.sign() < 0 ? { ...fill, quantity: signed(left.abs(), fill.quantity) } : null;
  }

  /** Another execution stands in the place of one; null for none. */
  correct(id: string, by: Fill | null): void {
    this.#fills.delete(id);
    if (by !== null) this.#fills.set(by.id, by);
    this.reported = this.filled;
    this.#telling.inbox()?.message({
      kind: 'executionCorrected',
      executionId: id,
      orderId: this.id,
      correction: by === null ? null : this.#fillEvent(by, by.id),
    });
  }

  /** What is missing of its executions is not to be had: it counts as one, at what is left of the average. */
  conclude(): void {
    if (!this.isUnexplained) return;
    const quantity = this.reported.minus(this.filled);
    let value = this.reportedPrice.times(this.reported);
    for (const fill of this.#fills.values()) value = value.minus(fill.quantity.abs().times(fill.price));
    const price = (value.sign() > 0 ? value.dividedBy(quantity) : this.reportedPrice).normalize();
    const total = signed(this.reported, this.#order.quantity).normalize();
    const id = concludedExecutionId(this.clientOrderId, total.toString());
    this.#concluded = { id, quantity: signed(quantity, this.#order.quantity), price, timeMs: this.#telling.utcNow() };
    this.#telling.inbox()?.orderEvent(this.#fillEvent(this.#concluded, id));
    this.#endIfExplained();
  }

  #fillEvent({ quantity, price, timeMs }: Fill, id: string): OrderEvent {
    const event = this.#event(this.isFilled ? OrderStatus.Filled : OrderStatus.PartiallyFilled, timeMs);
    event.exactFillQuantity = quantity.normalize();
    event.exactFillPrice = price.normalize();
    event.executionId = id;
    return event;
  }

  /** It ended; how much of it has filled was not said. */
  expectEnd(): void {
    if (this.isClosed || this.#ending !== null) return;
    this.#isEndExpected = true;
    this.#telling.onHeard(this);
  }

  /** Nothing more comes of it, once its executions are all there: what has filled was told before. */
  end(status: OrderStatus, text: string): void {
    if (this.isClosed || this.#ending !== null) return;
    const { takenBack } = this;
    // A child that is not to be dies with its entry; an entry that is not to be was refused.
    if (status === OrderStatus.Canceled && takenBack !== null && this.parent === null && !this.#isSubmitted) {
      this.refuse(takenBack.code, takenBack.text);
      return;
    }
    this.#ending = { status, text: takenBack?.text ?? text };
    this.#endIfExplained();
    this.#telling.onHeard(this);
  }

  #endIfExplained(): void {
    if (this.isClosed || this.isUnexplained) return;
    if (this.isFilled) {
      this.#close();
      return;
    }
    if (this.#ending === null) return;
    const { status, text } = this.#ending;
    this.#close();
    // Some of what had filled was taken back.
    if (status !== OrderStatus.Filled) this.#tell(status, this.#telling.utcNow(), text);
  }

  #close(): void {
    this.stage = 'closed';
    if (this.isCancelling) this.#answerCancel();
    while (this.updates.length > 0) this.refuseUpdate('CLOSED', `Order ${this.id} has ended.`);
  }

  #answerCancel(): void {
    this.isCancelling = false;
    if (!this.isUnwanted) return;
    if (this.isFilled) this.tellOutcome('cancel', 'refused', 'TOO_LATE', `Order ${this.id} has filled.`);
    else this.tellOutcome('cancel', 'accepted', 'ACCEPTED', 'IB has cancelled the order.');
  }

  /** It is not to be. */
  refuse(code: string, text: string): void {
    if (this.isClosed) return;
    if (this.#isSubmitted) {
      this.end(OrderStatus.Invalid, text);
      return;
    }
    this.#close();
    this.tellOutcome('place', 'refused', code, text);
    this.#telling.onHeard(this);
  }

  /** TWS has the values of the oldest change. */
  acceptUpdate(): void {
    if (this.updates.shift() === undefined) return;
    this.#tell(OrderStatus.UpdateSubmitted, this.#telling.utcNow());
    this.#telling.onHeard(this);
  }

  refuseUpdate(code: string, text: string): void {
    const update = this.updates.shift();
    if (update !== undefined) this.tellOutcome('update', 'refused', code, text, update.number);
  }

  /** The order has other values than it was given. */
  tellChanged(values: { stopPrice?: Decimal; limitPrice?: Decimal; quantity?: Decimal }): void {
    this.#telling.inbox()?.message({ kind: 'orderChanged', orderId: this.id, ...values });
    this.#endIfExplained();
  }

  tellOutcome(
    request: 'place' | 'update' | 'cancel',
    outcome: 'accepted' | 'refused' | 'unknown',
    code: string,
    text: string,
    updateNumber = 0,
  ): void {
    this.#telling.inbox()?.message({
      kind: 'outcome',
      orderId: this.id,
      request,
      outcome,
      code,
      text,
      ...(updateNumber === 0 ? {} : { updateNumber }),
    });
  }

  #tell(status: OrderStatus, timeMs: number, text = ''): void {
    this.#telling.inbox()?.orderEvent(this.#event(status, timeMs, text));
  }

  /** What is told of has happened: clocks differ. */
  #event(status: OrderStatus, timeMs: number, text = ''): OrderEvent {
    return new OrderEvent(this.#order, Math.min(timeMs, this.#telling.utcNow()), status, text);
  }
}

/** The name that a client's order has at TWS, where it is not known by another. */
export function wireName(clientId: number, orderId: number): string {
  return `${clientId}:${orderId}`;
}

function signed(units: Decimal, like: Decimal): Decimal {
  return like.sign() < 0 ? units.abs().negated() : units.abs();
}
