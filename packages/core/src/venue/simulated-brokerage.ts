import type {
  Brokerage,
  BrokerageCapabilities,
  BrokerageCash,
  BrokerageExecutions,
  BrokerageHolding,
  BrokerageInbox,
  BrokerageOrder,
  OrderHandover,
} from '../brokerage/brokerage.ts';
import type { BrokerageModel } from '../brokerage-models/brokerage-model.ts';
import { ensureDefined } from '../errors/ensure.ts';
import type { OrderBook } from '../execution/order-book.ts';
import type { Order } from '../orders/order.ts';
import { OrderEvent } from '../orders/order-event.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { OrderType } from '../orders/order-type.ts';
import { isOrderExpired, ORDER_EXPIRED } from '../orders/time-in-force-expiry.ts';
import type { AccountView, FillContext } from '../securities/models/models.ts';
import type { Securities } from '../securities/securities.ts';
import type { Security } from '../securities/security.ts';
import { describeFill, describeOrder } from './brokerage-records.ts';

/** What a simulated brokerage works on: in a backtest the algorithm's own objects, elsewhere the venue's. */
export interface SimulatedBrokerageOptions {
  readonly securities: Securities;
  readonly account: AccountView;
  /** Remembers orders and fills; filled by whoever places the orders. */
  readonly book: OrderBook;
  readonly utcNow: () => number;
  readonly brokerageModel: () => BrokerageModel;
  readonly stalePriceMs: () => number;
  /** Whether it knows of cancels that have been asked for and not handed over yet, as LEAN's; a broker does not. */
  readonly seesRequestsInLine: boolean;
  readonly reportError: (text: string) => void;
}

const EVERY_ORDER_TYPE: ReadonlySet<OrderType> = new Set(Object.values(OrderType));

/** A brokerage that fills orders by the securities' models (LEAN: BacktestingBrokerage). It answers before a call returns. */
export class SimulatedBrokerage implements Brokerage {
  readonly name = 'simulated';
  readonly answersAtOnce = true;
  readonly capabilities: BrokerageCapabilities = {
    orderTypes: EVERY_ORDER_TYPE,
    timesInForce: new Set(['GTC', 'Day', 'GTD'] as const),
    fractionalQuantities: true,
    notionalOrders: false,
    outsideRegularHours: true,
    updates: new Set(['quantity', 'limitPrice', 'stopPrice', 'trailingAmount'] as const),
    nativeBrackets: false,
    nativeOco: false,
    replaceKeepsId: true,
    enforcesUniqueClientOrderId: false,
    clientOrderIdLength: 128,
    executionFees: 'included',
    positions: 'netting',
  };
  readonly #options: SimulatedBrokerageOptions;
  readonly #context: MutableFillContext;
  /** Client order ids that are not just the order's number, by that number. */
  readonly #clientOrderIds = new Map<number, string>();
  #inbox: BrokerageInbox | null = null;
  /** Resting orders in the order of their arrival. Those that go while a scan walks over them leave a gap until it is over. */
  readonly #pending: (Order | null)[] = [];
  #scanDepth = 0;
  #hasGaps = false;

  constructor(options: SimulatedBrokerageOptions) {
    this.#options = options;
    this.#context = new MutableFillContext();
  }

  get isReady(): boolean {
    return this.#inbox !== null;
  }

  connect(inbox: BrokerageInbox): void {
    this.#inbox = inbox;
  }

  disconnect(): void {
    this.#inbox = null;
  }

  placeOrder(handover: OrderHandover): void {
    const { order, clientOrderId } = handover;
    if (clientOrderId !== String(order.id)) this.#clientOrderIds.set(order.id, clientOrderId);
    this.#pending.push(order);
    this.#identify(order);
    this.#emit(order, OrderStatus.Submitted, '');
  }

  updateOrder(order: Order): void {
    if (order.isClosed) {
      this.#refuse(order, 'update');
      return;
    }
    this.#identify(order);
    this.#emit(order, OrderStatus.UpdateSubmitted, '');
  }

  cancelOrder(order: Order): void {
    if (order.isClosed) {
      this.#refuse(order, 'cancel');
      return;
    }
    this.#remove(order);
    this.#identify(order);
    this.#emit(order, OrderStatus.Canceled, '');
  }

