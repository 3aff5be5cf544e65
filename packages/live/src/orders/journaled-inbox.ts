import {
  type BrokerageExecution,
  type BrokerageInbox,
  type BrokerageMessage,
  concludedQuantity,
  isClosedStatus,
  NO_FEE,
  type Order,
  OrderEvent,
  type OrderOfEvent,
  OrderStatus,
} from '@lockstep/core';
import type { ExecutionRecord } from '../store/journal-record.ts';
import type { Store } from '../store/store.ts';
import type { ClientOrderIds } from './client-order-ids.ts';
import type { ExecutionLedger, Units } from './execution-ledger.ts';
import type { InFlightRequests } from './in-flight.ts';
import { OWN_REFUSALS } from './own-refusals.ts';

type MessageOf<K extends BrokerageMessage['kind']> = Extract<BrokerageMessage, { kind: K }>;

/** What the inbox works with. */
export interface JournaledInboxOptions {
  readonly store: Store;
  readonly ledger: ExecutionLedger;
  readonly inFlight: InFlightRequests;
  /** Tells our own orders, those of earlier processes too. */
  readonly ids: ClientOrderIds;
  /** Told of each message once it is written down and handed on. */
  readonly onMessage: (message: BrokerageMessage) => void;
}

/**
 * Between a broker and the engine: writes down what the broker tells, keeps out what is known, and hands on the rest. What
 * the engine learns by asking comes this way as well, so that nothing is booked twice.
 */
export class JournaledInbox implements BrokerageInbox {
  readonly #options: JournaledInboxOptions;
  readonly #engine: BrokerageInbox;

  constructor(engine: BrokerageInbox, options: JournaledInboxOptions) {
    this.#engine = engine;
    this.#options = options;
  }

  orderEvent(event: OrderEvent): void {
    this.#take(event, 'stream');
  }

  /** An execution that the broker was asked for, or that must have happened by what it says; false when it is known. */
  execution(order: Order, execution: BrokerageExecution, source: ExecutionRecord['source']): boolean {
    return !this.#options.ledger.has(execution.id) && this.#take(this.eventOf(order, execution), source, order);
  }

  /** The event of an execution that the broker lists. */
  eventOf(order: OrderOfEvent, execution: BrokerageExecution): OrderEvent {
    const filled = this.#options.ledger.filled(order.id).plus(execution.quantity);
    const isComplete = filled.abs().gte(order.quantity.abs());
    const status = isComplete ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
    const event = new OrderEvent(order, execution.timeMs, status);
    event.executionId = execution.id;
    event.exactFillQuantity = execution.quantity;
    event.exactFillPrice = execution.price;
    if (execution.fee !== null) event.orderFee = execution.fee;
    return event;
  }

