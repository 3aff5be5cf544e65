import type { BrokerageCapabilities } from '@lockstep/core';
import { BrokerStage } from '../../core/src/testing/broker-stage.ts';
import { StagedMarket } from '../../core/src/testing/staged-market.ts';
import { IbBrokerage, type IbBrokerageOptions } from '../src/brokerage/ib-brokerage.ts';
import { IbConnection, type IbConnectionOptions } from '../src/connection/ib-connection.ts';
import { ContractBook } from '../src/contracts/contract-book.ts';
import { IbSimulator, type IbSimulatorOptions } from '../src/simulator/index.ts';

/** Rounds in which nothing happens until everything counts as settled. */
const STILL_ROUNDS = 2;

/** What a stage differs in. */
export interface AdapterStageOptions {
  readonly capabilities?: Partial<BrokerageCapabilities>;
  readonly simulator?: Partial<IbSimulatorOptions>;
  readonly connection?: Partial<IbConnectionOptions>;
  readonly adapter?: Partial<IbBrokerageOptions>;
  readonly cash?: number;
}

/** A request as it came over the wire. */
export interface SeenOrder {
  readonly orderId: number;
  readonly orderRef: string;
  readonly fields: readonly string[];
}

/** Where fields of a PLACE_ORDER are. */
export const FIELD = {
  orderId: 1,
  action: 16,
  quantity: 17,
  orderType: 18,
  lmtPrice: 19,
  auxPrice: 20,
  tif: 21,
  ocaGroup: 22,
  account: 23,
  orderRef: 26,
  transmit: 27,
  parentId: 28,
  outsideRth: 33,
  goodTillDate: 38,
  ocaType: 46,
  trailStopPrice: 68,
  trailingPercent: 69,
} as const;

/** A market that a test moves, a simulated TWS in front of it, and the adapter, all by one virtual clock. */
export class AdapterStage extends BrokerStage<IbBrokerage> {
  readonly simulator: IbSimulator;
  /** Orders that were sent, new and changed, as they came. */
  readonly placed: SeenOrder[] = [];
  /** Names of all requests, as they came. */
  readonly requests: string[] = [];
  connection!: IbConnection;
  adapter!: IbBrokerage;
  readonly #options: AdapterStageOptions;
  readonly #adapters: IbBrokerage[] = [];

  private constructor(market: StagedMarket, simulator: IbSimulator, options: AdapterStageOptions) {
    super(market);
    this.simulator = simulator;
    this.#options = options;
    this.#watchRequests();
    this.connectAnew();
  }

  static async open(options: AdapterStageOptions = {}): Promise<AdapterStage> {
    const market = new StagedMarket(['SPY', 'MSFT'], options);
    const { venue, clock, tickers } = market;
    const simulator = await IbSimulator.start({ venue, clock, ...options.simulator });
    for (const ticker of tickers) simulator.instruments.findStock(ticker);
    const stage = new AdapterStage(market, simulator, options);
    market.quote('MSFT');
    return stage;
  }

  /** Notes what goes over the wire, whatever faults do with it. */
  #watchRequests(): void {
    const { faults } = this.simulator;
    const fate = faults.request.bind(faults);
    faults.request = (request) => {
      const { name, fields } = request;
      this.requests.push(name);
      if (name === 'placeOrder')
        this.placed.push({
          orderId: Number(fields[FIELD.orderId]),
          orderRef: fields[FIELD.orderRef] ?? '',
          fields,
        });
      return fate(request);
    };
  }

  /** Another adapter, as a new process has it. */
  connectAnew(connection: Partial<IbConnectionOptions> = {}): IbBrokerage {
    this.connection = new IbConnection({
      clock: this.clock,
      port: this.simulator.port,
      messagesPerSecond: 45,
      ...this.#options.connection,
      ...connection,
    });
    const contracts = new ContractBook({
      connection: this.connection,
      // The simulator lists all of them at the same exchange.
      hints: { SPY: { primaryExch: '' }, MSFT: { primaryExch: '' } },
      symbolOf: (ticker) => this.market.symbolOf(ticker),
    });
    this.adapter = new IbBrokerage({ connection: this.connection, contracts, ...this.#options.adapter });
    this.#adapters.push(this.adapter);
    return this.adapter;
  }

  override quote(price: number, ticker?: string): void {
    super.quote(price, ticker);
    this.simulator.publish();
  }

  /** Resolves when all that was sent, either way, is taken in. */
  async settle(): Promise<void> {
    let before = '';
    for (let still = 0; still < STILL_ROUNDS; ) {
      await new Promise(setImmediate);
      await this.simulator.quiet();
      const bytes = this.simulator.sessions.all.reduce(
        (sum, { socket }) => sum + socket.bytesRead + socket.bytesWritten,
        0,
      );
      const now = `${this.adapter.pendingCalls} ${this.requests.length} ${bytes}`;
      still = now === before ? still + 1 : 0;
      before = now;
    }
  }

  async close(): Promise<void> {
    for (const adapter of this.#adapters) adapter.disconnect();
    await this.simulator.stop();
  }
}
