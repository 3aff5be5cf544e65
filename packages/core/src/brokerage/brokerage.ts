import type { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import type { OrderType } from '../orders/order-type.ts';

/**
 * What came back of something sent to a broker. `unknown` is a time-out or a dropped socket after sending: the order may
 * live at the broker; it is looked up and reconciled, never sent again blindly and never taken for refused.
 */
export type SendOutcome = 'accepted' | 'refused' | 'unknown';

/** What a broker tells beside order events. */
export type BrokerageMessage =
  /** The outcome of a request that was handed over. A refusal carries the broker's code and text. */
  | {
      readonly kind: 'outcome';
      readonly orderId: number;
      readonly request: 'place' | 'update' | 'cancel';
      readonly outcome: SendOutcome;
      readonly code: string;
      readonly text: string;
    }
  /** The broker moved the stop of a trailing order, or triggered a stop-limit. */
  | {
      readonly kind: 'orderChanged';
      readonly orderId: number;
      readonly stopPrice?: Decimal;
      readonly stopTriggered?: boolean;
    }
  /** An id by which the broker knows the order. An order may get several in its life. */
  | { readonly kind: 'orderIdentified'; readonly orderId: number; readonly brokerId: string }
  /** The commission of an execution, arriving after it. */
  | { readonly kind: 'commission'; readonly executionId: string; readonly amount: Decimal; readonly currency: string }
  /** An execution was cancelled or corrected by the broker. */
  | { readonly kind: 'executionCorrected'; readonly executionId: string; readonly correction: OrderEvent | null }
  /** An order or execution that is not ours was seen. */
  | { readonly kind: 'externalOrder'; readonly order: BrokerageOrder }
  /** A balance the broker pushed. */
  | { readonly kind: 'cash'; readonly currency: string; readonly amount: Decimal }
  | { readonly kind: 'disconnected'; readonly reason: string; readonly expected: boolean }
  | { readonly kind: 'reconnected'; readonly ordersLost: boolean }
  | { readonly kind: 'notice'; readonly severity: 'info' | 'warning' | 'error'; readonly code: string; readonly text: string };

/**
 * Where a brokerage puts what it has to say. It only appends, from whatever callback it is in; execution takes messages
 * out at fixed points of the engine's step. A brokerage never calls into the engine otherwise.
 */
export interface BrokerageInbox {
  /** Status changes and executions of an order that was handed over; executions carry their `executionId`. */
  orderEvent(event: OrderEvent): void;
  message(message: BrokerageMessage): void;
}

/** An order as the broker knows it. */
export interface BrokerageOrder {
  /** Ours, if the broker's field for it holds one. */
  readonly clientOrderId: string | null;
  readonly brokerIds: readonly string[];
  /** The broker's name of the instrument. */
  readonly symbol: string;
  readonly type: OrderType | null;
  readonly quantity: Decimal;
  readonly filledQuantity: Decimal;
  readonly averageFillPrice: Decimal;
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
  readonly trailingAmount: Decimal | null;
  readonly open: boolean;
  /** Epoch ms UTC of the last change the broker reports. */
  readonly updatedAtMs: number;
}

/** An execution as the broker reports it; `id` is unique at the broker and the key for de-duplication. */
export interface BrokerageExecution {
  readonly id: string;
  readonly clientOrderId: string | null;
  readonly brokerIds: readonly string[];
  readonly symbol: string;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly timeMs: number;
  /** Null while the commission is not known. */
  readonly fee: { readonly amount: Decimal; readonly currency: string } | null;
}

/** A position as the broker reports it. Hedging accounts report one per ticket. */
export interface BrokerageHolding {
  readonly symbol: string;
  readonly quantity: Decimal;
  readonly averagePrice: Decimal;
  readonly marketPrice: Decimal | null;
  /** Ticket of the position where positions have one (MetaTrader hedging). */
  readonly positionId: string | null;
}

/** What a broker's wire can carry. Applied before an order gets its id; what is missing is refused with a reason. */
export interface BrokerageCapabilities {
  readonly orderTypes: ReadonlySet<OrderType>;
  readonly timesInForce: ReadonlySet<'GTC' | 'Day' | 'GTD'>;
  readonly fractionalQuantities: boolean;
  readonly notionalOrders: boolean;
  readonly outsideRegularHours: boolean;
  /** Which attributes of a working order may change; others are cancelled and placed anew. */
  readonly updates: ReadonlySet<'quantity' | 'limitPrice' | 'stopPrice' | 'trailingAmount'>;
  /** Children of a bracket rest at the broker, and cancel each other there. */
  readonly nativeBrackets: boolean;
  readonly nativeOco: boolean;
  readonly replaceKeepsId: boolean;
  /** The broker refuses a client order id it has seen: the same order may be sent again after a look-up missed. */
  readonly enforcesUniqueClientOrderId: boolean;
  /** How positions are kept. */
  readonly positions: 'netting' | 'hedging';
}

/** What is handed over with an order. */
export interface OrderHandover {
  readonly order: Order;
  /** Deterministic per deployment and order id; goes onto the wire wherever the broker has a field for it. */
  readonly clientOrderId: string;
  /** Orders that wait for this one and cancel each other, where the broker takes them in one piece. */
  readonly children: readonly OrderHandover[];
}

/**
 * A place where orders are executed: the simulated venue, or an adapter to a broker. The methods that send return at
 * once; outcomes arrive in the inbox, always, within the adapter's own deadline (`unknown` if nothing was heard).
 */
export interface Brokerage {
  readonly name: string;
  readonly capabilities: BrokerageCapabilities;
  /** True while requests may be handed over: connected, authenticated and receiving order events. */
  readonly isReady: boolean;
  connect(inbox: BrokerageInbox): void | Promise<void>;
  disconnect(): void | Promise<void>;
  placeOrder(handover: OrderHandover): void;
  /** The order already carries the new values; the request says which they are. */
  updateOrder(order: Order, request: UpdateOrderRequest): void;
  cancelOrder(order: Order): void;
  /** Evaluates resting orders at the engine's time; only simulated venues have it. */
  scan?(): void;
  getOpenOrders(): Promise<readonly BrokerageOrder[]>;
  /** Looks one order up by our id, open or closed; null when the broker has never seen it. */
  findOrder(clientOrderId: string): Promise<BrokerageOrder | null>;
  /** Executions since an instant (epoch ms UTC), oldest first, complete up to now. */
  getExecutions(sinceMs: number): Promise<readonly BrokerageExecution[]>;
  getHoldings(): Promise<readonly BrokerageHolding[]>;
  getCashBalance(): Promise<readonly { readonly currency: string; readonly amount: Decimal }[]>;
}
