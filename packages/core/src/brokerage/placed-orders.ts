import type { OrderEvent } from '../orders/order-event.ts';
import { type UpdateOrderFields, UpdateOrderRequest } from '../orders/order-request.ts';
import type { Brokerage, BrokerageInbox, BrokerageMessage, OrderHandover } from './brokerage.ts';
import { PlacedOrder } from './placed-order.ts';

/** What placing orders without a strategy works with. */
export interface PlacedOrdersOptions {
  readonly brokerage: Pick<Brokerage, 'placeOrder' | 'updateOrder' | 'cancelOrder'>;
  /** Epoch ms UTC. */
  readonly utcNow: () => number;
  /** Told of each event of each order. */
  readonly onOrderEvent?: ((event: OrderEvent, order: PlacedOrder | null) => void) | undefined;
  /** Told of everything else: notices, orders of others, a connection that goes and comes back. */
  readonly onMessage?: ((message: BrokerageMessage) => void) | undefined;
}

/** The orders of a broker that is used without a strategy, kept as they stand by what the broker tells. */
export class PlacedOrders implements BrokerageInbox {
  readonly #options: PlacedOrdersOptions;
  readonly #orders = new Map<number, PlacedOrder>();
  #updates = 0;

  constructor(options: PlacedOrdersOptions) {
    this.#options = options;
  }

  /** Places an order, with its children; settles when it is known to be at the broker or to be refused. */
  place(handover: OrderHandover): Promise<PlacedOrder> {
    const actions = {
      cancel: (placed: PlacedOrder): void => void this.#options.brokerage.cancelOrder(placed.handover.order),
      update: (placed: PlacedOrder, fields: UpdateOrderFields): void => this.#update(placed, fields),
    };
    const children = handover.children.map((child) => new PlacedOrder(child, [], actions));
    const placed = new PlacedOrder(handover, children, actions);
    for (const each of [placed, ...children]) this.#orders.set(each.handover.order.id, each);
    void this.#options.brokerage.placeOrder(handover);
    return placed.accepted;
  }

  #update({ handover: { order } }: PlacedOrder, fields: UpdateOrderFields): void {
    const { brokerage, utcNow } = this.#options;
    const request = new UpdateOrderRequest(utcNow(), order.id, fields);
    request.number = this.#updates += 1;
    const { quantity, limitPrice, stopPrice, trailingAmount } = request;
    if (quantity !== null) order.quantity = quantity;
    if (limitPrice !== null) order.limitPrice = limitPrice;
    if (stopPrice !== null) order.stopPrice = stopPrice;
    if (trailingAmount !== null) order.trailingAmount = trailingAmount;
    void brokerage.updateOrder(order, request);
  }

  orderEvent(event: OrderEvent): void {
    const placed = this.#orders.get(event.orderId) ?? null;
    placed?.take(event);
    this.#options.onOrderEvent?.(event, placed);
  }

  message(message: BrokerageMessage): void {
    if (message.kind === 'outcome' && message.outcome === 'refused')
      this.#orders.get(message.orderId)?.refuse(message.text, message.request === 'place');
    if (message.kind === 'orderIdentified') {
      const order = this.#orders.get(message.orderId)?.handover.order;
      if (order !== undefined) order.brokerId = [...order.brokerId, message.brokerId];
    }
    if (message.kind === 'orderChanged') {
      const order = this.#orders.get(message.orderId)?.handover.order;
      if (order !== undefined && message.quantity !== undefined) order.quantity = message.quantity;
      if (order !== undefined && message.stopPrice !== undefined) order.stopPrice = message.stopPrice;
      if (order !== undefined && message.limitPrice !== undefined) order.limitPrice = message.limitPrice;
    }
    this.#options.onMessage?.(message);
  }
}
