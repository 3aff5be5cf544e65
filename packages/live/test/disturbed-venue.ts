import type {
  Brokerage,
  BrokerageCash,
  BrokerageExecutions,
  BrokerageHolding,
  BrokerageInbox,
  BrokerageOrder,
  Clock,
  Order,
  OrderHandover,
  SimulatedVenue,
  UpdateOrderRequest,
} from '@lockstep/core';
import { SeededRandom } from '@lockstep/core';

const LONGEST_DELAY_MS = 20_000;

/** A paper venue behind a bad line: requests and answers take their time, overtake each other, and at times it is away. */
export class DisturbedVenue implements Brokerage {
  readonly name = 'disturbed';
  readonly #venue: SimulatedVenue;
  readonly #clock: Clock;
  readonly #random: SeededRandom;
  #inbox: BrokerageInbox | null = null;
  #isAway = false;

  constructor(venue: SimulatedVenue, clock: Clock, seed: number) {
    this.#venue = venue;
    this.#clock = clock;
    this.#random = new SeededRandom(seed);
  }

  get capabilities(): SimulatedVenue['capabilities'] {
    return this.#venue.capabilities;
  }

  get isReady(): boolean {
    return !this.#isAway && this.#venue.isReady;
  }

  get isNew(): boolean {
    return this.#venue.isNew;
  }

  takeUp(...account: Parameters<SimulatedVenue['takeUp']>): void {
    this.#venue.takeUp(...account);
  }

  /** The connection is lost for a while, ms. */
  drop(ms: number): void {
    if (this.#isAway) return;
    this.#isAway = true;
    this.#inbox?.message({ kind: 'disconnected', reason: 'the line broke', expected: false });
    this.#clock.at(this.#clock.utcNow() + ms, () => {
      this.#isAway = false;
      this.#inbox?.message({ kind: 'reconnected', ordersLost: false });
    });
  }

  #later(action: () => void): void {
    const isSlow = this.#random.nextDouble() < 0.3;
    const ms = isSlow ? this.#random.nextDouble() * LONGEST_DELAY_MS : this.#random.nextDouble() * 50;
    this.#clock.at(this.#clock.utcNow() + ms, action);
  }

  connect(inbox: BrokerageInbox): void {
    this.#inbox = inbox;
    this.#venue.connect({
      orderEvent: (event) => this.#later(() => inbox.orderEvent(event)),
      message: (message) => this.#later(() => inbox.message(message)),
    });
  }

  disconnect(): void {
    this.#inbox = null;
    this.#venue.disconnect();
  }

  placeOrder(handover: OrderHandover): void {
    this.#later(() => this.#venue.placeOrder(handover));
  }

  updateOrder(order: Order, request: UpdateOrderRequest): void {
    this.#later(() => this.#venue.updateOrder(order, request));
  }

  cancelOrder(order: Order): void {
    this.#later(() => this.#venue.cancelOrder(order));
  }

  scan(): void {
    this.#venue.scan();
  }

  getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    return this.#venue.getOpenOrders();
  }

  findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    return this.#venue.findOrder(clientOrderId);
  }

  getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    return this.#venue.getExecutions(sinceMs);
  }

  getHoldings(): Promise<readonly BrokerageHolding[]> {
    return this.#venue.getHoldings();
  }

  getCashBalance(): Promise<readonly BrokerageCash[]> {
    return this.#venue.getCashBalance();
  }
}
