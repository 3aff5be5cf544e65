import type { DataNormalizationMode } from '../market/data-normalization-mode.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { NumberRows } from '../numeric/number-rows.ts';
import { Numbered } from '../numeric/numbered.ts';
import { Order, type OrderSubmissionData } from '../orders/order.ts';
import type { OrderProperties } from '../orders/order-properties.ts';
import { CancelOrderRequest, OrderRequestStatus, type OrderValues } from '../orders/order-request.ts';
import { OrderResponse } from '../orders/order-response.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import { type OrderRequestSink, OrderTicket } from '../orders/order-ticket.ts';
import type { OrderType } from '../orders/order-type.ts';
import type { OrderEntry } from './order-book.ts';
import { restoreValues } from './order-changes.ts';

/** Cells of an order. */
const Cell = {
  Code: 0,
  Time: 1,
  /** NaN as with the order; so is the next. */
  LastFillTime: 2,
  CanceledTime: 3,
  Quantity: 4,
  LimitPrice: 5,
  StopPrice: 6,
  TriggerPrice: 7,
  TrailingAmount: 8,
  Price: 9,
  QuantityFilled: 10,
  /** Nothing where there is no submission data. */
  BidPrice: 11,
  AskPrice: 12,
  LastPrice: 13,
  Bracket: 14,
  Events: 15,
  LastEvent: 16,
  /** Row of the values asked for, or `AS_THEY_ARE`. */
  Asked: 17,
  /** When a cancel was asked for, NaN when it was not. */
  CancelAsked: 18,
  /** Numbers of what many orders share. */
  Symbol: 19,
  Properties: 20,
  Currency: 21,
} as const;
const CELLS = 22;

/** Cells of the values that were asked for. */
const Asked = { Quantity: 0, LimitPrice: 1, StopPrice: 2, TriggerPrice: 3, TrailingAmount: 4 } as const;
const ASKED_CELLS = 5;
const AS_THEY_ARE = -1;

/** Places in the code of an order. */
const STATUS_SHIFT = 4;
const MODE_SHIFT = 8;
const FOUR_BITS = 15;
const TIME_IS_LOCAL = 1 << 12;
const AS_PERCENTAGE = 1 << 13;
const STOP_TRIGGERED = 1 << 14;
const TRIGGER_TOUCHED = 1 << 15;
const IDENTIFIED = 1 << 16;

/**
 * Orders that have ended, kept as rows of numbers: an engine that simulates ends thousands a second, and hardly one of
 * them is looked at again before the run is over. Only what is the same after it was made anew is taken; changed and refused
 * ones stay objects.
 */
export class ClosedOrders {
  readonly #sink: OrderRequestSink;
  readonly #rows = new NumberRows(CELLS);
  readonly #symbols = new Numbered<SecuritySymbol>();
  readonly #properties = new Numbered<OrderProperties>();
  readonly #currencies = new Numbered<string>();
  /** By row; most have none. */
  readonly #tags = new Map<number, string>();
  /** Of cancels that were asked for, by row; most have none. */
  readonly #cancelTags = new Map<number, string>();
  /** What brokers call them, by row; in a simulation they have no id but their own. */
  readonly #brokerIds = new Map<number, readonly string[]>();
  readonly #asked = new NumberRows(ASKED_CELLS);
  readonly #askedTags: string[] = [];

  /** @param sink where the tickets send their requests */
  constructor(sink: OrderRequestSink) {
    this.#sink = sink;
  }

