import {
  type AlgorithmRun,
  type Brokerage,
  type BrokerageCapabilities,
  type BrokerageCash,
  type BrokerageExecutions,
  type BrokerageHolding,
  type BrokerageInbox,
  type BrokerageOrder,
  type Clock,
  type HandedOver,
  type Order,
  type OrderHandover,
  paperVenue,
  type ReferenceData,
  type SimulatedVenue,
  type UpdateOrderRequest,
} from '@lockstep/core';
import type { RehearsalBroker, RehearsalWire } from './rehearsal-wire.ts';

export interface RehearsedBrokerageOptions {
  readonly run: AlgorithmRun;
  readonly broker: RehearsalBroker;
  readonly clock: Clock;
  readonly reference: ReferenceData;
}

/**
 * A broker's wire between the run and a venue that sees the run's market. Whatever is sent, and whatever the venue does at
 * the run's prices, is followed by silence: all that came of it has arrived before anything else happens.
 */
export class RehearsedBrokerage implements Brokerage {
  readonly name: string;
  readonly capabilities: BrokerageCapabilities;
  readonly #options: RehearsedBrokerageOptions;
  readonly #venue: SimulatedVenue;
  #wire: RehearsalWire | null = null;
  #busy = 0;

  constructor(options: RehearsedBrokerageOptions) {
    const { run, broker } = options;
    this.#options = options;
    this.name = broker.name;
    this.capabilities = broker.capabilities;
    this.#venue = paperVenue(run, broker.capabilities, (symbol) => broker.isTraded(symbol));
  }

  /** Something was sent or done of which not everything has arrived. */
  get isBusy(): boolean {
    return this.#busy > 0;
  }

  get isReady(): boolean {
    return this.#wire?.brokerage.isReady ?? false;
  }

  /** Settles when nothing is under way on the wire. */
  async quiet(): Promise<void> {
    await this.#wire?.quiet();
  }

  connect(inbox: BrokerageInbox): Promise<void> {
    const { broker, reference } = this.#options;
    const clock = this.#wireClock();
    return this.#whileBusy(async () => {
      this.#wire ??= await broker.open({ venue: this.#venue, clock, reference });
      await this.#wire.brokerage.connect(inbox);
      await this.#wire.quiet();
    });
  }

  /** The engine takes in what happens at an instant a little after it: on the wire it is that instant as long. */
  #wireClock(): Clock {
    const { run, clock } = this.#options;
    return { utcNow: () => run.clock.utcNow(), at: (utcMs, callback) => clock.at(utcMs, callback) };
  }

  async disconnect(): Promise<void> {
    const wire = this.#wire;
    this.#wire = null;
    await wire?.brokerage.disconnect();
    await wire?.stop();
  }

  placeOrder(handover: OrderHandover): HandedOver {
    return this.#send((brokerage) => brokerage.placeOrder(handover));
  }

  updateOrder(order: Order, request: UpdateOrderRequest): HandedOver {
    return this.#send((brokerage) => brokerage.updateOrder(order, request));
  }

  cancelOrder(order: Order): HandedOver {
    return this.#send((brokerage) => brokerage.cancelOrder(order));
  }

  scan(): HandedOver {
    this.#venue.scan();
    return this.#whileBusy(() => this.quiet());
  }

  getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    return this.#ask((brokerage) => brokerage.getOpenOrders());
  }

  findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    return this.#ask((brokerage) => brokerage.findOrder(clientOrderId));
  }

  getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    return this.#ask((brokerage) => brokerage.getExecutions(sinceMs));
  }

  getHoldings(): Promise<readonly BrokerageHolding[]> {
    return this.#ask((brokerage) => brokerage.getHoldings());
  }

  getCashBalance(): Promise<readonly BrokerageCash[]> {
    return this.#ask((brokerage) => brokerage.getCashBalance());
  }

  #send(request: (brokerage: Brokerage) => HandedOver): Promise<void> {
    return this.#ask(async (brokerage) => {
      await request(brokerage);
      await this.quiet();
    });
  }

  #ask<T>(question: (brokerage: Brokerage) => Promise<T>): Promise<T> {
    const wire = this.#wire;
    if (wire === null) return Promise.reject(new TypeError('The wire is not connected.'));
    return this.#whileBusy(() => question(wire.brokerage));
  }

  async #whileBusy<T>(work: () => Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
    }
  }
}
