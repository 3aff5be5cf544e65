import {
  type BrokerageInbox,
  type BrokerageMessage,
  Decimal,
  type OrderEvent,
  OrderStatus,
  type Security,
} from '@lockstep/core';
import type { DeskParts } from './desk-parts.ts';
import { type Commission, correctedId, type Execution } from './executions.ts';
import { OcaGroups } from './oca-groups.ts';
import type { OrderCancels } from './order-cancels.ts';
import type { OrderChanges } from './order-changes.ts';
import type { OrderPlacement } from './order-placement.ts';
import type { SimulatedOrder } from './simulated-order.ts';
import { splitFill } from './split-fill.ts';

/** LEAN's nameless currency: there is no fee. */
const NO_CURRENCY = 'QCC';

/** What the venue tells, written onto the orders and told to clients. */
export class VenueInbox implements BrokerageInbox {
  readonly #parts: DeskParts;
  readonly #placement: OrderPlacement;
  readonly #cancels: OrderCancels;
  readonly #changes: OrderChanges;
  readonly #groups: OcaGroups;
  /** Executions by the venue's id of them: it tells commissions and corrections apart. */
  readonly #ids = new Map<string, string>();

  constructor(parts: DeskParts, placement: OrderPlacement, cancels: OrderCancels, changes: OrderChanges) {
    this.#parts = parts;
    this.#placement = placement;
    this.#cancels = cancels;
    this.#changes = changes;
    this.#groups = new OcaGroups(parts, cancels, changes);
  }

  orderEvent(event: OrderEvent): void {
    const order = this.#parts.orders.withVenueId(event.orderId);
    if (order === undefined) return;
    order.venueOrder.status = event.status;
    switch (event.status) {
      case OrderStatus.Submitted:
        this.#onSubmitted(order);
        break;
      case OrderStatus.UpdateSubmitted:
        this.#parts.teller.tellOrder(order);
        break;
      case OrderStatus.PartiallyFilled:
      case OrderStatus.Filled:
        this.#onFill(order, event);
        break;
      case OrderStatus.Canceled:
        this.#cancels.onCanceled(order, event.message);
        break;
      case OrderStatus.Invalid:
        this.#placement.reject(order, { code: 201, text: `Order rejected - reason:${event.message}` });
        break;
      default:
    }
  }

  message(message: BrokerageMessage): void {
    if (message.kind === 'orderChanged') this.#onChanged(message);
    else if (message.kind === 'outcome' && message.outcome === 'refused') this.#onRefused(message);
    else if (message.kind === 'commission') this.#onCommission(message);
    else if (message.kind === 'executionCorrected') this.#onCorrected(message);
  }

