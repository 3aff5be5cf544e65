import { AlpacaBrokerage } from '@lockstep/broker-alpaca';
import { AlpacaSimulator, VENUE_RULES } from '@lockstep/broker-alpaca/simulator';
import {
  type AlgorithmRun,
  type Brokerage,
  type BrokerageCapabilities,
  type BrokerageInbox,
  type Order,
  type OrderHandover,
  paperVenue,
  type ReferenceData,
  type SimulatedVenue,
  type UpdateOrderRequest,
} from '@lockstep/core';
import { systemClock } from '@lockstep/live';

const NOT_CONNECTED = new Error('Nothing is asked before it is connected.');

/** Alpaca's adapter, over sockets, to its simulator in front of a venue on a run's own market. */
export class AlpacaWire implements Brokerage {
  readonly name = 'alpaca';
  readonly #run: AlgorithmRun;
  readonly #venue: SimulatedVenue;
  readonly #reference: ReferenceData;
  readonly #onSent: () => void;
  #adapter: AlpacaBrokerage | null = null;
  #simulator: AlpacaSimulator | null = null;

  /** @param onSent told when the request of an order goes out */
  constructor(run: AlgorithmRun, reference: ReferenceData, onSent: () => void) {
    this.#run = run;
    this.#venue = paperVenue(run);
    this.#reference = reference;
    this.#onSent = onSent;
  }

  get capabilities(): BrokerageCapabilities {
    return this.#venue.capabilities;
  }

  get isReady(): boolean {
    return this.#adapter?.isReady === true;
  }

  async connect(inbox: BrokerageInbox): Promise<void> {
    const simulator = await AlpacaSimulator.start({
      venue: this.#venue,
      clock: systemClock,
      reference: this.#reference,
      rules: VENUE_RULES,
    });
    this.#simulator = simulator;
    this.#adapter = new AlpacaBrokerage({
      credentials: simulator.keys,
      endpoints: simulator.endpoints,
      clock: systemClock,
      splitsAtZero: false,
      hasCents: false,
      checksShortSales: false,
      requestsPerMinute: Number.POSITIVE_INFINITY,
      symbolOf: (ticker) => this.#run.securities.values.find(({ symbol }) => symbol.value === ticker)?.symbol ?? null,
      fetch: (url, init) => {
        if (init?.method === 'POST') this.#onSent();
        return fetch(url, init);
      },
    });
    await this.#adapter.connect(inbox);
  }

  async disconnect(): Promise<void> {
    this.#adapter?.disconnect();
    await this.#simulator?.stop();
  }

  get #there(): AlpacaBrokerage {
    if (this.#adapter === null) throw NOT_CONNECTED;
    return this.#adapter;
  }

  placeOrder(handover: OrderHandover): void {
    this.#there.placeOrder(handover);
  }

  updateOrder(order: Order, request: UpdateOrderRequest): void {
    this.#there.updateOrder(order, request);
  }

  cancelOrder(order: Order): void {
    this.#there.cancelOrder(order);
  }

  getOpenOrders(): ReturnType<Brokerage['getOpenOrders']> {
    return this.#there.getOpenOrders();
  }

  findOrder(clientOrderId: string): ReturnType<Brokerage['findOrder']> {
    return this.#there.findOrder(clientOrderId);
  }

  getExecutions(sinceMs: number): ReturnType<Brokerage['getExecutions']> {
    return this.#there.getExecutions(sinceMs);
  }

  getHoldings(): ReturnType<Brokerage['getHoldings']> {
    return this.#there.getHoldings();
  }

  getCashBalance(): ReturnType<Brokerage['getCashBalance']> {
    return this.#there.getCashBalance();
  }
}
