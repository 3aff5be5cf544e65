import { LockstepError } from '../errors/lockstep-error.ts';
import { shownValue } from '../errors/shown-value.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { DEFAULT_ORDER_PROPERTIES, type OrderProperties } from './order-properties.ts';
import { OrderResponse } from './order-response.ts';
import type { OrderType } from './order-type.ts';

/** Whether a request waits, is being worked on or is done. */
export const OrderRequestStatus = { Unprocessed: 0, Processing: 1, Processed: 2, Error: 3 } as const;
export type OrderRequestStatus = (typeof OrderRequestStatus)[keyof typeof OrderRequestStatus];

/** Kinds of requests; LEAN's numbers. */
export const OrderRequestType = { Submit: 0, Update: 1, Cancel: 2 } as const;
export type OrderRequestType = (typeof OrderRequestType)[keyof typeof OrderRequestType];

/** Order id of a request that never became an order. */
export const NO_ORDER_ID = -10;

const MOST_DECIMALS_OF_PRICES = 6;

/** Largest number that fits a decimal. */
export const LARGEST_ORDER_NUMBER = 7.9e28;

/** What a new order needs. */
export interface SubmitOrderFields {
  readonly orderType: OrderType;
  readonly symbol: SecuritySymbol;
  readonly quantity: Decimal;
  readonly limitPrice?: Decimal | undefined;
  readonly stopPrice?: Decimal | undefined;
  readonly triggerPrice?: Decimal | undefined;
  readonly trailingAmount?: Decimal | undefined;
  readonly trailingAsPercentage?: boolean | undefined;
  readonly timeMs: number;
  /** `timeMs` is wall-clock time, as LEAN allows for requests made by hand. */
  readonly timeIsLocal?: boolean | undefined;
  readonly tag: string;
  readonly properties?: OrderProperties | undefined;
  readonly asynchronous?: boolean | undefined;
  /** Entry's id of the bracket whose child this is. */
  readonly bracketId?: number | undefined;
}

/** Asks for a new order. */
export class SubmitOrderRequest {
  readonly type = OrderRequestType.Submit;
  readonly orderType: OrderType;
  readonly symbol: SecuritySymbol;
  readonly quantity: Decimal;
  readonly limitPrice: Decimal;
  readonly stopPrice: Decimal;
  readonly triggerPrice: Decimal;
  readonly trailingAmount: Decimal;
  readonly trailingAsPercentage: boolean;
  /** Epoch ms UTC. */
  readonly timeMs: number;
  /** `timeMs` is wall-clock time given by the strategy, not UTC. */
  readonly timeIsLocal: boolean;
  readonly tag: string;
  readonly properties: OrderProperties;
  readonly asynchronous: boolean;
  /** Entry's id of the bracket whose child this is, else 0. */
  readonly bracketId: number;
  orderId: number;
  response: OrderResponse;
  status: OrderRequestStatus;

  constructor(fields: SubmitOrderFields) {
    this.orderType = fields.orderType;
    this.symbol = fields.symbol;
    this.quantity = fields.quantity;
    this.limitPrice = fields.limitPrice ?? Decimal.ZERO;
    this.stopPrice = fields.stopPrice ?? Decimal.ZERO;
    this.triggerPrice = fields.triggerPrice ?? Decimal.ZERO;
    this.trailingAmount = fields.trailingAmount ?? Decimal.ZERO;
    this.trailingAsPercentage = fields.trailingAsPercentage ?? false;
    this.timeMs = fields.timeMs;
    this.timeIsLocal = fields.timeIsLocal ?? false;
    this.tag = fields.tag;
    this.properties = fields.properties ?? DEFAULT_ORDER_PROPERTIES;
    this.asynchronous = fields.asynchronous ?? false;
    this.bracketId = fields.bracketId ?? 0;
    this.orderId = NO_ORDER_ID;
    this.response = OrderResponse.UNPROCESSED;
    this.status = OrderRequestStatus.Unprocessed;
  }
}

