import {
  type AlgorithmRun,
  type Brokerage,
  type BrokerageCapabilities,
  type BrokerageCash,
  type BrokerageExecutions,
  type BrokerageHolding,
  type BrokerageInbox,
  type BrokerageOrder,
  Decimal,
  type HandedOver,
  type Order,
  type OrderHandover,
  paperVenue,
  type SimulatedVenue,
  type UpdateOrderRequest,
  type VenueAccount,
} from '@lockstep/core';

/** What a broker tells during a dry run is not for the engine: its orders are not there. */
const NOBODY: BrokerageInbox = { orderEvent: () => undefined, message: () => undefined };

/**
 * A broker whose account is real and whose orders are not: the run begins with the broker's cash and positions, and its
 * orders go to a paper venue. Nothing is ever sent.
 *
 * @param broker makes the broker; it is connected, and asked for its account, no more
 */
export function dryRun(broker: (run: AlgorithmRun) => Brokerage): (run: AlgorithmRun) => Brokerage {
  return (run) => new DryRunBrokerage(run, broker(run));
}

class DryRunBrokerage implements Brokerage {
  readonly name: string;
  readonly #run: AlgorithmRun;
  readonly #broker: Brokerage;
  readonly #venue: SimulatedVenue;
  #isOpened = false;

  constructor(run: AlgorithmRun, broker: Brokerage) {
    this.name = `${broker.name} (dry run)`;
    this.#run = run;
    this.#broker = broker;
    this.#venue = paperVenue(run);
  }

  /** What the broker's wire cannot carry is refused here as well. */
  get capabilities(): BrokerageCapabilities {
    const { nativeBrackets, nativeOco } = this.#venue.capabilities;
    return { ...this.#broker.capabilities, nativeBrackets, nativeOco };
  }

  get isReady(): boolean {
    return this.#broker.isReady && this.#venue.isReady;
  }

  async connect(inbox: BrokerageInbox): Promise<void> {
    await this.#broker.connect(NOBODY);
    if (this.#isOpened) this.#venue.connect(inbox);
    else await this.#open(inbox);
  }

  async #open(inbox: BrokerageInbox): Promise<void> {
    this.#isOpened = true;
    const [cash, holdings] = await Promise.all([this.#broker.getCashBalance(), this.#broker.getHoldings()]);
    const { cashBook, securities } = this.#run;
    for (const each of cashBook) each.setAmount(Decimal.ZERO);
    for (const { currency, amount } of cash) cashBook.ensure(currency).setAmount(amount);
    // The venue opens its account with the cash of the run.
    this.#venue.connect(inbox);
    for (const { symbol, quantity, averagePrice } of holdings) {
      if (symbol === null) continue;
      if (securities.find(symbol) === undefined) {
        this.#run.addSecurity(symbol.securityType, symbol.value, undefined, symbol.market, {});
      }
      this.#venue.securityOf(symbol)?.holdings.setHoldings(averagePrice, quantity);
    }
  }

  async disconnect(): Promise<void> {
    this.#venue.disconnect();
    await this.#broker.disconnect();
  }

  get isNew(): boolean {
    return this.#venue.isNew;
  }

  takeUp(account: VenueAccount): void {
    this.#venue.takeUp(account);
  }

  placeOrder(handover: OrderHandover): HandedOver {
    return this.#venue.placeOrder(handover);
  }

  updateOrder(order: Order, request: UpdateOrderRequest): HandedOver {
    return this.#venue.updateOrder(order, request);
  }

  cancelOrder(order: Order): HandedOver {
    return this.#venue.cancelOrder(order);
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
