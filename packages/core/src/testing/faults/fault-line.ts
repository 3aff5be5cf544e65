import type { BrokerageInbox, BrokerageMessage, OrderHandover } from '../../brokerage/brokerage.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import type { Order } from '../../orders/order.ts';
import { copyOrderEvent, OrderEvent } from '../../orders/order-event.ts';
import type { UpdateOrderRequest } from '../../orders/order-request.ts';
import { type Clock, sleepUntil } from '../../time/clock.ts';
import type { SimulatedVenue } from '../../venue/simulated-venue.ts';
import { LineEnd } from './line-end.ts';
import type { LineFaults, LineQuestion, LineRequest } from './line-faults.ts';
import { VenueMemory } from './venue-memory.ts';

/** After this time a sender is told that nothing was heard of its request, ms. */
const TIMEOUT_MS = 5_000;

/** What a line is made of. */
export interface FaultLineOptions {
  readonly venue: SimulatedVenue;
  readonly clock: Clock;
  readonly faults: LineFaults;
}

/** A request on its way. */
export interface Sending {
  readonly kind: LineRequest;
  readonly order: Order;
  /** Hands it to the venue. */
  readonly deliver: () => void;
}

/**
 * The wire between a venue and those who trade there, with faults: requests and what is told are delayed, lost, doubled and
 * reordered, outcomes stay unknown, the connection goes and comes back, answers are missing or old. The venue lives on
 * while the processes at the other end die: each connects with an end of its own (`connect`), which cuts off the one before.
 */
export class FaultLine {
  readonly venue: SimulatedVenue;
  readonly clock: Clock;
  /** How often an order has come to the venue, by its client order id. */
  readonly arrivals = new Map<string, number>();
  /** Told of each request that is about to go out, and of each that has. */
  onSending: ((kind: LineRequest, order: Order, stage: 'before' | 'after') => void) | null = null;
  /** Told whenever the connection is lost or comes back, whoever is at the other end. */
  onConnection: ((isConnected: boolean) => void) | null = null;
  /** Told in words what goes over the line, and what becomes of it. */
  onTrace: ((text: string) => void) | null = null;
  faults: LineFaults;
  /** Requests vanish, nothing is told, questions are not answered, and nobody notices. */
  isHalfOpen = false;
  #isConnected = true;
  /** Counts connections: what is on its way when one ends is lost. */
  #connection = 0;
  #end: LineEnd | null = null;
  readonly #memory: VenueMemory;
  /** Orders that were sent, whether they came to the venue or not, and their children, by their number. */
  readonly orders = new Map<number, OrderHandover>();