  /** An order begins to work; children do so when their parent fills. */
  #onSubmitted(order: SimulatedOrder): void {
    const wasAttached = order.stage === 'attached' || order.whyHeld.startsWith('child');
    order.stage = 'live';
    if (wasAttached && order.isAcknowledged) this.#placement.work(order);
  }

  #onChanged({ orderId, stopPrice, limitPrice, quantity }: Extract<BrokerageMessage, { kind: 'orderChanged' }>): void {
    const order = this.#parts.orders.withVenueId(orderId);
    if (order === undefined || order.isDone) return;
    const { venueOrder, terms } = order;
    const hasMoved = stopPrice !== undefined && !stopPrice.equals(venueOrder.stopPrice);
    const isOther = quantity !== undefined && !quantity.equals(venueOrder.quantity);
    if (stopPrice !== undefined) venueOrder.stopPrice = stopPrice;
    if (limitPrice !== undefined) venueOrder.limitPrice = limitPrice;
    if (quantity !== undefined) venueOrder.quantity = quantity;
    const { habits, teller } = this.#parts;
    if (terms.orderType === 'TRAIL' && !habits.tellsTrailingStops && !isOther) return;
    if ((hasMoved || isOther) && order.isAcknowledged) teller.tellOpenOrder(order);
  }

  #onRefused({ orderId, request, text }: Extract<BrokerageMessage, { kind: 'outcome' }>): void {
    const order = this.#parts.orders.withVenueId(orderId);
    if (order === undefined) return;
    if (request === 'place') this.#placement.reject(order, { code: 201, text: `Order rejected - reason:${text}` });
    else if (request === 'update') this.#changes.onRefused(order, text);
    else this.#cancels.onRefused(order);
  }

  #onCommission({ executionId, amount, currency }: Extract<BrokerageMessage, { kind: 'commission' }>): void {
    const { executions, teller } = this.#parts;
    const execution = executions.find(this.#ids.get(executionId) ?? '');
    if (execution === undefined) return;
    const paid = { ...execution, commission: { amount, currency, realizedPnl: null } };
    executions.replace(execution, paid);
    teller.tellCommission(paid);
  }

  /** The venue has booked it already: TWS tells it again, with the next revision of its id. */
  #onCorrected({ executionId, correction }: Extract<BrokerageMessage, { kind: 'executionCorrected' }>): void {
    const { executions, teller, accountChanged } = this.#parts;
    const before = executions.find(this.#ids.get(executionId) ?? '');
    if (before === undefined) return;
    const { order } = before;
    const quantity = correction === null ? Decimal.ZERO : correction.exactFillQuantity.abs();
    const price = correction === null ? before.price : correction.exactFillPrice;
    const draft: Execution = { ...before, id: correctedId(before.id), price, quantity };
    executions.replace(before, draft);
    order.refill(executions.of(order));
    const corrected = { ...draft, cumulativeQuantity: order.filled, averagePrice: order.averagePrice };
    executions.replace(draft, corrected);
    if (correction !== null) this.#ids.set(correction.executionId, corrected.id);
    teller.tellExecution(corrected);
    teller.tellStatus(order);
    accountChanged();
  }

  #onFill(order: SimulatedOrder, event: OrderEvent): void {
    const { teller, faults, accountChanged, venue } = this.#parts;
    this.#placement.acknowledge(order);
    const { paidInQuantity } = event.orderFee;
    // A fee that was taken from what was bought is no part of the execution.
    const filled = event.exactFillQuantity.plus(paidInQuantity ?? Decimal.ZERO);
    order.venueOrder.quantityFilled = order.venueOrder.quantityFilled.plus(filled);
    const isComplete = event.status === OrderStatus.Filled;
    const parts = splitFill(filled.abs(), isComplete ? faults.splits.shift() : undefined);
    const commission = venue.capabilities.executionFees === 'included' ? commissionOf(event, order) : null;
    for (const [at, quantity] of parts.entries()) {
      const isLast = at === parts.length - 1;
      const part =
        commission === null || isLast ? commission : { ...commission, amount: Decimal.ZERO, realizedPnl: null };
      const execution = this.#book(order, event, quantity, part);
      if (isLast) this.#ids.set(event.executionId, execution.id);
      this.#finish(order, isComplete && isLast);
      teller.tellExecution(execution);
      teller.tellOrder(order);
      if (part !== null && order.isDone) teller.tellOpenOrder(order);
      teller.tellCommission(execution);
    }
    accountChanged();
    if (isComplete) this.#placement.activateChildren(order);
    this.#groups.onFill(order, filled.abs());
  }

  #book(order: SimulatedOrder, event: OrderEvent, quantity: Decimal, commission: Commission | null): Execution {
    const { executions } = this.#parts;
    order.fill(quantity, event.exactFillPrice);
    if (commission !== null) {
      const before = order.commission?.amount ?? Decimal.ZERO;
      order.commission = { amount: before.plus(commission.amount), currency: commission.currency };
    }
    const execution: Execution = {
      id: executions.nextId(event.utcTimeMs),
      order,
      quantity,
      price: event.exactFillPrice,
      cumulativeQuantity: order.filled,
      averagePrice: order.averagePrice,
      timeMs: event.utcTimeMs,
      commission,
    };
    executions.add(execution);
    return execution;
  }

  #finish(order: SimulatedOrder, isComplete: boolean): void {
    if (!isComplete) {
      // A cancel that is on its way is still told as such.
      if (!order.isCancelling) order.status = 'Submitted';
      order.whyHeld = '';
      return;
    }
    order.stage = 'done';
    order.status = 'Filled';
    order.whyHeld = '';
    order.completedMs = this.#parts.clock.utcNow();
  }
}

function commissionOf(event: OrderEvent, { instrument }: SimulatedOrder): Commission {
  const { amount, currency } = event.orderFee;
  const { security } = instrument;
  return {
    amount,
    currency: currency === NO_CURRENCY ? instrument.contract.currency : currency,
    realizedPnl: security === null ? null : realizedProfit(security, event.exactFillQuantity),
  };
}

/** Profit of a fill that closed something; null where it did not. */
function realizedProfit({ holdings }: Security, filled: Decimal): Decimal | null {
  const before = holdings.exactQuantity.minus(filled);
  return before.sign() === -filled.sign() ? holdings.exactLastTradeProfit : null;
}
