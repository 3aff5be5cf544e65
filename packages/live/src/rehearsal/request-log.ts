import {
  type AlgorithmRun,
  type Brokerage,
  DelegatingBrokerage,
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
export class RequestLog extends DelegatingBrokerage {
  readonly requests: LoggedRequest[] = [];
  readonly #run: AlgorithmRun;

  constructor(run: AlgorithmRun, inner: Brokerage) {
    super(inner);
    this.#run = run;
  }

  get answersAtOnce(): boolean {
    return this.inner.answersAtOnce ?? false;
  }

  override placeOrder(handover: OrderHandover): HandedOver {
    const { order, children, sibling } = handover;
    this.#note('place', order, {
      children: children.map((child) => wishOf(child.order)),
      sibling: sibling === undefined ? null : wishOf(sibling.order),
    });
    return this.inner.placeOrder(handover);
  }

  override updateOrder(order: Order, request: UpdateOrderRequest): HandedOver {
    this.#note('update', order, {});
    return this.inner.updateOrder(order, request);
  }

  override cancelOrder(order: Order): HandedOver {
    this.#note('cancel', order, {});
    return this.inner.cancelOrder(order);
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