  constructor({ venue, clock, faults }: FaultLineOptions) {
    this.venue = venue;
    this.clock = clock;
    this.faults = faults;
    this.#memory = new VenueMemory(venue);
    const inbox: BrokerageInbox = {
      orderEvent: (event) => this.#onVenue(event, event.orderId),
      message: (message) => this.#onVenue(message, 'orderId' in message ? (message.orderId ?? null) : null),
    };
    venue.connect(inbox);
    this.#memory.note(clock.utcNow(), undefined);
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** An end for a new process; what an earlier one still does or expects is cut off. */
  connect(): LineEnd {
    this.#connection += 1;
    this.#end = new LineEnd(this);
    return this.#end;
  }

  /** Whether an end is the one that is connected. */
  isCurrent(end: LineEnd): boolean {
    return this.#end === end;
  }

  /** The process at the end has died. */
  cut(): void {
    this.#connection += 1;
    this.#end = null;
  }

  /** The connection is lost, and both ends know. */
  disconnect(reason: string, expected: boolean): void {
    if (!this.#isConnected) return;
    this.#isConnected = false;
    this.#connection += 1;
    this.#end?.tell({ kind: 'disconnected', reason, expected });
    this.onConnection?.(false);
  }

  /** The connection is back. What was told meanwhile is not repeated. */
  reconnect(): void {
    if (this.#isConnected) return;
    this.#isConnected = true;
    this.#end?.tell({ kind: 'reconnected', ordersLost: false });
    this.onConnection?.(true);
  }

  /** Sends a request over the line. @throws when the adapter would */
  send({ kind, order, deliver }: Sending): void {
    this.onSending?.(kind, order, 'before');
    if (!this.#isConnected || this.isHalfOpen || this.#end === null) return;
    const fate = this.faults.request(kind);
    const arrives = fate === 'arrives' || fate === 'timeoutAfter' || fate === 'throws';
    const delayMs = this.faults.requestDelayMs();
    this.onTrace?.(
      `> ${kind} ${order.id} ${order.symbol.value} ${order.quantity} (${order.tag}): ${fate}, ${delayMs} ms`,
    );
    if (arrives) this.#later(delayMs, deliver);
    if (fate === 'refused') {
      this.#later(delayMs, () => this.#tellOutcome(order, kind, 'refused', 'LINE_REFUSED', 'The broker refuses.'));
    } else if (fate === 'timeoutBefore' || fate === 'timeoutAfter') {
      this.#later(TIMEOUT_MS, () => this.#tellOutcome(order, kind, 'unknown', 'TIMEOUT', 'Nothing was heard.'));
    }
    this.onSending?.(kind, order, 'after');
    if (fate === 'throws')
      throw new LockstepError(
        'BROKER_SILENT',
        'The socket broke while the request was being sent; it may have arrived.',
      );
  }

  /** An order has come to the venue. */
  place(handover: OrderHandover): void {
    const { clientOrderId } = handover;
    this.arrivals.set(clientOrderId, (this.arrivals.get(clientOrderId) ?? 0) + 1);
    this.venue.placeOrder(handover);
    this.venue.scan();
  }

  /** Notes an order that is about to be sent. */
  meet(handover: OrderHandover): void {
    const { order, children, sibling } = handover;
    this.orders.set(order.id, handover);
    for (const child of children) this.meet(child);
    if (sibling !== undefined) this.meet(sibling);
  }

  update(order: Order, request: UpdateOrderRequest): void {
    this.venue.updateOrder(order, request);
    this.venue.scan();
  }

  cancel(order: Order): void {
    this.venue.cancelOrder(order);
    this.venue.scan();
  }

  #tellOutcome({ id }: Order, request: LineRequest, outcome: 'refused' | 'unknown', code: string, text: string): void {
    this.#tell({ kind: 'outcome', orderId: id, request, outcome, code, text });
  }

  #onVenue(what: OrderEvent | BrokerageMessage, orderId: number | null): void {
    const known = orderId === null ? undefined : this.orders.get(orderId);
    this.#memory.note(this.clock.utcNow(), known?.clientOrderId);
    this.#tell(what);
  }

  #tell(what: OrderEvent | BrokerageMessage): void {
    if (!this.#isConnected || this.isHalfOpen || this.#end === null) return;
    const fate = this.faults.telling(what);
    const times = fate === 'dropped' ? 0 : fate === 'doubled' ? 2 : 1;
    const delayMs = this.faults.tellingDelayMs(what);
    this.onTrace?.(`< ${what instanceof OrderEvent ? what.toString() : what.kind}: ${fate}, ${delayMs} ms`);
    const connection = this.#connection;
    for (let time = 0; time < times; time += 1) {
      const copy = this.#copy(what);
      this.#later(delayMs * (time + 1), () => {
        if (connection === this.#connection && !this.isHalfOpen) this.#end?.tell(copy);
      });
    }
  }

  /** Whoever takes an event in writes on it. */
  #copy(what: OrderEvent | BrokerageMessage): OrderEvent | BrokerageMessage {
    if (!(what instanceof OrderEvent)) return this.#copyMessage(what);
    const known = this.orders.get(what.orderId);
    return known === undefined ? what : copyOrderEvent(known.order, what);
  }

  #copyMessage(what: BrokerageMessage): BrokerageMessage {
    if (what.kind !== 'executionCorrected' || what.correction === null) return what;
    const known = this.orders.get(what.correction.orderId);
    return known === undefined ? what : { ...what, correction: copyOrderEvent(known.order, what.correction) };
  }

  #later(delayMs: number, action: () => void): void {
    this.clock.at(this.clock.utcNow() + delayMs, action);
  }

  /** Asks the venue, as it is or as it was. */
  async ask<T>(kind: LineQuestion, answer: (memory: VenueMemory, atMs: number) => Promise<T>): Promise<T> {
    const { clock, faults } = this;
    const fate = faults.question(kind);
    await sleepUntil(clock, clock.utcNow() + faults.questionDelayMs());
    if (fate === 'silent' || this.isHalfOpen) return new Promise<T>(() => undefined);
    if (fate === 'fails' || !this.#isConnected)
      throw new LockstepError('BROKER_SILENT', `The broker could not be asked (${kind}): the line is down.`);
    const connection = this.#connection;
    const found = await answer(this.#memory, clock.utcNow() - faults.staleMs(kind));
    await sleepUntil(clock, clock.utcNow() + faults.questionDelayMs());
    if (connection !== this.#connection)
      throw new LockstepError('BROKER_SILENT', `The answer of the broker (${kind}) was lost with the connection.`);
    return found;
  }
}
