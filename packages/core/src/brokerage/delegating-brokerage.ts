import type { Order } from '../orders/order.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import type {
  Brokerage,
  BrokerageCapabilities,
  BrokerageCash,
  BrokerageExecutions,
  BrokerageHolding,
  BrokerageInbox,
  BrokerageOrder,
  HandedOver,
  OrderHandover,
} from './brokerage.ts';

/** A brokerage in front of another: hands everything on. What stands between two overrides what it does differently. */
export class DelegatingBrokerage implements Brokerage {
  /** The one behind it. */
  readonly inner: Brokerage;

  constructor(inner: Brokerage) {
    this.inner = inner;
  }

  get name(): string {
    return this.inner.name;
  }

  get capabilities(): BrokerageCapabilities {
    return this.inner.capabilities;
  }

  get isReady(): boolean {
    return this.inner.isReady;
  }

  connect(inbox: BrokerageInbox): void | Promise<void> {
    return this.inner.connect(inbox);
  }

  disconnect(): void | Promise<void> {
    return this.inner.disconnect();
  }

  remember(orders: readonly OrderHandover[]): void {
    this.inner.remember?.(orders);
  }

  placeOrder(handover: OrderHandover): HandedOver {
    return this.inner.placeOrder(handover);
  }

  updateOrder(order: Order, request: UpdateOrderRequest): HandedOver {
    return this.inner.updateOrder(order, request);
  }

  cancelOrder(order: Order): HandedOver {
    return this.inner.cancelOrder(order);
  }

  scan(): HandedOver {
    return this.inner.scan?.();
  }

  getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    return this.inner.getOpenOrders();
  }

  findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    return this.inner.findOrder(clientOrderId);
  }

  getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    return this.inner.getExecutions(sinceMs);
  }

  getHoldings(): Promise<readonly BrokerageHolding[]> {
    return this.inner.getHoldings();
  }

  getCashBalance(): Promise<readonly BrokerageCash[]> {
    return this.inner.getCashBalance();
  }
}