  /**
   * Evaluates resting orders in the order of their arrival at the present prices; each outcome is told before the next
   * order's turn.
   */
  scan(): void {
    const pending = this.#pending;
    if (pending.length === 0) return;
    this.#scanDepth += 1;
    const now = this.#options.utcNow();
    const count = pending.length;
    for (let index = 0; index < count; index += 1) {
      const order = pending[index];
      if (order === null || order === undefined || order.isClosed) continue;
      // Nothing but market orders may fill at the instant of submission.
      if (order.timeMs === now && order.type !== OrderType.Market) continue;
      this.#evaluate(order, now);
    }
    this.#scanDepth -= 1;
    if (this.#hasGaps && this.#scanDepth === 0) this.#closeGaps();
  }

  #evaluate(order: Order, now: number): void {
    const security = this.#options.securities.find(order.symbol);
    if (security === undefined) {
      this.#close(order, OrderStatus.Invalid, `The security ${order.symbol.value} is no longer there.`);
      return;
    }
    if (order.type === OrderType.MarketOnOpen && !(order.timeMs < security.cache.lastEndTimeMs)) return;
    if (order.properties.timeInForce?.kind !== 'GTC' && isOrderExpired(security, order, now)) {
      this.#close(order, OrderStatus.Canceled, ORDER_EXPIRED);
      return;
    }
    if (!this.#options.brokerageModel().canExecuteOrder(security, order)) return;
    const power = security.buyingPowerModel.hasSufficientBuyingPowerForOrder(this.#options.account, security, order);
    if (power.isSufficient) {
      this.#fill(order, security, now);
    } else if (order.status !== OrderStatus.CancelPending || !this.#options.seesRequestsInLine) {
      const text = `Order Error: ids: [${this.#clientOrderIdOf(order.id)}], Insufficient buying power to complete orders (Value:[${order.quantity}]), Reason: ${power.reason}.`;
      this.#close(order, OrderStatus.Invalid, text);
      this.#options.reportError(text);
    }
  }

  #fill(order: Order, security: Security, now: number): void {
    const context = this.#context;
    context.security = security;
    context.order = order;
    context.utcNow = now;
    context.stalePriceMs = this.#options.stalePriceMs();
    const stopBefore = order.stopPrice;
    const triggeredBefore = order.stopTriggered;
    const event = security.fillModel.fill(context);
    if (order.stopPrice !== stopBefore || order.stopTriggered !== triggeredBefore) {
      this.#tell().message({
        kind: 'orderChanged',
        orderId: order.id,
        stopPrice: order.stopPrice,
        stopTriggered: order.stopTriggered,
      });
    }
    if (event === null || (event.status === order.status && event.exactFillQuantity.isZero())) return;
    if (event.status === OrderStatus.Filled && event.orderFee.amount.isZero()) {
      event.orderFee = security.feeModel.getOrderFee(security, order);
    }
    event.identifyByOwnId(order.eventCount + 1);
    order.status = event.status;
    this.#tell().orderEvent(event);
    if (order.isClosed) this.#remove(order);
  }

  #close(order: Order, status: OrderStatus, message: string): void {
    this.#remove(order);
    this.#emit(order, status, message);
  }

  #remove(order: Order): void {
    const index = this.#pending.lastIndexOf(order);
    if (index < 0) return;
    if (this.#scanDepth > 0) {
      this.#pending[index] = null;
      this.#hasGaps = true;
    } else {
      this.#pending.splice(index, 1);
    }
  }

  #closeGaps(): void {
    const pending = this.#pending;
    let kept = 0;
    for (let index = 0; index < pending.length; index += 1) {
      const order = pending[index]!;
      if (order === null) continue;
      pending[kept] = order;
      kept += 1;
    }
    pending.length = kept;
    this.#hasGaps = false;
  }

  #identify(order: Order): void {
    if (!order.isIdentified) order.identifyByOwnId();
  }

  #clientOrderIdOf(orderId: number): string {
    return this.#clientOrderIds.get(orderId) ?? String(orderId);
  }

  #emit(order: Order, status: OrderStatus, message: string): void {
    this.#tell().orderEvent(new OrderEvent(order, this.#options.utcNow(), status, message));
  }

  #refuse(order: Order, request: 'update' | 'cancel'): void {
    const text = `Order ${order.id} is closed.`;
    this.#tell().message({ kind: 'outcome', orderId: order.id, request, outcome: 'refused', code: 'CLOSED', text });
  }

  #tell(): BrokerageInbox {
    return ensureDefined(this.#inbox, 'inbox of the simulated brokerage');
  }

  getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    const open = this.#pending.filter((order) => order !== null && !order.isClosed) as Order[];
    return Promise.resolve(open.map((order) => this.#describe(order)));
  }

  findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    for (const order of this.#options.book.orders()) {
      const isIt = order.isIdentified && this.#clientOrderIdOf(order.id) === clientOrderId;
      if (isIt) return Promise.resolve(this.#describe(order));
    }
    return Promise.resolve(null);
  }

  #describe(order: Order): BrokerageOrder {
    return describeOrder(order, this.#clientOrderIdOf(order.id));
  }

  getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    const fills = [...this.#options.book.events.ownFills(sinceMs)];
    const executions = fills.map((fill) => describeFill(fill, this.#clientOrderIdOf(fill.orderId)));
    return Promise.resolve({ executions, completeFromMs: sinceMs });
  }

  getHoldings(): Promise<readonly BrokerageHolding[]> {
    const held = this.#options.securities.values.filter((security) => security.holdings.quantityNumber !== 0);
    return Promise.resolve(
      held.map((security) => ({
        symbol: security.symbol,
        instrument: security.symbol.value,
        quantity: security.holdings.exactQuantity,
        averagePrice: security.holdings.exactAveragePrice,
        marketPrice: security.hasData ? security.exactPrice : null,
        positionId: null,
      })),
    );
  }

  getCashBalance(): Promise<readonly BrokerageCash[]> {
    const { cashBook, unsettledCashBook } = this.#options.account;
    // As brokers do: what has not settled yet is the account's all the same.
    const balances = [...cashBook].map(({ symbol: currency, exactAmount }) => ({
      currency,
      amount: exactAmount.plus(unsettledCashBook.ensure(currency).exactAmount),
    }));
    return Promise.resolve(balances);
  }
}

/** One context for all evaluations: fill models must not keep it. */
class MutableFillContext implements FillContext {
  declare security: Security;
  declare order: Order;
  utcNow = 0;
  stalePriceMs = 0;
}