  /** Keeps an order that has ended and returns its row. */
  add({ order, ticket }: OrderEntry): number {
    const rows = this.#rows;
    const row = rows.add();
    rows.put(Cell.Code, codeOf(order));
    rows.put(Cell.Time, order.timeMs);
    rows.put(Cell.LastFillTime, order.lastFillTimeMs);
    rows.put(Cell.CanceledTime, order.canceledTimeMs);
    rows.putDecimal(Cell.Quantity, order.quantity);
    rows.putDecimal(Cell.LimitPrice, order.limitPrice);
    rows.putDecimal(Cell.StopPrice, order.stopPrice);
    rows.putDecimal(Cell.TriggerPrice, order.triggerPrice);
    rows.putDecimal(Cell.TrailingAmount, order.trailingAmount);
    rows.putDecimal(Cell.Price, order.price);
    rows.putDecimal(Cell.QuantityFilled, order.quantityFilled);
    rows.put(Cell.Bracket, order.bracketId);
    rows.put(Cell.Events, order.eventCount);
    rows.put(Cell.LastEvent, ticket.lastEventNumber);
    rows.put(Cell.CancelAsked, ticket.cancelRequest?.timeMs ?? Number.NaN);
    this.#addQuote(order.submissionData);
    this.#addAsked(order);
    rows.put(Cell.Symbol, this.#symbols.numberOf(order.symbol));
    rows.put(Cell.Properties, this.#properties.numberOf(order.properties));
    rows.put(Cell.Currency, this.#currencies.numberOf(order.priceCurrency));
    if (order.tag !== '') this.#tags.set(row, order.tag);
    const cancelTag = ticket.cancelRequest?.tag ?? null;
    if (cancelTag !== null) this.#cancelTags.set(row, cancelTag);
    if (!order.hasNoIdButItsOwn) this.#brokerIds.set(row, order.brokerId);
    return row;
  }

  #addQuote(quote: OrderSubmissionData | null): void {
    this.#rows.putDecimal(Cell.BidPrice, quote === null ? null : quote.bidPrice);
    if (quote === null) return;
    this.#rows.putDecimal(Cell.AskPrice, quote.askPrice);
    this.#rows.putDecimal(Cell.LastPrice, quote.lastPrice);
  }

  #addAsked(order: Order): void {
    const { asked } = order;
    if (asked === order) {
      this.#rows.put(Cell.Asked, AS_THEY_ARE);
      return;
    }
    const rows = this.#asked;
    const askedRow = rows.add();
    rows.putDecimal(Asked.Quantity, asked.quantity);
    rows.putDecimal(Asked.LimitPrice, asked.limitPrice);
    rows.putDecimal(Asked.StopPrice, asked.stopPrice);
    rows.putDecimal(Asked.TriggerPrice, asked.triggerPrice);
    rows.putDecimal(Asked.TrailingAmount, asked.trailingAmount);
    this.#askedTags.push(asked.tag);
    this.#rows.put(Cell.Asked, askedRow);
  }

  /** The order with a ticket, made anew. */
  entry(id: number, row: number): OrderEntry {
    const order = this.order(id, row);
    const ticket = OrderTicket.of(this.#sink, order);
    ticket.resume(this.#rows.integer(row, Cell.LastEvent), this.#cancelRequest(row, id));
    return { order, ticket };
  }

  #cancelRequest(row: number, orderId: number): CancelOrderRequest | null {
    const timeMs = this.#rows.get(row, Cell.CancelAsked);
    if (Number.isNaN(timeMs)) return null;
    const request = new CancelOrderRequest(timeMs, orderId, this.#cancelTags.get(row) ?? null);
    request.response = OrderResponse.SUCCESS;
    request.status = OrderRequestStatus.Processed;
    return request;
  }

  /** The order, made anew. */
  order(id: number, row: number): Order {
    const rows = this.#rows;
    const code = rows.integer(row, Cell.Code);
    const order = this.#asAsked(id, row, code);
    order.stopTriggered = (code & STOP_TRIGGERED) !== 0;
    order.triggerTouched = (code & TRIGGER_TOUCHED) !== 0;
    const brokerIds = this.#brokerIds.get(row);
    if (brokerIds !== undefined) order.brokerId = brokerIds;
    else if ((code & IDENTIFIED) !== 0) order.identifyByOwnId();
    order.status = ((code >> STATUS_SHIFT) & FOUR_BITS) as OrderStatus;
    order.priceAdjustmentMode = ((code >> MODE_SHIFT) & FOUR_BITS) as DataNormalizationMode;
    order.price = rows.decimal(row, Cell.Price);
    order.quantityFilled = rows.decimal(row, Cell.QuantityFilled);
    order.priceCurrency = this.#currencies.get(rows.integer(row, Cell.Currency));
    order.eventCount = rows.integer(row, Cell.Events);
    order.submissionData = this.#quote(row);
    const lastFillTimeMs = rows.get(row, Cell.LastFillTime);
    const canceledTimeMs = rows.get(row, Cell.CanceledTime);
    if (!Number.isNaN(lastFillTimeMs)) order.lastFillTimeMs = lastFillTimeMs;
    if (!Number.isNaN(canceledTimeMs)) order.canceledTimeMs = canceledTimeMs;
    return order;
  }

  /** The order with the values that were asked for, and then with those that it came to. */
  #asAsked(id: number, row: number, code: number): Order {
    const rows = this.#rows;
    const values = this.#values(row);
    const askedRow = rows.integer(row, Cell.Asked);
    const asked = askedRow === AS_THEY_ARE ? values : this.#askedValues(askedRow);
    const order = new Order({
      id,
      type: (code & FOUR_BITS) as OrderType,
      symbol: this.#symbols.get(rows.integer(row, Cell.Symbol)),
      quantity: asked.quantity,
      timeMs: rows.get(row, Cell.Time),
      timeIsLocal: (code & TIME_IS_LOCAL) !== 0,
      tag: asked.tag,
      properties: this.#properties.get(rows.integer(row, Cell.Properties)),
      limitPrice: asked.limitPrice,
      stopPrice: asked.stopPrice,
      triggerPrice: asked.triggerPrice,
      trailingAmount: asked.trailingAmount,
      trailingAsPercentage: (code & AS_PERCENTAGE) !== 0,
      bracketId: rows.integer(row, Cell.Bracket),
    });
    if (asked !== values) restoreValues(order, values);
    return order;
  }

  #values(row: number): OrderValues {
    const rows = this.#rows;
    return {
      quantity: rows.decimal(row, Cell.Quantity),
      limitPrice: rows.decimal(row, Cell.LimitPrice),
      stopPrice: rows.decimal(row, Cell.StopPrice),
      triggerPrice: rows.decimal(row, Cell.TriggerPrice),
      trailingAmount: rows.decimal(row, Cell.TrailingAmount),
      tag: this.#tags.get(row) ?? '',
    };
  }

  #askedValues(row: number): OrderValues {
    const rows = this.#asked;
    return {
      quantity: rows.decimal(row, Asked.Quantity),
      limitPrice: rows.decimal(row, Asked.LimitPrice),
      stopPrice: rows.decimal(row, Asked.StopPrice),
      triggerPrice: rows.decimal(row, Asked.TriggerPrice),
      trailingAmount: rows.decimal(row, Asked.TrailingAmount),
      tag: this.#askedTags[row]!,
    };
  }

  #quote(row: number): OrderSubmissionData | null {
    const bidPrice = this.#rows.decimalOrNull(row, Cell.BidPrice);
    if (bidPrice === null) return null;
    const askPrice = this.#rows.decimal(row, Cell.AskPrice);
    return { bidPrice, askPrice, lastPrice: this.#rows.decimal(row, Cell.LastPrice) };
  }
}

/** An order that has ended and is the same after it was made anew from its row. */
export function isPlain({ order, ticket }: OrderEntry): boolean {
  return Number.isNaN(order.lastUpdateTimeMs) && ticket.isPlain;
}

function codeOf(order: Order): number {
  return (
    order.type |
    (order.status << STATUS_SHIFT) |
    (order.priceAdjustmentMode << MODE_SHIFT) |
    (order.timeIsLocal ? TIME_IS_LOCAL : 0) |
    (order.trailingAsPercentage ? AS_PERCENTAGE : 0) |
    (order.stopTriggered ? STOP_TRIGGERED : 0) |
    (order.triggerTouched ? TRIGGER_TOUCHED : 0) |
    (order.isIdentified ? IDENTIFIED : 0)
  );
}
