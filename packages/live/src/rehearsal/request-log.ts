import {
  type AlgorithmRun,
  type Brokerage,
  type BrokerageCapabilities,
  type BrokerageCash,
  type BrokerageExecutions,
  type BrokerageHolding,
  type BrokerageInbox,
  type BrokerageOrder,
  type HandedOver,
  type Order,
  type OrderHandover,
  orderToJson,
  type UpdateOrderRequest,
} from '@lockstep/core';

/** Something that was asked of a broker. */
export interface LoggedRequest {
  /** Engine time, epoch ms UTC. */
  readonly timeMs: number;
  readonly kind: 'place' | 'update' | 'cancel';
  readonly orderId: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Notes what is asked of a brokerage, and passes it on. */
export class RequestLog implements Brokerage {
  readonly requests: LoggedRequest[] = [];
  readonly #inner: Brokerage;
  readonly #run: AlgorithmRun;

  constructor(run: AlgorithmRun, inner: Brokerage) {
    this.#run = run;
    this.#inner = inner;
  }

  get name(): string {
    return this.#inner.name;
  }

  get capabilities(): BrokerageCapabilities {
    return this.#inner.capabilities;
  }

  get answersAtOnce(): boolean {
    return this.#inner.answersAtOnce ?? false;
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

  placeOrder(handover: OrderHandover): HandedOver {
    const { order, children, sibling } = handover;
    this.#note('place', order, {
      children: children.map((child) => wishOf(child.order)),
      sibling: sibling === undefined ? null : wishOf(sibling.order),
    });
    return this.#inner.placeOrder(handover);
  }

  updateOrder(order: Order, request: UpdateOrderRequest): HandedOver {
    this.#note('update', order, {});
    return this.#inner.updateOrder(order, request);
  }

  cancelOrder(order: Order): HandedOver {
    this.#note('cancel', order, {});
    return this.#inner.cancelOrder(order);
  }

  scan(): HandedOver {
    return this.#inner.scan?.();
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

  #note(kind: LoggedRequest['kind'], order: Order, more: Readonly<Record<string, unknown>>): void {
    const fields = kind === 'cancel' ? more : { ...wishOf(order), ...more };
    this.requests.push({ timeMs: this.#run.clock.utcNow(), kind, orderId: order.id, fields });
  }
}

/** What is wanted of an order: nothing of what came of it. */
function wishOf(order: Order): Readonly<Record<string, unknown>> {
  const { id, type, symbol, quantity, limitPrice, stopPrice, triggerPrice, trailingAmount, timeInForce, expiry } =
    orderToJson(order);
  const wish = { id, type, symbol, quantity, limitPrice, triggerPrice, trailingAmount, timeInForce, expiry };
  // The stop of a trailing order is where the market has moved it.
  return type === 'TrailingStop' ? wish : { ...wish, stopPrice };
}
