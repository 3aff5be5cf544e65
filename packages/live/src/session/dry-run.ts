import {
  type AlgorithmRun,
  type Brokerage,
  type BrokerageCapabilities,
  type BrokerageInbox,
  Decimal,
  DelegatingBrokerage,
  paperVenue,
  type SimulatedVenue,
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

/** In front of the paper venue, with a broker beside it. */
class DryRunBrokerage extends DelegatingBrokerage {
  readonly #run: AlgorithmRun;
  readonly #broker: Brokerage;
  readonly #venue: SimulatedVenue;
  #isConnected = false;
  #isOpened = false;

  constructor(run: AlgorithmRun, broker: Brokerage) {
    const venue = paperVenue(run);
    super(venue);
    this.#venue = venue;
    this.#run = run;
    this.#broker = broker;
  }

  override get name(): string {
    return `${this.#broker.name} (dry run)`;
  }

  /** What the broker's wire cannot carry is refused here as well. */
  override get capabilities(): BrokerageCapabilities {
    const { nativeBrackets, nativeOco } = this.#venue.capabilities;
    return { ...this.#broker.capabilities, nativeBrackets, nativeOco };
  }

  override get isReady(): boolean {
    return this.#broker.isReady && this.#venue.isReady;
  }

  override async connect(inbox: BrokerageInbox): Promise<void> {
    // It may be called again after the broker did not say what the account holds.
    if (!this.#isConnected) await this.#broker.connect(NOBODY);
    this.#isConnected = true;
    if (this.#isOpened) this.#venue.connect(inbox);
    else await this.#open(inbox);
  }

  async #open(inbox: BrokerageInbox): Promise<void> {
    const [cash, holdings] = await Promise.all([this.#broker.getCashBalance(), this.#broker.getHoldings()]);
    const { cashBook, securities } = this.#run;
    for (const each of cashBook) each.setAmount(Decimal.ZERO);
    for (const { currency, amount } of cash) cashBook.ensure(currency).setAmount(amount);
    this.#isOpened = true;
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

  override async disconnect(): Promise<void> {
    this.#isConnected = false;
    this.#venue.disconnect();
    await this.#broker.disconnect();
  }

  get isNew(): boolean {
    return this.#venue.isNew;
  }

  takeUp(account: VenueAccount): void {
    this.#venue.takeUp(account);
  }
}
