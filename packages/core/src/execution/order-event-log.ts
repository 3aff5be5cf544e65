import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { NumberRows } from '../numeric/number-rows.ts';
import { Numbered } from '../numeric/numbered.ts';
import { FillBar } from '../orders/fill-bar.ts';
import { NO_FEE, OrderEvent, type OrderFee, type TicketLookup } from '../orders/order-event.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import { NO_EVENT } from '../orders/order-ticket.ts';

/** Statuses are below this: a status and the number of an event share one cell. */
const STATUS_BITS = 4;
const STATUSES = 1 << STATUS_BITS;

/** Cells of an event. */
const EventCell = {
  Order: 0,
  Time: 1,
  Code: 2,
  /** Number of the event before it of the same order. */
  Previous: 3,
  Quantity: 4,
  LimitPrice: 5,
  StopPrice: 6,
  /** Row of the fill, or what else there is instead. */
  Fill: 7,
  /** Number of the symbol. */
  Symbol: 8,
} as const;
const EVENT_CELLS = 9;
const NO_FILL = -1;
/** The event is kept as it is. */
const AS_IT_IS = -2;

/** Cells of a fill. */
const FillCell = {
  Price: 0,
  Quantity: 1,
  Fee: 2,
  PaidInQuantity: 3,
  /** Start and end of the bar; end `NO_BAR` where there is none. */
  BarTime: 4,
  BarEnd: 5,
  High: 6,
  Low: 7,
  Volume: 8,
  /** Number of the fee's currency. */
  FeeCurrency: 9,
} as const;
const FILL_CELLS = 10;
const NO_BAR = Number.NEGATIVE_INFINITY;

/**
 * The order events of a run, numbered from 0 in their order. Their facts are kept in rows and made into events again when
 * somebody asks for them. Kept as they are: executions that a broker's wire told, since a late fee changes them, and the
 * events of orders with more than limit and stop price.
 */
export class OrderEventLog {
  readonly #ticketOf: TicketLookup;
  readonly #rows = new NumberRows(EVENT_CELLS);
  readonly #fills = new NumberRows(FILL_CELLS);
  readonly #symbols = new Numbered<SecuritySymbol>();
  /** By number of the event; most have none. */
  readonly #messages = new Map<number, string>();
  readonly #feeCurrencies = new Numbered<string>();
  readonly #asTheyAre = new Map<number, OrderEvent>();
  #all: readonly OrderEvent[] = [];

  constructor(ticketOf: TicketLookup) {
    this.#ticketOf = ticketOf;
  }

