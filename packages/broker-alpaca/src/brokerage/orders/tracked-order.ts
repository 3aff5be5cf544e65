import {
  type BrokerageInbox,
  concludedExecutionId,
  type Decimal,
  type Order,
  OrderEvent,
  type OrderHandover,
  OrderStatus,
  OrderType,
  type Timer,
} from '@lockstep/core';
import type { WireOrder } from '../../wire/order.ts';
import { baseOf } from '../../wire/symbol-form.ts';
import type { WireExecution } from './broker-order.ts';
import { type ChainListener, executionId, OrderChain, type ReplacementHabit } from './order-chain.ts';
import { decimalOf, wireValues } from './wire-values.ts';

/** What orders tell of themselves. */
export interface OrderTelling {
  readonly inbox: () => BrokerageInbox | null;
  /** Epoch ms UTC: nothing is told of later. */
  readonly utcNow: () => number;
  readonly habit: ReplacementHabit;
  /** An id of Alpaca's is known to be this order's. */
  readonly onIdentified: (tracked: TrackedOrder, brokerId: string) => void;
  readonly onPartFilled: (tracked: TrackedOrder) => void;
  readonly onEnded: (tracked: TrackedOrder) => void;
}

/** An execution as it was told. */
export interface ToldExecution {
  readonly id: string;
  readonly brokerId: string;
  /** Negative for sales. */
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly timeMs: number;
}

/** An order that was handed over, with what Alpaca makes of it, and what of that was told. */
export class TrackedOrder implements ChainListener {
  readonly clientOrderId: string;
  readonly chain: OrderChain;
  /** Executions that were told, the oldest first. */
  readonly told: ToldExecution[] = [];
  /** Alpaca's own ids of executions that came over the stream. */
  readonly executionIds = new Set<string>();
  /** Orders that Alpaca makes of its own accord when this one is placed. */
  legs: readonly TrackedOrder[] = [];
  /** It and its leg are placed at once, and only one of them fills. */
  isPair = false;
  /** The order whose leg this is. */
  parent: TrackedOrder | null = null;
  /** It is for an amount of money: how many units that is, is known when it has filled. */
  isByValue = false;
  /** Requests of the order, one after the other. */
  line: Promise<void> = Promise.resolve();
  /** It is being placed, or looked for. */
  isPlacing = false;
  /** Its cancel was asked for: it is not sent again. */
  isUnwanted = false;
  /** It was told that it is not to be, or has ended. */
  isClosed = false;
  /** Updates that were sent, for the client order ids of replacements. */
  updates = 0;
  /** Numbers of the updates that have no answer, the oldest first. */
  readonly openUpdates: number[] = [];
  /** When its fate is asked for next. */
  watch: Timer | null = null;
  /** How often it was asked for since anything was heard of it. */
  looks = 0;
  /** When what is missing of its executions is asked for. */
  explaining: Timer | null = null;
  /** When its cancel was taken, epoch ms UTC. */
  cancelledMs: number | null = null;
  readonly #telling: OrderTelling;
  #order: Order;
  /** Where the stop of a trailing order was told to be, by Alpaca's order. */
  #stop: { readonly brokerId: string; readonly price: Decimal } | null = null;

  constructor({ order, clientOrderId }: OrderHandover, telling: OrderTelling) {
    this.#order = order;
    this.clientOrderId = clientOrderId;
    this.#telling = telling;
    this.chain = new OrderChain(this, telling.habit);
  }

  get order(): Order {
    return this.#order;
  }

  get id(): number {
    return this.#order.id;
  }

  /** The same order, as whoever trades has it now. */
  meet(order: Order): void {
    this.#order = order;
  }

  /** Takes in one of Alpaca's orders that carry it out. */
  see(wire: WireOrder): void {
    this.#seeStop(wire);
    this.chain.see(wire);
  }