  /** Whether the event was news. @param asked the order of an execution that was asked for: whether it is complete is counted */
  #take(event: OrderEvent, source: ExecutionRecord['source'], asked: Order | null = null): boolean {
    if (event.isFill) {
      const news = this.#count(event);
      if (news === null) return false;
      event.exactFillQuantity = news.quantity;
      event.exactFillPrice = news.price;
      const filled = this.#options.ledger.filled(event.orderId);
      if (asked !== null)
        event.status = filled.abs().gte(asked.quantity.abs()) ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
      this.#write(event, concludedQuantity(event.executionId) === null ? source : 'reconciliation');
    }
    this.#hand(event);
    return true;
  }

  #count(event: OrderEvent): Units | null {
    const { ledger } = this.#options;
    const { executionId, orderId, exactFillQuantity: quantity, exactFillPrice: price } = event;
    const total = concludedQuantity(executionId);
    return total === null ? ledger.take(event) : ledger.conclude(executionId, orderId, total, { quantity, price });
  }

  #hand(event: OrderEvent): void {
    const { inFlight } = this.#options;
    if (isClosedStatus(event.status)) inFlight.settleAll(event.orderId);
    else if (event.status === OrderStatus.UpdateSubmitted) inFlight.settle(event.orderId, 'update');
    else inFlight.settle(event.orderId, 'place');
    this.#engine.orderEvent(event);
  }

  #write(event: OrderEvent, source: ExecutionRecord['source']): void {
    // It may be known already, or not yet.
    const isTold = event.orderFee.currency !== NO_FEE.currency;
    const fee = isTold ? event.orderFee : this.#options.ledger.standing(event.executionId)?.fee;
    if (fee == null) this.#options.ledger.awaitFee(event.executionId);
    void this.#options.store.keep({
      kind: 'execution',
      executionId: event.executionId,
      orderId: event.orderId,
      symbol: event.symbol.value,
      quantity: event.exactFillQuantity.toString(),
      price: event.exactFillPrice.toString(),
      fee: fee == null ? null : { amount: fee.amount.toString(), currency: fee.currency },
      executedAtMs: event.utcTimeMs,
      source,
    });
  }

  /** An execution that the broker was asked for and that belongs to no order known here. */
  strange(execution: BrokerageExecution): void {
    this.#tell({ kind: 'externalExecution', execution, forced: false });
  }

  message(told: BrokerageMessage): void {
    // One of our own ids may stand in the place of another: the next look at the account, which sees them all, books it.
    const isOurs =
      told.kind === 'externalExecution' && this.#options.ids.orderOf(told.execution.clientOrderId) !== null;
    if (!isOurs) this.#tell(this.#doubted(told));
  }

  #tell(message: BrokerageMessage): void {
    const isBooked =
      message.kind === 'executionCorrected' && this.#options.ledger.standing(message.executionId) !== undefined;
    if (!this.#isNews(message)) return;
    this.#journal(message);
    if (message.kind === 'outcome' && message.outcome !== 'unknown') {
      const { orderId, request, outcome } = message;
      if (request === 'place' && outcome === 'refused') this.#options.inFlight.settleAll(orderId);
      else this.#options.inFlight.settle(orderId, request);
    }
    if (message.kind === 'executionCorrected' && !isBooked) {
      // Nothing was booked that would have to be undone: what stands in its place is an execution like any other.
      if (message.correction !== null) this.#take(message.correction, 'stream');
    } else {
      this.#engine.message(message);
    }
    this.#options.onMessage(message);
  }

  /** The refusal of an order that was sent again may be about its id: the first one may have come after all. */
  #doubted(message: BrokerageMessage): BrokerageMessage {
    if (message.kind !== 'outcome' || message.request !== 'place' || message.outcome !== 'refused') return message;
    if (OWN_REFUSALS.has(message.code) || !this.#options.inFlight.wasRepeated(message.orderId)) return message;
    return { ...message, outcome: 'unknown' };
  }

  #isNews(message: BrokerageMessage): boolean {
    const { ledger } = this.#options;
    switch (message.kind) {
      case 'externalExecution':
        return ledger.takeExternal(message.execution.id);
      case 'executionCorrected':
        return ledger.correct(message.executionId, message.correction);
      case 'commission':
        return ledger.takeFee(message.executionId, message);
      default:
        return true;
    }
  }

  #journal(message: BrokerageMessage): void {
    const { store } = this.#options;
    switch (message.kind) {
      case 'outcome': {
        const { orderId, request, outcome, code, text } = message;
        void store.keep({ kind: 'sendOutcome', orderId, request, outcome, code, text });
        break;
      }
      case 'orderIdentified':
        void store.keep(message);
        break;
      case 'commission': {
        const { executionId, amount, currency } = message;
        this.#options.ledger.pay(executionId);
        void store.keep({ kind: 'commission', executionId, amount: amount.toString(), currency });
        break;
      }
      case 'executionCorrected':
        this.#journalCorrection(message);
        break;
      case 'cashFlow': {
        const { id, reason, currency, amount } = message;
        void store.keep({ kind: 'cashFlow', id, reason, currency, amount: amount.toString() });
        break;
      }
      case 'externalOrder':
      case 'externalExecution':
        this.#journalExternal(message);
        break;
      default:
    }
  }

  #journalCorrection({ executionId, correction }: MessageOf<'executionCorrected'>): void {
    void this.#options.store.keep({
      kind: 'executionCorrected',
      executionId,
      correction:
        correction === null
          ? null
          : { quantity: correction.exactFillQuantity.toString(), price: correction.exactFillPrice.toString() },
    });
  }

  #journalExternal(message: MessageOf<'externalOrder'> | MessageOf<'externalExecution'>): void {
    const { store } = this.#options;
    if (message.kind === 'externalOrder') {
      const { instrument, quantity, brokerIds, status } = message.order;
      const details = { instrument, quantity: quantity.toString(), brokerIds, status };
      void store.keep({ kind: 'external', what: 'order', details });
    } else {
      const { instrument, quantity, price, id } = message.execution;
      const details = {
        instrument,
        id,
        quantity: quantity.toString(),
        price: price.toString(),
        forced: message.forced,
      };
      void store.keep({ kind: 'external', what: 'execution', details });
    }
  }
}
