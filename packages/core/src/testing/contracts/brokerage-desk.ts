import type { BrokerageInbox, BrokerageMessage, OrderHandover } from '../../brokerage/brokerage.ts';
import { Decimal } from '../../numeric/decimal.ts';
import { Order } from '../../orders/order.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import { type UpdateOrderFields, UpdateOrderRequest } from '../../orders/order-request.ts';
import { OrderStatus } from '../../orders/order-status.ts';
import { OrderType } from '../../orders/order-type.ts';
import { TimeInForce } from '../../orders/time-in-force.ts';
import type { BrokerageHarness } from './brokerage-harness.ts';

/** Price at which every test begins. */
export const FIRST_PRICE = 100;

/** Prices of an order, as far as its type has them. */
export interface OrderPrices {
  readonly limit?: number;
  readonly stop?: number;
  readonly trigger?: number;
  readonly trailing?: number;
}

/** Execution in small: hands orders to a brokerage and applies what it tells to them, as the engine does. */
export class BrokerageDesk implements BrokerageInbox {
  readonly harness: BrokerageHarness;
  readonly events: OrderEvent[] = [];
  readonly messages: BrokerageMessage[] = [];
  readonly #orders = new Map<number, Order>();
  readonly #executionIds = new Set<string>();

  private constructor(harness: BrokerageHarness) {
    this.harness = harness;
  }

  /** Connects; the market has traded at `FIRST_PRICE`. */
  static async open(harness: BrokerageHarness): Promise<BrokerageDesk> {
    const desk = new BrokerageDesk(harness);
    await harness.brokerage.connect(desk);
    await harness.trade(FIRST_PRICE);
    await harness.settle();
    return desk;
  }

  orderEvent(event: OrderEvent): void {
    this.events.push(event);
    const order = this.#orders.get(event.orderId);
    if (order === undefined) return;
    order.eventCount += 1;
    order.status = event.status;
    // The same execution told twice counts once.
    if (!event.isFill || this.#executionIds.has(event.executionId)) return;
    this.#executionIds.add(event.executionId);
    order.quantityFilled = order.quantityFilled.plus(event.exactFillQuantity);
    order.price = event.exactFillPrice;
    this.harness.onFill?.(event);
  }

  message(message: BrokerageMessage): void {
    this.messages.push(message);
    if (message.kind === 'orderIdentified') {
      const order = this.#orders.get(message.orderId);
      if (order !== undefined) order.brokerId = [...order.brokerId, message.brokerId];
    } else if (message.kind === 'orderChanged') {
      const order = this.#orders.get(message.orderId);
      if (order !== undefined && message.stopPrice !== undefined) order.stopPrice = message.stopPrice;
    }
  }

  /** Places an order and waits for the answer. */
  async place(type: OrderType, quantity: number, prices: OrderPrices = {}): Promise<Order> {
    const handover = this.handover(type, quantity, prices);
    await this.send(handover);
    return handover.order;
  }

  /** An order that was not sent yet, with its client order id. */
  handover(
    type: OrderType,
    quantity: number,
    prices: OrderPrices,
    children: readonly OrderHandover[] = [],
  ): OrderHandover {
    const id = this.#orders.size + 1;
    const exact = (price: number | undefined): Decimal =>
      price === undefined ? Decimal.ZERO : Decimal.fromNumber(price);
    const order = new Order({
      id,
      type,
      symbol: this.harness.symbol,
      quantity: Decimal.fromNumber(quantity),
      timeMs: this.harness.utcNow(),
      tag: '',
      properties: { timeInForce: this.timeInForce },
      limitPrice: exact(prices.limit),
      stopPrice: exact(prices.stop),
      triggerPrice: exact(prices.trigger),
      trailingAmount: exact(prices.trailing),
    });
    order.priceCurrency = 'USD';
    this.#orders.set(id, order);
    return { order, clientOrderId: clientOrderIdOf(order), children };
  }

  async send(handover: OrderHandover): Promise<void> {
    await this.harness.brokerage.placeOrder(handover);
    await this.settle();
  }

  async update(order: Order, fields: UpdateOrderFields): Promise<void> {
    const request = new UpdateOrderRequest(this.harness.utcNow(), order.id, fields);
    if (request.quantity !== null) order.quantity = request.quantity;
    if (request.limitPrice !== null) order.limitPrice = request.limitPrice;
    await this.harness.brokerage.updateOrder(order, request);
    await this.settle();
  }

  async cancel(order: Order): Promise<void> {
    await this.harness.brokerage.cancelOrder(order);
    await this.settle();
  }

  async trade(price: number): Promise<void> {
    await this.harness.trade(price);
    await this.settle();
  }

  /** As after each request and at the fixed points of a step: a venue looks at its orders, a wire is waited for. */
  async settle(): Promise<void> {
    await this.harness.brokerage.scan?.();
    await this.harness.settle();
  }

  fillsOf(order: Order): OrderEvent[] {
    return this.events.filter((event) => event.orderId === order.id && event.isFill);
  }

  statusesOf(order: Order): OrderStatus[] {
    return this.events.filter((event) => event.orderId === order.id).map(({ status }) => status);
  }

  /** The broker refused: by an Invalid event, or by the outcome of the request. */
  wasRefused(order: Order): boolean {
    const isRefusal = (message: BrokerageMessage): boolean =>
      message.kind === 'outcome' && message.orderId === order.id && message.outcome === 'refused';
    return this.statusesOf(order).includes(OrderStatus.Invalid) || this.messages.some(isRefusal);
  }

  private get timeInForce(): TimeInForce {
    const { timesInForce } = this.harness.brokerage.capabilities;
    return timesInForce.has('GTC') ? TimeInForce.GoodTilCanceled : TimeInForce.Day;
  }
}

/** Deterministic by order id, of letters and digits. */
export function clientOrderIdOf(order: Order): string {
  return `T${order.id}`;
}

/** Order types that rest away from the market, with the prices of one that does. */
export const RESTING_ORDERS: readonly (readonly [name: string, OrderType, OrderPrices])[] = [
  ['limit', OrderType.Limit, { limit: 90 }],
  ['stop-market', OrderType.StopMarket, { stop: 110 }],
  ['stop-limit', OrderType.StopLimit, { stop: 110, limit: 111 }],
  ['limit-if-touched', OrderType.LimitIfTouched, { trigger: 90, limit: 91 }],
  ['market-on-open', OrderType.MarketOnOpen, {}],
  ['market-on-close', OrderType.MarketOnClose, {}],
];
