import { type BrokerageCapabilities, VirtualClock } from '@lockstep/core';
import { DefaultBrokerageModel } from '../../core/src/brokerage-models/default-brokerage-model.ts';
import { CashBook } from '../../core/src/currencies/cash-book.ts';
import { Decimal } from '../../core/src/numeric/decimal.ts';
import { type Fixture, fixture, quote, trade } from '../../core/src/securities/models/model-fixture.ts';
import { BrokerageDesk } from '../../core/src/testing/contracts/brokerage-desk.ts';
import type { BrokerageHarness } from '../../core/src/testing/contracts/brokerage-harness.ts';
import { FillsInParts } from '../../core/src/testing/faults/fills-in-parts.ts';
import { passTime } from '../../core/src/testing/pass-time.ts';
import { mirrorSecurity } from '../../core/src/venue/mirror-security.ts';
import { SimulatedVenue } from '../../core/src/venue/simulated-venue.ts';
import { IbBrokerage, type IbBrokerageOptions } from '../src/brokerage/ib-brokerage.ts';
import { IbConnection, type IbConnectionOptions } from '../src/connection/ib-connection.ts';
import { ContractBook } from '../src/contracts/contract-book.ts';
import { IbSimulator, type IbSimulatorOptions } from '../src/simulator/index.ts';

const MINUTE_MS = 60_000;
const FIRST_PRICE = '100';
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
export class AdapterStage {
  readonly clock: VirtualClock;
  readonly venue: SimulatedVenue;
  readonly simulator: IbSimulator;
  /** Orders that were sent, new and changed, as they came. */
  readonly placed: SeenOrder[] = [];
  /** Names of all requests, as they came. */
  readonly requests: string[] = [];
  connection!: IbConnection;
  adapter!: IbBrokerage;
  readonly #options: AdapterStageOptions;
  readonly #sources: ReadonlyMap<string, Fixture>;
  readonly #last = new Map<string, string>();
  readonly #adapters: IbBrokerage[] = [];

  private constructor(
    clock: VirtualClock,
    venue: SimulatedVenue,
    simulator: IbSimulator,
    sources: ReadonlyMap<string, Fixture>,
    options: AdapterStageOptions,
  ) {
    this.clock = clock;
    this.venue = venue;
    this.simulator = simulator;
    this.#sources = sources;
    this.#options = options;
    this.#watchRequests();
    this.connectAnew();
  }

  static async open(options: AdapterStageOptions = {}): Promise<AdapterStage> {
    const sources = new Map(['SPY', 'MSFT'].map((ticker) => [ticker, fixture({ ticker })]));
    const clock = new VirtualClock(fixture().clock.now);
    const model = new DefaultBrokerageModel();
    const venue = new SimulatedVenue({
      openingCash: () => {
        const book = new CashBook('USD');
        book.set('USD', Decimal.fromNumber(options.cash ?? 100_000), Decimal.ONE);
        return book;
      },
      utcNow: () => clock.utcNow(),
      brokerageModel: () => model,
      stalePriceMs: () => 3_600_000,
      list: (symbol, on) => {
        const source = sources.get(symbol.value);
        return source === undefined ? null : mirrorSecurity(source.security, on.cashBook, clock);
      },
      capabilities: { nativeBrackets: 'fromCompleteFill', ...options.capabilities },
      reportError: () => undefined,
    });
    const simulator = await IbSimulator.start({ venue, clock, ...options.simulator });
    for (const ticker of sources.keys()) simulator.instruments.findStock(ticker);
    const stage = new AdapterStage(clock, venue, simulator, sources, options);
    stage.quote(Number(FIRST_PRICE), 'MSFT');
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
      symbolOf: (ticker) => this.#sources.get(ticker)?.security.symbol ?? null,
    });
    this.adapter = new IbBrokerage({ connection: this.connection, contracts, ...this.#options.adapter });
    this.#adapters.push(this.adapter);
    return this.adapter;
  }

  /** What trades SPY through the adapter, as the engine would. */
  desk(): Promise<BrokerageDesk> {
    return BrokerageDesk.open(this.harness());
  }

  /** The symbol of a ticker. */
  symbol(ticker: string) {
    return (this.#sources.get(ticker) ?? fixture()).security.symbol;
  }

  harness(ticker = 'SPY'): BrokerageHarness {
    const source = this.#sources.get(ticker);
    if (source === undefined) throw new TypeError(`${ticker} is not traded on this stage.`);
    return {
      brokerage: this.adapter,
      symbol: source.security.symbol,
      utcNow: () => this.clock.utcNow(),
      trade: (price) => this.trade(price, ticker),
      settle: () => this.settle(),
      dispose: () => this.close(),
    };
  }

  /** Lets orders in a security fill in these parts, one at each look, and wholly afterwards. */
  fillInParts(ticker: string, parts: readonly number[]): void {
    const security = this.venue.securities.values.find(({ symbol }) => symbol.value === ticker);
    security?.setFillModel(new FillsInParts(security.fillModel, parts));
  }

  /** A minute passes, in which the market comes to a price. */
  async trade(price: number, ticker = 'SPY'): Promise<void> {
    await this.pass(MINUTE_MS / 2);
    this.quote(price, ticker);
    await this.pass(MINUTE_MS / 2);
  }

  /** The market comes to a price, and what that causes happens; no time passes. */
  async tradeAtOnce(price: number, ticker = 'SPY'): Promise<void> {
    await this.pass(1);
    this.quote(price, ticker);
    await this.settle();
  }

  /** The market comes to a price now. */
  quote(price: number, ticker = 'SPY'): void {
    const { security } = this.#sources.get(ticker) ?? fixture();
    const last = this.#last.get(ticker) ?? FIRST_PRICE;
    const text = String(price);
    const ends = [last, text].toSorted((a, b) => Number(a) - Number(b)) as [string, string];
    const bar = [last, ends[1], ends[0], text] as const;
    trade(security, this.clock.utcNow(), bar);
    quote(security, this.clock.utcNow(), bar, bar);
    this.#last.set(ticker, text);
    this.venue.scan();
    this.simulator.publish();
  }

  /** Time passes, ms; whatever is due on the way happens in its turn. */
  pass(ms: number): Promise<void> {
    return passTime(this.clock, ms, () => this.settle());
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
