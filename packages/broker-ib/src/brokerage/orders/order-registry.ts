import type { Order, OrderHandover } from '@lockstep/core';
import { type OrderTelling, TrackedOrder, wireName } from './tracked-order.ts';

/** How something that TWS tells names the order that it is about. */
export interface OrderNames {
  /** Ours, empty where it is not told. */
  readonly orderRef: string;
  /** 0 where it is not known. */
  readonly permId: number;
  readonly clientId: number;
  readonly orderId: number;
}

/**
 * The orders that were handed over, by each of the names they go by. The number that a client's order has at TWS is the
 * weakest of them: TWS gives numbers again.
 */
export class OrderRegistry {
  readonly #telling: OrderTelling;
  readonly #byId = new Map<number, TrackedOrder>();
  readonly #byClientOrderId = new Map<string, TrackedOrder>();
  readonly #byPermId = new Map<number, TrackedOrder>();
  readonly #byWireName = new Map<string, TrackedOrder>();

  constructor(telling: Omit<OrderTelling, 'onIdentified'>) {
    this.#telling = { ...telling, onIdentified: (tracked) => this.#index(tracked) };
  }

  #index(tracked: TrackedOrder): void {
    const { permId, clientId, orderId } = tracked;
    if (permId !== 0) this.#byPermId.set(permId, tracked);
    if (clientId !== null && orderId !== null) this.#byWireName.set(wireName(clientId, orderId), tracked);
  }

  /** The order of a handover, with its children and its sibling. */
  track(handover: OrderHandover): TrackedOrder {
    const tracked = this.#track(handover);
    const children = handover.children.map((child) => this.#track(child));
    if (children.length > 0) tracked.children = children;
    for (const child of children) child.parent = tracked;
    if (handover.sibling !== undefined) this.#track(handover.sibling);
    return tracked;
  }

  #track(handover: OrderHandover): TrackedOrder {
    const { order, clientOrderId } = handover;
    const known = this.#byClientOrderId.get(clientOrderId);
    known?.meet(order);
    const tracked = known ?? new TrackedOrder(handover, this.#telling);
    this.#byClientOrderId.set(clientOrderId, tracked);
    this.#byId.set(order.id, tracked);
    if (known === undefined) this.#recall(tracked);
    return tracked;
  }

  /** The names that it had in an earlier process. */
  #recall(tracked: TrackedOrder): void {
    for (const brokerId of tracked.order.brokerId) {
      const [, clientId, orderId] = /^(\d+):(\d+)$/.exec(brokerId) ?? [];
      if (clientId !== undefined) tracked.identify(Number(orderId), Number(clientId), 0);
      else if (/^\d+$/.test(brokerId)) tracked.identify(0, 0, Number(brokerId));
    }
  }

  get(order: Order): TrackedOrder | null {
    return this.#byId.get(order.id) ?? null;
  }

  withClientOrderId(clientOrderId: string): TrackedOrder | null {
    return this.#byClientOrderId.get(clientOrderId) ?? null;
  }

  /** One of the orders that any of these names of TWS's is of. */
  withBrokerIds(brokerIds: readonly string[]): TrackedOrder | null {
    for (const brokerId of brokerIds) {
      const found = this.#byWireName.get(brokerId) ?? this.#byPermId.get(Number(brokerId));
      if (found !== undefined) return found;
    }
    return null;
  }

  /** The latest order of ours that went out under a number. */
  withWireName(clientId: number, orderId: number): TrackedOrder | null {
    return this.#byWireName.get(wireName(clientId, orderId)) ?? null;
  }

  /** The order that something is about; null for those of others. */
  behind({ orderRef, permId, clientId, orderId }: OrderNames): TrackedOrder | null {
    const byRef = this.withClientOrderId(orderRef);
    if (byRef !== null) return byRef;
    const byPermId = permId === 0 ? undefined : this.#byPermId.get(permId);
    if (byPermId !== undefined) return byPermId;
    // A name of somebody else's, whatever its number.
    if (orderRef !== '') return null;
    const byName = this.withWireName(clientId, orderId);
    const contradicts = byName !== null && permId !== 0 && byName.permId !== 0;
    return contradicts ? null : byName;
  }

  /** Orders of which something may still come. */
  open(): TrackedOrder[] {
    return [...this.#byClientOrderId.values()].filter(({ isClosed }) => !isClosed);
  }

  all(): Iterable<TrackedOrder> {
    return this.#byClientOrderId.values();
  }
}
