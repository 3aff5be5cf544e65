import type {
  Brokerage,
  BrokerageCapabilities,
  BrokerageCash,
  BrokerageExecutions,
  BrokerageHolding,
  BrokerageInbox,
  BrokerageOrder,
  HandedOver,
  Order,
  OrderHandover,
  UpdateOrderRequest,
} from '@lockstep/core';

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
  before(orders: readonly SentOrder[]): void;
  after(): void;
}

/** A brokerage at whose door somebody stands. */
export class WatchedBrokerage implements Brokerage {
  readonly #inner: Brokerage;
  readonly #watch: SendingWatch;

  constructor(inner: Brokerage, watch: SendingWatch) {
    this.#inner = inner;
    this.#watch = watch;
  }

  get name(): string {
    return this.#inner.name;
  }

  get capabilities(): BrokerageCapabilities {
    return this.#inner.capabilities;
  }

  get isReady(): boolean {
    return this.#inner.isReady;
  }

  connect(inbox: BrokerageInbox): void | Promise<void> {
    return this.#inner.connect(inbox);
  }

  disconnect(): void | Promise<void> {
    return this.#inner.disconnect();
  }

  remember(orders: readonly OrderHandover[]): void {
    this.#inner.remember?.(orders);
  }

  placeOrder(handover: OrderHandover): HandedOver {
    this.#watch.before(sentOrders(handover));
    const handedOver = this.#inner.placeOrder(handover);
    this.#watch.after();
    return handedOver;
  }

  updateOrder(order: Order, request: UpdateOrderRequest): HandedOver {
    return this.#inner.updateOrder(order, request);
  }

  cancelOrder(order: Order): HandedOver {
    return this.#inner.cancelOrder(order);
  }

  getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    return this.#inner.getOpenOrders();
  }

  findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    return this.#inner.findOrder(clientOrderId);
  }

  getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    return this.#inner.getExecutions(sinceMs);
  }

  getHoldings(): Promise<readonly BrokerageHolding[]> {
    return this.#inner.getHoldings();
  }

  getCashBalance(): Promise<readonly BrokerageCash[]> {
    return this.#inner.getCashBalance();
  }
}
