import type { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { OrderDirection } from './order-direction.ts';
import { DEFAULT_ORDER_PROPERTIES, type OrderProperties } from './order-properties.ts';
import { isClosedStatus, OrderStatus } from './order-status.ts';
import { OrderType } from './order-type.ts';
import { TimeInForce } from './time-in-force.ts';

const NO_IDS: readonly string[] = [];

/** Bid, ask and last price at the instant an order was submitted. */
export interface OrderSubmissionData {
  readonly bidPrice: Decimal;
  readonly askPrice: Decimal;
  readonly lastPrice: Decimal;
}

/** What it takes to make an order. Prices that the type does not use are zero. */
export interface OrderFields {
  readonly id: number;
  readonly type: OrderType;
  readonly symbol: SecuritySymbol;
  readonly quantity: Decimal;
  readonly timeMs: number;
  /** The time is wall-clock time, which a strategy gave with a request of its own; LEAN prints it without `Z`. */
  readonly timeIsLocal?: boolean | undefined;
  readonly tag: string;
  readonly properties?: OrderProperties | undefined;
  readonly limitPrice?: Decimal | undefined;
  readonly stopPrice?: Decimal | undefined;
  readonly triggerPrice?: Decimal | undefined;
  readonly trailingAmount?: Decimal | undefined;
  readonly trailingAsPercentage?: boolean | undefined;
}

/**
 * An order as execution keeps it. Strategies see it through its ticket; only requests change it.
 * One class for all types keeps it monomorphic: fields that a type does not use stay zero or false.
 */
export class Order {
  readonly id: number;
  readonly type: OrderType;
  readonly symbol: SecuritySymbol;
  /** Units, negative to sell; exact, with the scale of its making. */
  quantity: Decimal;
  /** Submission, epoch ms UTC. */
  readonly timeMs: number;
  /** `timeMs` is wall-clock time given by the strategy, not UTC. */
  readonly timeIsLocal: boolean;
  tag: string;
  readonly properties: OrderProperties;
  limitPrice: Decimal;
  stopPrice: Decimal;
  triggerPrice: Decimal;
  trailingAmount: Decimal;
  readonly trailingAsPercentage: boolean;
  /** Stop-limit orders: the stop has been touched. */
  stopTriggered: boolean;
  /** Limit-if-touched orders: the trigger has been touched. */
  triggerTouched: boolean;
  status: OrderStatus;
  /** Average fill price so far; zero before the first fill. */
  price: Decimal;
  /** Units filled so far, negative for sales. */
  quantityFilled: Decimal;
  /** Quote currency of the security, empty until accepted for processing. */
  priceCurrency: string;
  /** Ids the broker knows the order by; empty when it never reached one. */
  brokerId: readonly string[];
  /** Epoch ms UTC; NaN while it has not happened. */
  lastFillTimeMs: number;
  lastUpdateTimeMs: number;
  canceledTimeMs: number;
  submissionData: OrderSubmissionData | null;
  priceAdjustmentMode: DataNormalizationMode;
  /** Number of events raised so far. */
  eventCount: number;

  constructor(fields: OrderFields) {
    this.id = fields.id;
    this.type = fields.type;
    this.symbol = fields.symbol;
    this.quantity = fields.quantity;
    this.timeMs = fields.timeMs;
    this.timeIsLocal = fields.timeIsLocal ?? false;
    this.tag = fields.tag;
    this.properties = fields.properties ?? DEFAULT_ORDER_PROPERTIES;
    this.limitPrice = fields.limitPrice ?? Decimal.ZERO;
    this.stopPrice = fields.stopPrice ?? Decimal.ZERO;
    this.triggerPrice = fields.triggerPrice ?? Decimal.ZERO;
    this.trailingAmount = fields.trailingAmount ?? Decimal.ZERO;
    this.trailingAsPercentage = fields.trailingAsPercentage ?? false;
    this.stopTriggered = false;
    this.triggerTouched = false;
    this.status = OrderStatus.New;
    this.price = Decimal.ZERO;
    this.quantityFilled = Decimal.ZERO;
    this.priceCurrency = '';
    this.brokerId = NO_IDS;
    this.lastFillTimeMs = Number.NaN;
    this.lastUpdateTimeMs = Number.NaN;
    this.canceledTimeMs = Number.NaN;
    this.submissionData = null;
    this.priceAdjustmentMode = 0;
    this.eventCount = 0;
  }

  get direction(): OrderDirection {
    const sign = this.quantity.sign();
    return sign > 0 ? OrderDirection.Buy : sign < 0 ? OrderDirection.Sell : OrderDirection.Hold;
  }

  get timeInForce(): TimeInForce {
    return this.properties.timeInForce ?? TimeInForce.GoodTilCanceled;
  }

  get isClosed(): boolean {
    return isClosedStatus(this.status);
  }

  /** Marketable at submission: market orders, and limit orders at or through the quote of that instant. */
  get isMarketable(): boolean {
    if (this.type === OrderType.Market) return true;
    const quote = this.submissionData;
    if (this.type !== OrderType.Limit || quote === null) return false;
    return this.direction === OrderDirection.Buy
      ? this.limitPrice.gte(quote.askPrice)
      : this.limitPrice.lte(quote.bidPrice);
  }

  /** A copy that shares nothing mutable. */
  clone(): Order {
    const copy = new Order(this);
    copy.stopTriggered = this.stopTriggered;
    copy.triggerTouched = this.triggerTouched;
    copy.status = this.status;
    copy.price = this.price;
    copy.quantityFilled = this.quantityFilled;
    copy.priceCurrency = this.priceCurrency;
    copy.brokerId = [...this.brokerId];
    copy.lastFillTimeMs = this.lastFillTimeMs;
    copy.lastUpdateTimeMs = this.lastUpdateTimeMs;
    copy.canceledTimeMs = this.canceledTimeMs;
    copy.submissionData = this.submissionData;
    copy.priceAdjustmentMode = this.priceAdjustmentMode;
    copy.eventCount = this.eventCount;
    return copy;
  }
}
