import { type Brokerage, DelegatingBrokerage, type HandedOver, type Order, type OrderHandover } from '@lockstep/core';

/** An order that the engine has handed to the wire, or is about to. */
export interface SentOrder {
  readonly id: number;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly tag: string;
  readonly quantity: number;
  /** Number of its entry, or 0. */
  readonly bracketId: number;
  readonly hasChildren: boolean;
}

/** The orders of a handover: itself, its children, its sibling. */
export function sentOrders({ order, clientOrderId, children, sibling }: OrderHandover): SentOrder[] {
  const { id, symbol, tag, quantity, bracketId } = order;
  const hasChildren = children.length > 0;
  return [
    { id, clientOrderId, symbol: symbol.value, tag, quantity: quantity.toNumber(), bracketId, hasChildren },
    ...children.flatMap(sentOrders),
    ...(sibling === undefined ? [] : sentOrders(sibling)),
  ];
}

/** Somebody who looks on while orders are handed to the wire. */
export interface SendingWatch {
  /** An order is about to be cancelled. */
  cancelling(orderId: number, tag: string): void;
  before(orders: readonly SentOrder[]): void;
  after(): void;
}

/** A brokerage at whose door somebody stands. */
export class WatchedBrokerage extends DelegatingBrokerage {
  readonly #watch: SendingWatch;

  constructor(inner: Brokerage, watch: SendingWatch) {
    super(inner);
    this.#watch = watch;
  }

  override placeOrder(handover: OrderHandover): HandedOver {
    this.#watch.before(sentOrders(handover));
    const handedOver = this.inner.placeOrder(handover);
    this.#watch.after();
    return handedOver;
  }

  override cancelOrder(order: Order): HandedOver {
    this.#watch.cancelling(order.id, order.tag);
    return this.inner.cancelOrder(order);
  }
}
