import type { Decimal } from '../numeric/decimal.ts';
import { NO_FEE, OrderEvent } from '../orders/order-event.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import { NO_EVENT } from '../orders/order-ticket.ts';
import type { OrderEntry } from './order-book.ts';

/** Statuses are below this: a status and the number of an event share one integer. */
const STATUSES = 16;

/**
 * The order events of a run, numbered from 0 in their order. Fills are kept as they are: a late fee changes them. Of the
 * others, which are most, only the facts are kept, in columns, and made into events again when somebody asks for them.
 */
export class OrderEventLog {
  /** A fill, or the row of another event in the columns below. */
  readonly #records: (OrderEvent | number)[] = [];
  /** Number of the event before it of the same order. */
  readonly #previous: number[] = [];
  readonly #entries: OrderEntry[] = [];
  readonly #times: number[] = [];
  readonly #codes: number[] = [];
  readonly #messages: string[] = [];
  readonly #quantities: Decimal[] = [];
  readonly #limitPrices: (Decimal | null)[] = [];
  readonly #stopPrices: (Decimal | null)[] = [];
  readonly #triggerPrices: (Decimal | null)[] = [];
  readonly #trailingAmounts: (Decimal | null)[] = [];
  #all: readonly OrderEvent[] = [];

  /** Adds an event and returns its number. @param previous number of the order's event before it, or `NO_EVENT` */
  add(event: OrderEvent, entry: OrderEntry, previous: number): number {
    this.#records.push(isPlain(event) ? this.#addFacts(event, entry) : event);
    return this.#previous.push(previous) - 1;
  }

  #addFacts(event: OrderEvent, entry: OrderEntry): number {
    this.#times.push(event.utcTimeMs);
    this.#codes.push(event.id * STATUSES + event.status);
    this.#messages.push(event.message);
    this.#quantities.push(event.exactQuantity);
    this.#limitPrices.push(event.exactLimitPrice);
    this.#stopPrices.push(event.exactStopPrice);
    this.#triggerPrices.push(event.exactTriggerPrice);
    this.#trailingAmounts.push(event.exactTrailingAmount);
    return this.#entries.push(entry) - 1;
  }

  /** Every event so far. */
  all(): readonly OrderEvent[] {
    if (this.#all.length !== this.#records.length) this.#all = this.#records.map((record) => this.#eventOf(record));
    return this.#all;
  }

  /** The events of one order, oldest first. @param last number of its latest */
  upTo(last: number): OrderEvent[] {
    const events: OrderEvent[] = [];
    for (let number = last; number !== NO_EVENT; number = this.#previous[number]!) {
      events.push(this.#eventOf(this.#records[number]!));
    }
    return events.reverse();
  }

  #eventOf(record: OrderEvent | number): OrderEvent {
    if (typeof record !== 'number') return record;
    const { order, ticket } = this.#entries[record]!;
    const code = this.#codes[record]!;
    const event = new OrderEvent(
      order,
      this.#times[record]!,
      (code % STATUSES) as OrderStatus,
      this.#messages[record]!,
    );
    event.id = Math.floor(code / STATUSES);
    event.ticket = ticket;
    event.exactQuantity = this.#quantities[record]!;
    event.exactLimitPrice = this.#limitPrices[record]!;
    event.exactStopPrice = this.#stopPrices[record]!;
    event.exactTriggerPrice = this.#triggerPrices[record]!;
    event.exactTrailingAmount = this.#trailingAmounts[record]!;
    return event;
  }
}

/** The columns hold all there is to say of it. */
function isPlain(event: OrderEvent): boolean {
  return (
    !event.isFill &&
    event.orderFee === NO_FEE &&
    event.fillBar === null &&
    event.exactFillQuantity.isZero() &&
    event.executionId === ''
  );
}
