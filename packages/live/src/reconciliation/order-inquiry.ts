import {
  type BrokerageExecution,
  type BrokerageOrder,
  type Clock,
  concludedExecutionId,
  type Decimal,
  isClosedStatus,
  type Order,
  OrderEvent,
  OrderStatus,
} from '@lockstep/core';
import type { ClientOrderIds } from '../orders/client-order-ids.ts';
import { within } from '../orders/deadline.ts';
import type { ExecutionLedger } from '../orders/execution-ledger.ts';
import type { JournaledBrokerage } from '../orders/journaled-brokerage.ts';
import type { MissingExecutions } from './missing-executions.ts';

/** How long a broker's answer is waited for, ms. */
export const ANSWER_MS = 10_000;
/** How long before its submission an order's executions are looked for: clocks differ. */
const CLOCK_MARGIN_MS = 60_000;
/** How long fills that the broker counts, but does not list yet, are waited for before they are concluded, ms. */
const CONCLUDE_AFTER_MS = 10_000;

/** What asking works with. */
export interface OrderInquiryOptions {
  readonly orders: () => JournaledBrokerage;
  readonly ids: ClientOrderIds;
  readonly ledger: ExecutionLedger;
  readonly clock: Clock;
  readonly missing: MissingExecutions;
}

/** Asks the broker about an order, open or closed, and brings what it says into the engine's inbox. */
export class OrderInquiry {
  readonly #options: OrderInquiryOptions;
  /** Since when the broker counts more fills of an order than it lists, epoch ms UTC. */
  readonly #unlistedSince = new Map<number, number>();

  constructor(options: OrderInquiryOptions) {
    this.#options = options;
  }

  /** The broker counts fills that it does not list: what the account holds cannot be judged. */
  get isWaiting(): boolean {
    return this.#unlistedSince.size > 0;
  }

  /** What the broker knows of an order; null when it has never seen it. Rejects when it does not answer. */
  async ask(order: Order): Promise<BrokerageOrder | null> {
    const { orders, ids, clock } = this.#options;
    const answer = orders().inner.findOrder(ids.of(order.id));
    const found = await within(clock, ANSWER_MS, `what became of order ${order.id}`, answer);
    if (found !== null) await this.catchUp(order, found);
    return found;
  }

  /** Brings what the broker knows of an order into the inbox: its ids, its fills, its end. */
  async catchUp(order: Order, found: BrokerageOrder): Promise<void> {
    const { inbox } = this.#options.orders();
    for (const brokerId of found.brokerIds) {
      if (!order.brokerId.includes(brokerId)) inbox.message({ kind: 'orderIdentified', orderId: order.id, brokerId });
    }
    if (order.status === OrderStatus.New && found.status !== OrderStatus.Invalid) {
      inbox.orderEvent(new OrderEvent(order, found.updatedAtMs, OrderStatus.Submitted));
    }
    await this.#catchUpFills(order, found);
    const isComplete = this.#options.ledger.filled(order.id).equals(found.filledQuantity);
    // Of an order that had filled, some may have been taken back: it does not fill again.
    const isCut = found.status === OrderStatus.Filled && found.filledQuantity.abs().lt(found.quantity.abs());
    const hasEnded = found.status === OrderStatus.Canceled || found.status === OrderStatus.Invalid || isCut;
    if (hasEnded && isComplete && !isClosedStatus(order.status)) {
      const status = isCut ? OrderStatus.Canceled : found.status;
      inbox.orderEvent(new OrderEvent(order, found.updatedAtMs, status, 'The broker had ended the order.'));
    }
    if (!isClosedStatus(found.status)) this.#catchUpValues(order, found);
    else if (found.status === OrderStatus.Filled && isComplete) this.#catchUpQuantity(order, found);
  }

  /** Fills are taken from executions; only if those are not to be had for a while, from what the order says. */
  async #catchUpFills(order: Order, found: BrokerageOrder): Promise<void> {
    const { ledger, orders, clock, ids } = this.#options;
    const { inner, inbox } = orders();
    if (ledger.filled(order.id).equals(found.filledQuantity)) {
      this.#unlistedSince.delete(order.id);
      return;
    }
    const sinceMs = order.timeMs - CLOCK_MARGIN_MS;
    const answer = inner.getExecutions(sinceMs);
    const { executions } = await within(clock, ANSWER_MS, `for the executions of order ${order.id}`, answer);
    const isHeldBack = this.#options.missing.holdsBack(order.id, executions, sinceMs);
    for (const execution of executions) {
      const isIts = ids.orderOf(execution.clientOrderId) === order.id;
      if (isIts && !isHeldBack) inbox.execution(order, execution, 'query');
    }
    const missing = found.filledQuantity.minus(ledger.filled(order.id));
    if (missing.isZero() || missing.sign() !== order.quantity.sign() || isHeldBack) {
      this.#unlistedSince.delete(order.id);
      return;
    }
    const since = this.#unlistedSince.get(order.id) ?? clock.utcNow();
    this.#unlistedSince.set(order.id, since);
    if (clock.utcNow() - since >= CONCLUDE_AFTER_MS)
      inbox.execution(order, this.#conclude(order, found, missing), 'reconciliation');
  }

  /** The fills that the broker counts and does not list, as one; its id says what it brings the order to. */
  #conclude(order: Order, found: BrokerageOrder, missing: Decimal): BrokerageExecution {
    this.#unlistedSince.delete(order.id);
    const clientOrderId = this.#options.ids.of(order.id);
    return {
      id: concludedExecutionId(clientOrderId, found.filledQuantity.toString()),
      clientOrderId,
      brokerIds: found.brokerIds,
      symbol: order.symbol,
      instrument: found.instrument,
      quantity: missing,
      price: priceOf(order, found, missing),
      timeMs: found.updatedAtMs,
      fee: null,
    };
  }

  /** An order that is complete there is complete here, whatever change of its quantity was asked for. */
  #catchUpQuantity(order: Order, { quantity }: BrokerageOrder): void {
    if (isClosedStatus(order.status) || quantity.equals(order.quantity)) return;
    this.#options.orders().inbox.message({ kind: 'orderChanged', orderId: order.id, quantity });
  }

  /** Prices and quantity of a working order that were changed at the broker. */
  #catchUpValues(order: Order, found: BrokerageOrder): void {
    // An answer may be older than what we have been told, or have asked for.
    const isChanging = this.#options.orders().inFlight.has(order.id, 'update');
    if (isChanging || found.updatedAtMs < order.lastUpdateTimeMs) return;
    const { quantity, limitPrice, stopPrice } = found;
    const changes = {
      ...(quantity.equals(order.quantity) ? {} : { quantity }),
      ...(limitPrice === null || limitPrice.equals(order.limitPrice) ? {} : { limitPrice }),
      ...(stopPrice === null || stopPrice.equals(order.stopPrice) ? {} : { stopPrice }),
    };
    if (Object.keys(changes).length === 0) return;
    this.#options.orders().inbox.message({ kind: 'orderChanged', orderId: order.id, ...changes });
  }
}

/** Average price of the missing part: what is left of the order's value after the fills that are known. */
function priceOf(order: Order, found: BrokerageOrder, missing: Decimal): Decimal {
  const known = found.filledQuantity.minus(missing);
  if (known.isZero() || !order.quantityFilled.equals(known)) return found.averageFillPrice;
  const value = found.averageFillPrice.times(found.filledQuantity).minus(order.price.times(known));
  return value.isZero() ? found.averageFillPrice : value.dividedBy(missing);
}
