import type { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { directionOf, OrderDirection } from './order-direction.ts';
import { DEFAULT_ORDER_PROPERTIES, type OrderProperties } from './order-properties.ts';
import type { OrderValues } from './order-request.ts';
import { isClosedStatus, OrderStatus } from './order-status.ts';
import { OrderType } from './order-type.ts';
import { TimeInForce } from './time-in-force.ts';

const NO_IDS: readonly string[] = [];
/** Stands for the order's own number, until somebody reads it. */
const OWN_ID: readonly string[] = [];

/** Bid, ask and last price at the instant an order was submitted. */
export interface OrderSubmissionData {
  /** Best bid, or the last price where no bid was known; quote currency, as are the others. */
  readonly bidPrice: Decimal;
  /** Best ask, or the last price where no ask was known. */
  readonly askPrice: Decimal;
  /** Close of the latest bar. */
  readonly lastPrice: Decimal;
}

/** What it takes to make an order. Prices that the type does not use are zero. */
export interface OrderFields {
  /** Positive; 0 for an order that is only made to ask a model. */
  readonly id: number;
  /** Market, limit, stop, … */
  readonly type: OrderType;
  /** What is traded. */
  readonly symbol: SecuritySymbol;
  /** Units, negative to sell. */
  readonly quantity: Decimal;
  /** Submission, epoch ms UTC. */
  readonly timeMs: number;
  /** The time is wall-clock time, which a strategy gave with a request of its own; LEAN prints it without `Z`. */
  readonly timeIsLocal?: boolean | undefined;
  /** Text for the reader; may be empty. */
  readonly tag: string;
  /** Time in force and the like; good-til-cancelled in regular hours unless given. */
  readonly properties?: OrderProperties | undefined;
  /** In the quote currency, as are the other prices. */
  readonly limitPrice?: Decimal | undefined;
  /** Stop-market, stop-limit and trailing orders. */
  readonly stopPrice?: Decimal | undefined;
  /** Limit-if-touched orders. */
  readonly triggerPrice?: Decimal | undefined;
  /** Distance of a trailing stop: an amount of price, or a fraction of it (0.05 is 5 %). */
  readonly trailingAmount?: Decimal | undefined;
  /** The trailing amount is a fraction of the price. */
  readonly trailingAsPercentage?: boolean | undefined;
  /** Entry's id of the bracket whose child this is. */
  readonly bracketId?: number | undefined;
}

/** What an update may change, as it is now. */
export function valuesOf(order: Order): OrderValues {
  const { quantity, limitPrice, stopPrice, triggerPrice, trailingAmount, tag } = order;
  return { quantity, limitPrice, stopPrice, triggerPrice, trailingAmount, tag };
}

/**
 * An order as execution keeps it. Strategies see it through its ticket; only requests change it.
 * One class for all types keeps it monomorphic: fields that a type does not use stay zero or false.
 */
export class Order {
  /** From 1 up, without gaps in a run; 0 for an order that is only made to ask a model. */
  readonly id: number;
  /** Market, limit, stop, … */
  readonly type: OrderType;
  /** What is traded. */
  readonly symbol: SecuritySymbol;
  /** Submission, epoch ms UTC. */
  readonly timeMs: number;
  /** `timeMs` is wall-clock time given by the strategy, not UTC. */
  readonly timeIsLocal: boolean;
  /** Time in force and the like. */
  readonly properties: OrderProperties;
  /** The trailing amount is a fraction of the price. */
  readonly trailingAsPercentage: boolean;
  /** Entry's id of the bracket whose child this is, else 0. Only one of the children ever fills in full. */
  readonly bracketId: number;
  /** Stop-limit orders: the stop has been touched. */
  stopTriggered: boolean;
  /** Limit-if-touched orders: the trigger has been touched. */
  triggerTouched: boolean;
  /** Where it stands. */
  status: OrderStatus;
  /** Average price of the fills so far, in the quote currency; zero before the first. */
  price: Decimal;
  /** Units filled so far, negative for sales. */
  quantityFilled: Decimal;
  /** Quote currency of the security, empty until accepted for processing. */
  priceCurrency: string;
  /** The quote at submission; null for an order that was never admitted. */
  submissionData: OrderSubmissionData | null;
  /** How the prices of its security were adjusted when it was processed. */
  priceAdjustmentMode: DataNormalizationMode;
  /** Number of events raised so far. */
  eventCount: number;
  #quantity: Decimal;
  #tag: string;
  #limitPrice: Decimal;
  #stopPrice: Decimal;
  #triggerPrice: Decimal;
  #trailingAmount: Decimal;
  /** The values at submission, once one of them has changed. */
  #asked: OrderValues | null = null;
  #brokerId: readonly string[] = NO_IDS;
  #lastFillTimeMs: number | null = null;
  #lastUpdateTimeMs: number | null = null;
  #canceledTimeMs: number | null = null;

  constructor(fields: OrderFields) {
    this.id = fields.id;
    this.type = fields.type;
    this.symbol = fields.symbol;
    this.#quantity = fields.quantity;
    this.timeMs = fields.timeMs;
    this.timeIsLocal = fields.timeIsLocal ?? false;
    this.#tag = fields.tag;
    this.properties = fields.properties ?? DEFAULT_ORDER_PROPERTIES;
    this.#limitPrice = fields.limitPrice ?? Decimal.ZERO;
    this.#stopPrice = fields.stopPrice ?? Decimal.ZERO;
    this.#triggerPrice = fields.triggerPrice ?? Decimal.ZERO;
    this.#trailingAmount = fields.trailingAmount ?? Decimal.ZERO;
    this.trailingAsPercentage = fields.trailingAsPercentage ?? false;
    this.bracketId = fields.bracketId ?? 0;
    this.stopTriggered = false;
    this.triggerTouched = false;
    this.status = OrderStatus.New;
    this.price = Decimal.ZERO;
    this.quantityFilled = Decimal.ZERO;
    this.priceCurrency = '';
    this.submissionData = null;
    this.priceAdjustmentMode = 0;
    this.eventCount = 0;
  }

  /** Units ordered, with what has filled; negative to sell. Exact, with the scale of its making. */
  get quantity(): Decimal {
    return this.#quantity;
  }

  set quantity(quantity: Decimal) {
    if (quantity === this.#quantity) return;
    this.#asked ??= valuesOf(this);
    this.#quantity = quantity;
  }

  /** Text for the reader: the strategy's, LEAN's own, or why the order was refused. */
  get tag(): string {
    return this.#tag;
  }

  set tag(tag: string) {
    if (tag === this.#tag) return;
    this.#asked ??= valuesOf(this);
    this.#tag = tag;
  }

  /** In the quote currency, as are all prices; zero where the type has none. */
  get limitPrice(): Decimal {
    return this.#limitPrice;
  }

  set limitPrice(limitPrice: Decimal) {
    if (limitPrice === this.#limitPrice) return;
    this.#asked ??= valuesOf(this);
    this.#limitPrice = limitPrice;
  }

  /** Stop-market, stop-limit and trailing orders, else zero; moves with a trailing stop. */
  get stopPrice(): Decimal {
    return this.#stopPrice;
  }

  set stopPrice(stopPrice: Decimal) {
    if (stopPrice === this.#stopPrice) return;
    this.#asked ??= valuesOf(this);
    this.#stopPrice = stopPrice;
  }

  /** Limit-if-touched orders, else zero. */
  get triggerPrice(): Decimal {
    return this.#triggerPrice;
  }

  set triggerPrice(triggerPrice: Decimal) {
    if (triggerPrice === this.#triggerPrice) return;
    this.#asked ??= valuesOf(this);
    this.#triggerPrice = triggerPrice;
  }

  /** Distance of a trailing stop: an amount of price, or a fraction of it (0.05 is 5 %). */
  get trailingAmount(): Decimal {
    return this.#trailingAmount;
  }

  set trailingAmount(trailingAmount: Decimal) {
    if (trailingAmount === this.#trailingAmount) return;
    this.#asked ??= valuesOf(this);
    this.#trailingAmount = trailingAmount;
  }

  /** The values with which it was submitted, before rounding, updates and trailing. */
  get asked(): OrderValues {
    return this.#asked ?? this;
  }

  /** Ids the broker knows the order by; empty when it never reached one. */
  get brokerId(): readonly string[] {
    return this.#brokerId === OWN_ID ? [String(this.id)] : this.#brokerId;
  }

  set brokerId(ids: readonly string[]) {
    this.#brokerId = ids;
  }

  /** The broker knows the order by our number. */
  identifyByOwnId(): void {
    this.#brokerId = OWN_ID;
  }

  /** No broker has given it an id. */
  get hasNoIdButItsOwn(): boolean {
    return this.#brokerId === OWN_ID || this.#brokerId.length === 0;
  }

  /** The broker knows the order by some id. */
  get isIdentified(): boolean {
    return this.#brokerId === OWN_ID || this.#brokerId.length > 0;
  }

  /** Latest fill, epoch ms UTC; NaN before the first. */
  get lastFillTimeMs(): number {
    return this.#lastFillTimeMs ?? Number.NaN;
  }

  set lastFillTimeMs(utcMs: number) {
    this.#lastFillTimeMs = utcMs;
  }

  /** The broker's latest answer after an update was asked for, epoch ms UTC; NaN while there was none. */
  get lastUpdateTimeMs(): number {
    return this.#lastUpdateTimeMs ?? Number.NaN;
  }

  set lastUpdateTimeMs(utcMs: number) {
    this.#lastUpdateTimeMs = utcMs;
  }

  /** Epoch ms UTC; NaN unless it was cancelled. */
  get canceledTimeMs(): number {
    return this.#canceledTimeMs ?? Number.NaN;
  }

  set canceledTimeMs(utcMs: number) {
    this.#canceledTimeMs = utcMs;
  }

  /** By the sign of the quantity; `Hold` for zero. */
  get direction(): OrderDirection {
    return directionOf(this.quantity);
  }

  /** How long it rests; good-til-cancelled unless its properties say otherwise. */
  get timeInForce(): TimeInForce {
    return this.properties.timeInForce ?? TimeInForce.GoodTilCanceled;
  }

  /** Filled, cancelled or invalid: nothing more happens to it. */
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
    copy.#lastFillTimeMs = this.#lastFillTimeMs;
    copy.#lastUpdateTimeMs = this.#lastUpdateTimeMs;
    copy.#canceledTimeMs = this.#canceledTimeMs;
    copy.submissionData = this.submissionData;
    copy.priceAdjustmentMode = this.priceAdjustmentMode;
    copy.eventCount = this.eventCount;
    return copy;
  }
}
