import {
  type BrokerageInbox,
  Decimal,
  type Order,
  OrderEvent,
  type OrderFee,
  type OrderHandover,
  OrderStatus,
  OrderType,
  type SecuritySymbol,
} from '@lockstep/core';

/** What orders tell, and by what clock. */
export interface OrderTelling {
  readonly inbox: () => BrokerageInbox | null;
  readonly utcNow: () => number;
  readonly onIdentified: (tracked: TrackedOrder, ticket: string) => void;
}

/** An execution as it is told. */
export interface ToldDeal {
  readonly ticket: string;
  /** Signed units. */
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly timeMs: number;
  readonly fee: OrderFee;
}

type Request = 'place' | 'update' | 'cancel';

/** An order that was handed over, and what was told of it. */
export class TrackedOrder {
  readonly clientOrderId: string;
  /** Tickets at the broker: one, or on a hedging account one of each part that was sent; none while it is not known there. */
  readonly tickets: string[];
  /** What protects it, where that goes out with it. */
  children: readonly TrackedOrder[] = [];
  /** The entry that it protects. */
  parent: TrackedOrder | null = null;
  /** It was handed over by itself, not with its entry. */
  isPlacedAlone = false;
  /** Ticket of the position that it has opened, where stops are to follow that. */
  position: string | null = null;
  /** How it has ended; null while it has not. */
  ending: OrderStatus | null = null;
  /** It is on its way, or looked for. */
  isPlacing = false;
  /** Why a part of it was not carried out and will not be; empty where none is missing. */
  shortfall = '';
  /** Nothing more comes of it. */
  isClosed = false;
  /** Its cancel was asked for while it was on its way. */
  isUnwanted = false;
  /** A change of it is on its way. */
  isChanging = false;
  /** Prices that were told of it where they are not the order's. */
  told: { readonly limitPrice: Decimal; readonly stopPrice: Decimal } | null = null;
  /** In what the broker was asked for something else than was wanted was told, if it was. */
  areTermsTold = false;
  /** Units that the broker was asked for, where that is not the order's quantity; signed. */
  target: Decimal | null = null;
  /** Units that executions came to, signed. */
  filled = Decimal.ZERO;
  readonly #telling: OrderTelling;
  #order: Order;
  #isSubmitted = false;

  constructor({ order, clientOrderId }: OrderHandover, telling: OrderTelling) {
    this.#order = order;
    this.clientOrderId = clientOrderId;
    this.#telling = telling;
    this.tickets = [...order.brokerId];
    this.#isSubmitted = this.tickets.length > 0;
  }

  /** The ticket that changes and cancels go to; null while it is not known at the broker. */
  get ticket(): string | null {
    return this.tickets.at(-1) ?? null;
  }

  /** Something of it was carried out, here or in an earlier process. */
  get hasFilled(): boolean {
    return !this.filled.isZero() || !this.#order.quantityFilled.isZero();
  }

  /** Something that is not known here may be of it. */
  get isOnItsWay(): boolean {
    return !this.isClosed && (this.isPlacing || this.tickets.length === 0);
  }

  /** All of it was sent, at the market: what did not fill may have ended. */
  get mayEndSoon(): boolean {
    return !this.isClosed && this.tickets.length > 0 && this.#order.type === OrderType.Market;
  }

  get order(): Order {
    return this.#order;
  }

  get id(): number {
    return this.#order.id;
  }

  get symbol(): SecuritySymbol {
    return this.#order.symbol;
  }

  /** The same order, as whoever trades has it now. */
  meet(order: Order): void {
    this.#order = order;
  }

  /** It is at the broker. */
  place(ticket: string, timeMs: number): void {
    if (!this.tickets.includes(ticket)) {
      this.tickets.push(ticket);
      this.#telling.onIdentified(this, ticket);
      if (!this.#order.brokerId.includes(ticket))
        this.#telling.inbox()?.message({ kind: 'orderIdentified', orderId: this.id, brokerId: ticket });
    }
    if (this.#isSubmitted) return;
    this.#isSubmitted = true;
    this.#tell(OrderStatus.Submitted, timeMs);
  }

  fill({ ticket, quantity, price, timeMs, fee }: ToldDeal): void {
    this.filled = this.filled.plus(quantity);
    const isComplete = this.filled.abs().gte((this.target ?? this.#order.quantity).abs());
    const event = this.#event(isComplete ? OrderStatus.Filled : OrderStatus.PartiallyFilled, timeMs);
    event.exactFillQuantity = quantity;
    event.exactFillPrice = price;
    event.executionId = ticket;
    event.orderFee = fee;
    if (isComplete) this.#close(OrderStatus.Filled);
    this.#telling.inbox()?.orderEvent(event);
  }

  /** Tells that nothing more comes of it. */
  end(status: OrderStatus, timeMs: number, text = ''): void {
    if (this.isClosed) return;
    this.#close(status);
    this.#tell(status, timeMs, text);
  }

  updated(): void {
    this.#tell(OrderStatus.UpdateSubmitted, this.#telling.utcNow());
  }

  /** The broker has it otherwise than it was wanted. */
  change(values: { quantity?: Decimal; limitPrice?: Decimal; stopPrice?: Decimal }): void {
    this.#telling.inbox()?.message({ kind: 'orderChanged', orderId: this.id, ...values });
  }

  refuse(request: Request, code: string, text: string, updateNumber?: number): void {
    if (request === 'place') this.#close(OrderStatus.Invalid);
    this.#outcome(request, 'refused', code, text, updateNumber);
  }

  /** Nothing is known of a request. */
  doubt(request: Request, text: string, updateNumber?: number): void {
    this.#outcome(request, 'unknown', 'NO_ANSWER', text, updateNumber);
  }

  accept(request: Request, text: string, updateNumber?: number): void {
    this.#outcome(request, 'accepted', 'ACCEPTED', text, updateNumber);
  }

  #close(status: OrderStatus): void {
    this.isClosed = true;
    this.ending = status;
  }

  #outcome(
    request: Request,
    outcome: 'accepted' | 'refused' | 'unknown',
    code: string,
    text: string,
    updateNumber: number | undefined,
  ): void {
    this.#telling.inbox()?.message({
      kind: 'outcome',
      orderId: this.id,
      request,
      outcome,
      code,
      text,
      ...(updateNumber === undefined ? {} : { updateNumber }),
    });
  }

  #tell(status: OrderStatus, timeMs: number, text = ''): void {
    this.#telling.inbox()?.orderEvent(this.#event(status, timeMs, text));
  }

  /** What is told of has happened: clocks differ. */
  #event(status: OrderStatus, timeMs: number, text = ''): OrderEvent {
    return new OrderEvent(this.#order, Math.min(timeMs, this.#telling.utcNow()), status, text);
  }
}