/** New values for an order; what is left out stays. */
export interface UpdateOrderFields {
  readonly quantity?: number;
  readonly limitPrice?: number;
  readonly stopPrice?: number;
  readonly triggerPrice?: number;
  readonly trailingAmount?: number;
  readonly tag?: string;
}

/** What an update may change. */
export interface OrderValues {
  readonly quantity: Decimal;
  readonly limitPrice: Decimal;
  readonly stopPrice: Decimal;
  readonly triggerPrice: Decimal;
  readonly trailingAmount: Decimal;
  readonly tag: string;
}

/** Asks for a change of an order. */
export class UpdateOrderRequest {
  readonly type = OrderRequestType.Update;
  readonly timeMs: number;
  readonly orderId: number;
  readonly quantity: Decimal | null;
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
  readonly triggerPrice: Decimal | null;
  readonly trailingAmount: Decimal | null;
  readonly tag: string | null;
  /** The order's values before it, while the broker may still refuse it. */
  previous: OrderValues | null = null;
  /** Counts the updates of its order that were handed over, from 1; 0 before it is. */
  number = 0;
  response: OrderResponse = OrderResponse.UNPROCESSED;
  status: OrderRequestStatus = OrderRequestStatus.Unprocessed;

  constructor(timeMs: number, orderId: number, fields: UpdateOrderFields) {
    this.timeMs = timeMs;
    this.orderId = orderId;
    this.quantity = this.#exact('quantity', fields.quantity);
    this.limitPrice = this.#exact('limitPrice', fields.limitPrice);
    this.stopPrice = this.#exact('stopPrice', fields.stopPrice);
    this.triggerPrice = this.#exact('triggerPrice', fields.triggerPrice);
    this.trailingAmount = this.#exact('trailingAmount', fields.trailingAmount);
    this.tag = fields.tag ?? null;
  }

  #exact(field: string, value: number | undefined): Decimal | null {
    if (value === undefined) return null;
    if (isOrderNumber(value)) return orderDecimal(value);
    throw new LockstepError(
      'ORDER_INVALID',
      `An update of order ${this.orderId} got the ${field} ${shownValue(value)}; expected a finite number up to ${LARGEST_ORDER_NUMBER}. The order stays as it was; was an indicator or price not ready?`,
    );
  }

  /** Only the tag changes: allowed for closed orders as well. */
  get isTagOnly(): boolean {
    return (
      this.tag !== null &&
      this.quantity === null &&
      this.limitPrice === null &&
      this.stopPrice === null &&
      this.triggerPrice === null &&
      this.trailingAmount === null
    );
  }
}

/** Asks for the end of an order. */
export class CancelOrderRequest {
  readonly type = OrderRequestType.Cancel;
  readonly timeMs: number;
  readonly orderId: number;
  /** Replaces the order's tag; null keeps it. */
  readonly tag: string | null;
  response: OrderResponse = OrderResponse.UNPROCESSED;
  status: OrderRequestStatus = OrderRequestStatus.Unprocessed;

  constructor(timeMs: number, orderId: number, tag: string | null) {
    this.timeMs = timeMs;
    this.orderId = orderId;
    this.tag = tag;
  }
}

export type OrderRequest = SubmitOrderRequest | UpdateOrderRequest | CancelOrderRequest;

/** A number that an order can have: finite and within the range of decimals. */
export function isOrderNumber(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= LARGEST_ORDER_NUMBER;
}

/**
 * The decimal a strategy means by a number. Computed numbers carry float noise in their last digits: if the value cut to
 * 15 significant digits (what C# does to a double) is within two units in the last place, that is meant; else the
 * shortest text, so that a price handed through unchanged stays itself.
 */
export function orderDecimal(value: number): Decimal {
  if (Number.isSafeInteger(value)) return Decimal.fromInteger(value);
  // A value with few decimals is what its 15 digits say.
  const short = Decimal.fromFewDecimals(value, MOST_DECIMALS_OF_PRICES);
  if (short !== null) return short;
  const cut = Number(value.toPrecision(15));
  if (cut === value || Math.abs(cut - value) <= Math.abs(value) * 4.5e-16) return Decimal.fromNumber(cut);
  return Decimal.fromNumber(value);
}
