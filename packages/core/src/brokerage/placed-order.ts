import { Decimal } from '../numeric/decimal.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import type { UpdateOrderFields } from '../orders/order-request.ts';
import { isClosedStatus, OrderStatus, orderStatusName } from '../orders/order-status.ts';
import type { OrderHandover } from './brokerage.ts';

/** What a placed order is asked for and asks for. */
export interface PlacedOrderActions {
  cancel(placed: PlacedOrder): void;
  update(placed: PlacedOrder, fields: UpdateOrderFields): void;
}

/** An order that was placed without a strategy, as it stands; it changes while the broker works on it. */
export class PlacedOrder {
  readonly clientOrderId: string;
  /** Orders that protect what this one opens. */
  readonly children: readonly PlacedOrder[];
  /** Settles when the order is known to be at the broker, or to be refused. */
  readonly accepted: Promise<PlacedOrder>;
  /** Settles when nothing more comes of it: filled, cancelled or refused. */
  readonly done: Promise<PlacedOrder>;
  /** What the broker said when it refused something, or why the order ended; else empty. */
  message = '';
  readonly #handover: OrderHandover;
  readonly #actions: PlacedOrderActions;
  #filledValue = Decimal.ZERO;
  #onAccepted!: (placed: PlacedOrder) => void;
  #onDone!: (placed: PlacedOrder) => void;

  constructor(handover: OrderHandover, children: readonly PlacedOrder[], actions: PlacedOrderActions) {
    this.#handover = handover;
    this.clientOrderId = handover.clientOrderId;
    this.children = children;
    this.#actions = actions;
    this.accepted = new Promise((resolve) => {
      this.#onAccepted = resolve;
    });
    this.done = new Promise((resolve) => {
      this.#onDone = resolve;
    });
  }

  /** `New` until the broker has it, then `Submitted`, `PartiallyFilled`, `Filled`, `Canceled`; `Invalid` when it was refused. */
  get status(): string {
    return orderStatusName(this.#handover.order.status);
  }

  get isClosed(): boolean {
    return this.#handover.order.isClosed;
  }

  get symbol(): string {
    return this.#handover.order.symbol.value;
  }

  /** Units, negative for sales; of an order by value what has filled. */
  get quantity(): number {
    return this.#handover.order.quantity.toNumber();
  }

  /** Units filled so far, negative for sales. */
  get filledQuantity(): number {
    return this.#handover.order.quantityFilled.toNumber();
  }

  /** Average price of what has filled; 0 before the first fill. */
  get averagePrice(): number {
    return this.#handover.order.price.toNumber();
  }

  /** Where a trailing stop stands. */
  get stopPrice(): number {
    return this.#handover.order.stopPrice.toNumber();
  }

  /** The broker's ids of it, the latest last. */
  get brokerIds(): readonly string[] {
    return this.#handover.order.brokerId;
  }

  /** Asks for its cancel; `done` settles when that has come about. */
  cancel(): Promise<PlacedOrder> {
    this.#actions.cancel(this);
    return this.done;
  }

  /** Changes quantity (with what has filled) or prices of the working order. */
  update(fields: UpdateOrderFields): void {
    this.#actions.update(this, fields);
  }

  /** The order behind it. */
  get handover(): OrderHandover {
    return this.#handover;
  }

  /** Takes in what was told of it. */
  take(event: OrderEvent): void {
    const { order } = this.#handover;
    if (order.isClosed && !event.isFill) return;
    if (event.isFill) {
      order.quantityFilled = order.quantityFilled.plus(event.exactFillQuantity);
      this.#filledValue = this.#filledValue.plus(event.exactFillQuantity.times(event.exactFillPrice));
      order.price = this.#filledValue.dividedBy(order.quantityFilled).normalize();
    }
    if (event.message !== '') this.message = event.message;
    order.status = event.status;
    this.#tell();
  }

  /** A request of it was refused. @param isOver it was the order itself */
  refuse(text: string, isOver: boolean): void {
    this.message = text;
    if (isOver && !this.isClosed) this.#handover.order.status = OrderStatus.Invalid;
    this.#tell();
  }

  #tell(): void {
    const { status } = this.#handover.order;
    if (status !== OrderStatus.New) this.#onAccepted(this);
    if (isClosedStatus(status)) this.#onDone(this);
  }
}
