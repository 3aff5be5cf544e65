import type { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import type { OrderProperties } from '../orders/order-properties.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import type { OrderType } from '../orders/order-type.ts';

/**
 * What came back of something sent to a broker. `unknown` is a time-out or a dropped socket after sending: the order may
 * live at the broker; it is looked up and reconciled, never sent again blindly and never taken for refused.
 */
export type SendOutcome = 'accepted' | 'refused' | 'unknown';

/** What a broker tells beside order events. */
export type BrokerageMessage =
  /**
   * The outcome of a request that was handed over. A refusal carries the broker's code and text; a refused update or
   * cancel leaves the order as it was. After `unknown` another outcome follows when the order was found, or missed for good.
   */
  | {
      readonly kind: 'outcome';
      readonly orderId: number;
      readonly request: 'place' | 'update' | 'cancel';
      readonly outcome: SendOutcome;
      readonly code: string;
      readonly text: string;
      /** `number` of the update that it is about; without it the oldest that has no answer yet. */
      readonly updateNumber?: number | undefined;
    }
  /**
   * The order changed without a request of ours: a trailing stop moved, a stop-limit was triggered, a sibling in an OCO
   * group was reduced, or somebody edited the order by hand.
   */
  | {
      readonly kind: 'orderChanged';
      readonly orderId: number;
      readonly stopPrice?: Decimal;
      readonly stopTriggered?: boolean;
      readonly limitPrice?: Decimal;
      /** Total, with what has filled. */
      readonly quantity?: Decimal;
    }
  /** An id by which the broker knows the order. An order may get several in its life. */
  | { readonly kind: 'orderIdentified'; readonly orderId: number; readonly brokerId: string }
  /** The commission of an execution, arriving after it. */
  | { readonly kind: 'commission'; readonly executionId: string; readonly amount: Decimal; readonly currency: string }
  /** An execution was cancelled by the broker (null), or another stands in its place. */
  | {
      readonly kind: 'executionCorrected';
      readonly executionId: string;
      readonly correction: OrderEvent | null;
      /** The order that it was of, where the broker says so. */
      readonly orderId?: number | undefined;
    }
  /** An order that is not ours was seen. */
  | { readonly kind: 'externalOrder'; readonly order: BrokerageOrder }
  /** An execution of no order of ours: made by hand, by another program, or forced by the broker (stop-out, liquidation). */
  | { readonly kind: 'externalExecution'; readonly execution: BrokerageExecution; readonly forced: boolean }
  /** A balance the broker pushed. */
  | { readonly kind: 'cash'; readonly currency: string; readonly amount: Decimal }
  /** Money that came or went without a trade; `id` is the broker's and the key for de-duplication. */
  | {
      readonly kind: 'cashFlow';
      readonly id: string;
      readonly reason: 'fee' | 'financing' | 'interest' | 'dividend' | 'tax' | 'transfer' | 'correction';
      readonly currency: string;
      /** Negative when it was taken. */
      readonly amount: Decimal;
      readonly timeMs: number;
    }
  | { readonly kind: 'disconnected'; readonly reason: string; readonly expected: boolean }
  | { readonly kind: 'reconnected'; readonly ordersLost: boolean }
  | {
      readonly kind: 'notice';
      readonly severity: 'info' | 'warning' | 'error';
      readonly code: string;
      readonly text: string;
    };

/**
 * Where a brokerage puts what it has to say. It only appends, from whatever callback it is in; execution takes messages
 * out at fixed points of the engine's step. A brokerage never calls into the engine otherwise.
 */
export interface BrokerageInbox {
  /** Status changes and executions of an order that was handed over; executions carry their `executionId`. */
  orderEvent(event: OrderEvent): void;
  message(message: BrokerageMessage): void;
}

/** What a broker's record is about. Only an adapter can tell which security an instrument is. */
export interface BrokerageInstrument {
  /** Null for an instrument that the adapter cannot match to a security. */
  readonly symbol: SecuritySymbol | null;
  /** The broker's own name or number of it. */
  readonly instrument: string;
}

/** An order as the broker knows it. */
export interface BrokerageOrder extends BrokerageInstrument {
  /** Ours, if the broker's field for it holds one. */
  readonly clientOrderId: string | null;
  readonly brokerIds: readonly string[];
  /** The broker's id of the order it waits for, for children of a bracket. */
  readonly parentBrokerId: string | null;
  readonly type: OrderType | null;
  readonly quantity: Decimal;
  readonly filledQuantity: Decimal;
  readonly averageFillPrice: Decimal;
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
  readonly trailingAmount: Decimal | null;
  /** Closed orders say how they ended. */
  readonly status: OrderStatus;
  /** Epoch ms UTC of the last change the broker reports. */
  readonly updatedAtMs: number;
}

/** An execution as the broker reports it; `id` is unique at the broker and the key for de-duplication. */
export interface BrokerageExecution extends BrokerageInstrument {
  readonly id: string;
  readonly clientOrderId: string | null;
  readonly brokerIds: readonly string[];
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly timeMs: number;
  /** Null while the commission is not known. */
  readonly fee: { readonly amount: Decimal; readonly currency: string } | null;
}

/** Executions, and how far back they are all there: some brokers forget those of yesterday. */
export interface BrokerageExecutions {
  readonly executions: readonly BrokerageExecution[];
  /** Epoch ms UTC; later than what was asked for when the broker does not reach back that far. */
  readonly completeFromMs: number;
}

/** A balance of the account. */
export interface BrokerageCash {
  readonly currency: string;
  readonly amount: Decimal;
}

/** A position as the broker reports it. Hedging accounts report one per ticket. */
export interface BrokerageHolding extends BrokerageInstrument {
  readonly quantity: Decimal;
  readonly averagePrice: Decimal;
  readonly marketPrice: Decimal | null;
  /** Ticket of the position where positions have one (MetaTrader hedging). */
  readonly positionId: string | null;
}

/** What a broker's wire can carry. What it cannot is refused before an order gets its id. */
export interface BrokerageCapabilities {
  readonly orderTypes: ReadonlySet<OrderType>;
  readonly timesInForce: ReadonlySet<'GTC' | 'Day' | 'GTD'>;
  readonly fractionalQuantities: boolean;
  readonly notionalOrders: boolean;
  readonly outsideRegularHours: boolean;
  /**
   * Which attributes of a working order may change. A strategy's change of another is refused; children of brackets,
   * which follow their entry, are cancelled and placed anew.
   */
  readonly updates: ReadonlySet<'quantity' | 'limitPrice' | 'stopPrice' | 'trailingAmount'>;
  /**
   * Where the stop of a trailing order is: where the order says, at first and when it is changed, or always where the
   * broker's market puts it. @defaultValue 'given'
   */
  readonly trailingStops?: 'given' | 'market' | undefined;
  /** What else it does not take. Plain values: they are recorded with a session. */
  readonly refusedOrders?: readonly RefusedOrders[] | undefined;
  /**
   * Steps of quantities that are finer than the lots of a security type. Orders may have them; sizes that the engine
   * computes stay in whole lots, as in a backtest.
   */
  readonly quantitySteps?: readonly { readonly securityType: SecurityType; readonly step: Decimal }[] | undefined;
  /**
   * Children of a bracket rest at the broker and cancel each other there: from the entry's first fill on, or only from
   * its complete fill on, so that a partly filled entry is unprotected.
   */
  readonly nativeBrackets: false | 'fromFirstFill' | 'fromCompleteFill';
  readonly nativeOco: boolean;
  /** A changed order keeps the broker's id; else `orderIdentified` adds its new one. */
  readonly replaceKeepsId: boolean;
  /** The broker refuses a client order id it has seen: the same order may be sent again after a look-up missed. */
  readonly enforcesUniqueClientOrderId: boolean;
  /** Longest client order id, of letters and digits, that comes back from the wire unharmed; 0 where there is no field for it. */
  readonly clientOrderIdLength: number;
  /** When the fee of an execution is known: with it, in a `commission` message after it, or not by execution at all. */
  readonly executionFees: 'included' | 'later' | 'none';
  /**
   * Splits and dividends are booked in the account by the broker itself, when it does so, and are taken over from there: a
   * run that trades on it alone books neither. @defaultValue false
   */
  readonly booksCorporateActions?: boolean | undefined;
  /**
   * How positions are kept. The portfolio is a netting one: of a hedging account it holds the sum of an instrument's tickets,
   * and an order that reduces it has to close such tickets, which the adapter chooses.
   */
  readonly positions: 'netting' | 'hedging';
}

/** What of an order its carrying depends on. */
export interface CarriedOrder {
  readonly symbol: SecuritySymbol;
  readonly orderType: OrderType;
  /** In whole steps. */
  readonly quantity: Decimal;
  readonly properties: OrderProperties;
  readonly trailingAmount: Decimal;
  readonly trailingAsPercentage: boolean;
}

/** Orders that a broker's wire does not take: those to which all applies that is given. */
export interface RefusedOrders {
  /** The rule, as a sentence. */
  readonly text: string;
  readonly securityTypes?: readonly SecurityType[] | undefined;
  readonly orderTypes?: ReadonlySet<OrderType> | undefined;
  readonly timesInForce?: ReadonlySet<'GTC' | 'Day' | 'GTD'> | undefined;
  readonly outsideRegularHours?: boolean | undefined;
  /** The quantity has more decimals. */
  readonly decimalsAbove?: number | undefined;
  /** It trails by less, as a fraction of the price. */
  readonly trailsBelow?: Decimal | undefined;
  /** The quantity of a working order is to change. */
  readonly changesQuantity?: boolean | undefined;
}

/** What is handed over with an order. */
export interface OrderHandover {
  readonly order: Order;
  /** Deterministic per deployment and order id; goes onto the wire wherever the broker has a field for it. */
  readonly clientOrderId: string;
  /**
   * What must protect an entry: its stop and its target, for all of its quantity, with the ids and client order ids that
   * were set aside for them. Where `nativeBrackets` is not false they go to the broker with it, which places them when it
   * fills, lets them follow its filled quantity and cancels one when the other fills; they are told as `Submitted` once
   * they may execute, and die with an entry that is cancelled before. Elsewhere execution places them, and they are only
   * to be written down.
   */
  readonly children: readonly OrderHandover[];
  /** An order that is placed with this one; the broker lets only one of the two fill. Only where `nativeOco` is true. */
  readonly sibling?: OrderHandover | undefined;
}

/** A request has been taken: at once, or when the promise settles, which never rejects. */
export type HandedOver = void | Promise<void>;

/**
 * A place where orders are executed: the simulated venue, or an adapter to a broker. The methods that send hand a request
 * on and wait for no answer; outcomes arrive in the inbox, always, within the adapter's own deadline (`unknown` if nothing
 * was heard). Where something must be done before a request may go out, such as writing it down, they return a promise:
 * the next request is handed over after it. That needs deferred timing.
 */
export interface Brokerage {
  readonly name: string;
  readonly capabilities: BrokerageCapabilities;
  /**
   * It answers only within calls of the engine, such as `placeOrder` and `scan`: what it tells may be taken in there and
   * then. What others tell waits for a fixed point of the step.
   */
  readonly answersAtOnce?: boolean;
  /** True while requests may be handed over: connected, authenticated and receiving order events. */
  readonly isReady: boolean;
  /**
   * Begins. Rejects when the broker cannot be reached, within the adapter's own deadline, and may then be called again; with
   * a `LockstepError` other than `BROKER_SILENT` where trying again is of no use, such as keys that are not taken.
   */
  connect(inbox: BrokerageInbox): void | Promise<void>;
  disconnect(): void | Promise<void>;
  /**
   * Orders that an earlier process handed over and that may live on at the broker: entries with their children, even where the
   * entry itself has ended. Told before the first question of a process is asked. Where the broker knows orders by names of
   * its own only, such as the children of a bracket, they could not be known again otherwise.
   */
  remember?(orders: readonly OrderHandover[]): void;
  placeOrder(handover: OrderHandover): HandedOver;
  /** The order already carries the new values; the request says which they are. */
  updateOrder(order: Order, request: UpdateOrderRequest): HandedOver;
  cancelOrder(order: Order): HandedOver;
  /**
   * Evaluates resting orders at the engine's time; only simulated venues have it. One behind a wire returns a promise that
   * settles when what came of it has arrived, which needs deferred timing.
   */
  scan?(): HandedOver;
  /**
   * This and the other questions reject when the broker did not answer in full: a part is never passed off as the whole,
   * nor a failure as "nothing".
   */
  getOpenOrders(): Promise<readonly BrokerageOrder[]>;
  /** Looks one order up by our id, open or closed; null when the broker has never seen it. */
  findOrder(clientOrderId: string): Promise<BrokerageOrder | null>;
  /** Executions since an instant (epoch ms UTC), oldest first, complete up to now. */
  getExecutions(sinceMs: number): Promise<BrokerageExecutions>;
  getHoldings(): Promise<readonly BrokerageHolding[]>;
  getCashBalance(): Promise<readonly BrokerageCash[]>;
}