  /** Adds an event and returns its number. @param previous number of the order's event before it, or `NO_EVENT` */
  add(event: OrderEvent, previous: number): number {
    const rows = this.#rows;
    const row = rows.add();
    rows.put(EventCell.Order, event.orderId);
    rows.put(EventCell.Time, event.utcTimeMs);
    rows.put(EventCell.Code, (event.id << STATUS_BITS) | event.status);
    rows.put(EventCell.Previous, previous);
    rows.putDecimal(EventCell.Quantity, event.exactQuantity);
    rows.putDecimal(EventCell.LimitPrice, event.exactLimitPrice);
    rows.putDecimal(EventCell.StopPrice, event.exactStopPrice);
    rows.put(EventCell.Fill, this.#addFill(event, row));
    rows.put(EventCell.Symbol, this.#symbols.numberOf(event.symbol));
    if (event.message !== '') this.#messages.set(row, event.message);
    return row;
  }

  #addFill(event: OrderEvent, row: number): number {
    if (event.exactTriggerPrice === null && event.exactTrailingAmount === null) {
      if (event.isKnownByOwnId) return this.#addOwnFill(event);
      if (isNoFill(event)) return NO_FILL;
    }
    this.#asTheyAre.set(row, event);
    return AS_IT_IS;
  }

  #addOwnFill({ exactFillPrice, exactFillQuantity, orderFee, fillBar }: OrderEvent): number {
    const fills = this.#fills;
    const row = fills.add();
    fills.putDecimal(FillCell.Price, exactFillPrice);
    fills.putDecimal(FillCell.Quantity, exactFillQuantity);
    fills.putDecimal(FillCell.Fee, orderFee.amount);
    fills.putDecimal(FillCell.PaidInQuantity, orderFee.paidInQuantity ?? null);
    fills.put(FillCell.FeeCurrency, this.#feeCurrencies.numberOf(orderFee.currency));
    fills.put(FillCell.BarEnd, NO_BAR);
    if (fillBar !== null) {
      fills.put(FillCell.BarTime, fillBar.timeMs);
      fills.put(FillCell.BarEnd, fillBar.endTimeMs);
      fills.put(FillCell.High, fillBar.high);
      fills.put(FillCell.Low, fillBar.low);
      fills.put(FillCell.Volume, fillBar.volume);
    }
    return row;
  }

  /** Every event so far. */
  all(): readonly OrderEvent[] {
    const { length } = this.#rows;
    if (this.#all.length !== length) this.#all = Array.from({ length }, (_, row) => this.#eventOf(row));
    return this.#all;
  }

  /** Fills that a simulated brokerage made, from an instant on. @param sinceMs epoch ms UTC */
  *ownFills(sinceMs: number): Generator<OrderEvent, void, void> {
    for (let row = 0; row < this.#rows.length; row += 1) {
      const mayBeFill = this.#rows.integer(row, EventCell.Fill) !== NO_FILL;
      const event = mayBeFill && this.#rows.get(row, EventCell.Time) >= sinceMs ? this.#eventOf(row) : null;
      if (event?.isKnownByOwnId === true) yield event;
    }
  }

  /** The events of one order, oldest first. @param last number of its latest */
  upTo(last: number): OrderEvent[] {
    const events: OrderEvent[] = [];
    for (let row = last; row !== NO_EVENT; row = this.#rows.integer(row, EventCell.Previous)) {
      events.push(this.#eventOf(row));
    }
    return events.reverse();
  }

  #eventOf(row: number): OrderEvent {
    const rows = this.#rows;
    const fill = rows.integer(row, EventCell.Fill);
    if (fill === AS_IT_IS) return this.#asTheyAre.get(row)!;
    const code = rows.integer(row, EventCell.Code);
    const order = {
      id: rows.integer(row, EventCell.Order),
      symbol: this.#symbols.get(rows.integer(row, EventCell.Symbol)),
      quantity: rows.decimal(row, EventCell.Quantity),
    };
    const status = (code & (STATUSES - 1)) as OrderStatus;
    const event = new OrderEvent(order, rows.get(row, EventCell.Time), status, this.#messages.get(row));
    event.id = code >> STATUS_BITS;
    event.findTicketBy(this.#ticketOf);
    event.exactLimitPrice = rows.decimalOrNull(row, EventCell.LimitPrice);
    event.exactStopPrice = rows.decimalOrNull(row, EventCell.StopPrice);
    if (fill !== NO_FILL) this.#describeFill(event, fill);
    return event;
  }

  #describeFill(event: OrderEvent, row: number): void {
    const fills = this.#fills;
    event.identifyByOwnId(event.id);
    event.exactFillPrice = fills.decimal(row, FillCell.Price);
    event.exactFillQuantity = fills.decimal(row, FillCell.Quantity);
    event.orderFee = this.#feeOf(row);
    const endTimeMs = fills.get(row, FillCell.BarEnd);
    if (endTimeMs === NO_BAR) return;
    event.fillBar = new FillBar(
      fills.get(row, FillCell.BarTime),
      endTimeMs,
      fills.get(row, FillCell.High),
      fills.get(row, FillCell.Low),
      fills.get(row, FillCell.Volume),
    );
  }

  #feeOf(row: number): OrderFee {
    const amount = this.#fills.decimal(row, FillCell.Fee);
    const currency = this.#feeCurrencies.get(this.#fills.integer(row, FillCell.FeeCurrency));
    if (amount === Decimal.ZERO && currency === NO_FEE.currency) return NO_FEE;
    const paidInQuantity = this.#fills.decimalOrNull(row, FillCell.PaidInQuantity);
    return paidInQuantity === null ? { amount, currency } : { amount, currency, paidInQuantity };
  }
}

/** There is nothing to say but what the cells of an event hold. */
function isNoFill(event: OrderEvent): boolean {
  return (
    !event.isFill &&
    event.orderFee === NO_FEE &&
    event.fillBar === null &&
    event.exactFillQuantity.isZero() &&
    event.executionId === ''
  );
}