  /** The market has moved a stop that trails; one of Alpaca's orders only ever moves it closer. */
  #seeStop(wire: WireOrder): void {
    const price = decimalOf(wire.stop_price);
    const isPast = this.chain.has(wire.id) && this.chain.head?.id !== wire.id;
    if (this.#order.type !== OrderType.TrailingStop || price === null || isPast) return;
    if (this.#stop?.brokerId === wire.id) {
      const isCloser = this.#order.quantity.sign() < 0 ? price.gt(this.#stop.price) : price.lt(this.#stop.price);
      if (!isCloser) return;
    }
    this.#stop = { brokerId: wire.id, price };
    if (!price.equals(this.#order.stopPrice))
      this.#telling.inbox()?.message({ kind: 'orderChanged', orderId: this.id, stopPrice: price });
  }

  onIdentified(brokerId: string): void {
    this.#telling.onIdentified(this, brokerId);
    if (!this.#order.brokerId.includes(brokerId))
      this.#telling.inbox()?.message({ kind: 'orderIdentified', orderId: this.id, brokerId });
  }

  onSubmitted(timeMs: number): void {
    this.#tell(OrderStatus.Submitted, timeMs);
  }

  onFill(execution: WireExecution, id: string, total: Decimal, isConcluded: boolean): void {
    const { quantity, price, timeMs, kept } = execution;
    const sign = this.#order.quantity.sign();
    const isComplete = this.isByValue ? this.chain.isFilled : total.gte(this.#order.quantity.abs());
    const event = this.#event(isComplete ? OrderStatus.Filled : OrderStatus.PartiallyFilled, timeMs);
    event.exactFillQuantity = (sign < 0 ? quantity.negated() : quantity).normalize();
    event.exactFillPrice = price.normalize();
    if (kept !== undefined) event.orderFee = { amount: kept, currency: baseOf(this.#order.symbol) };
    const signed = sign < 0 ? total.negated() : total;
    if (this.isByValue)
      this.#telling.inbox()?.message({ kind: 'orderChanged', orderId: this.id, quantity: signed.normalize() });
    event.executionId = isConcluded ? concludedExecutionId(this.clientOrderId, signed.normalize().toString()) : id;
    const brokerId = id.slice(0, id.lastIndexOf(':'));
    this.#note(brokerId, event);
    this.#telling.inbox()?.orderEvent(event);
  }

  onCorrected(brokerId: string, taken: WireExecution, instead: WireExecution | null): void {
    const id = executionId(brokerId, taken);
    const index = this.told.findIndex((each) => each.id === id);
    if (index >= 0) this.told.splice(index, 1);
    const correction = instead === null ? null : this.#fillEvent(brokerId, instead);
    this.#telling.inbox()?.message({ kind: 'executionCorrected', executionId: id, correction, orderId: this.id });
  }

  /** The event of an execution in the place of another, which is told with it. */
  #fillEvent(brokerId: string, { quantity, price, timeMs, ...rest }: WireExecution): OrderEvent {
    const isComplete = this.chain.filled.gte(this.#order.quantity.abs());
    const event = this.#event(isComplete ? OrderStatus.Filled : OrderStatus.PartiallyFilled, timeMs);
    event.executionId = executionId(brokerId, { price, ...rest });
    event.exactFillQuantity = (this.#order.quantity.sign() < 0 ? quantity.negated() : quantity).normalize();
    event.exactFillPrice = price.normalize();
    this.#note(brokerId, event);
    return event;
  }

  #note(brokerId: string, event: OrderEvent): void {
    this.told.push({
      id: event.executionId,
      brokerId,
      quantity: event.exactFillQuantity,
      price: event.exactFillPrice,
      timeMs: event.utcTimeMs,
    });
  }

  onReplaced(wire: WireOrder, isOurs: boolean): void {
    if (isOurs) {
      this.openUpdates.shift();
      this.#tell(OrderStatus.UpdateSubmitted, Date.parse(wire.created_at));
    } else {
      this.#telling.inbox()?.message({ kind: 'orderChanged', orderId: this.id, ...changesOf(this.#order, wire) });
    }
  }

  onNotReplaced(reason: string): void {
    this.refuse('update', 'CANNOT_REPLACE', `The order stays as it was: ${reason}`);
  }

  onPartFilled(): void {
    this.#telling.onPartFilled(this);
  }

  onEnded(wire: WireOrder): void {
    if (wire.status === 'rejected')
      this.end(OrderStatus.Invalid, Date.parse(wire.failed_at ?? wire.updated_at), rejection(wire));
    else if (wire.status === 'expired')
      this.end(OrderStatus.Canceled, Date.parse(wire.expired_at ?? wire.updated_at), 'The order has expired.');
    else if (wire.status === 'canceled')
      this.end(OrderStatus.Canceled, Date.parse(wire.canceled_at ?? wire.updated_at), '');
    else this.isClosed = true;
    this.#telling.onEnded(this);
  }

  /** Tells that nothing more comes of it. */
  end(status: OrderStatus, timeMs: number, text: string): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#tell(status, timeMs, text);
  }

  /** Tells that a request was refused. */
  refuse(request: 'place' | 'update' | 'cancel', code: string, text: string): void {
    if (request === 'place') this.isClosed = true;
    this.#outcome(request, 'refused', code, text);
  }

  /** Tells that a request was taken. */
  accept(request: 'place' | 'update' | 'cancel', text: string): void {
    this.#outcome(request, 'accepted', 'ACCEPTED', text);
  }

  /** Tells that nothing is known of a request. */
  doubt(request: 'place' | 'update' | 'cancel', text: string): void {
    this.#outcome(request, 'unknown', 'NO_ANSWER', text);
  }

  #outcome(
    request: 'place' | 'update' | 'cancel',
    outcome: 'accepted' | 'refused' | 'unknown',
    code: string,
    text: string,
  ): void {
    const isAnswer = request === 'update' && outcome !== 'unknown';
    const updateNumber = request === 'update' ? (isAnswer ? this.openUpdates.shift() : this.openUpdates[0]) : undefined;
    this.#telling.inbox()?.message({
      kind: 'outcome',
      orderId: this.id,
      request,
      outcome,
      code,
      text,
      ...(updateNumber === undefined || updateNumber === 0 ? {} : { updateNumber }),
    });
  }

  #tell(status: OrderStatus, timeMs: number, text = ''): void {
    this.#telling.inbox()?.orderEvent(this.#event(status, timeMs, text));
  }

  /** What is told of has happened: clocks differ. */
  #event(status: OrderStatus, timeMs: number, text = ''): OrderEvent {
    const now = this.#telling.utcNow();
    return new OrderEvent(this.#order, Number.isFinite(timeMs) ? Math.min(timeMs, now) : now, status, text);
  }
}

function rejection({ symbol }: WireOrder): string {
  return `Alpaca took the order in ${symbol} and rejected it afterwards, for a reason that it does not tell.`;
}

/** Values that somebody else has given an order. */
function changesOf(order: Order, wire: WireOrder): { quantity?: Decimal; limitPrice?: Decimal; stopPrice?: Decimal } {
  const { quantity, limitPrice, stopPrice } = wireValues(wire);
  return {
    ...(quantity === null ? {} : { quantity: order.quantity.sign() < 0 ? quantity.negated() : quantity }),
    ...(limitPrice === null ? {} : { limitPrice }),
    ...(stopPrice === null ? {} : { stopPrice }),
  };
}
