import { type BrokerageCapabilities, VirtualClock } from '@lockstep/core';
import { vi } from 'vitest';
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
import { AlpacaBrokerage, type AlpacaBrokerageOptions } from '../src/brokerage/alpaca-brokerage.ts';
import { AlpacaSimulator, type AlpacaSimulatorOptions } from '../src/simulator/index.ts';

const MINUTE_MS = 60_000;
const FIRST_PRICE = '100';
/** Rounds in which nothing happens until everything counts as settled. */
const STILL_ROUNDS = 2;

/** What a stage differs in. */
export interface AdapterStageOptions {
  readonly capabilities?: Partial<BrokerageCapabilities>;
  readonly simulator?: Partial<AlpacaSimulatorOptions>;
  readonly adapter?: Partial<AlpacaBrokerageOptions>;
  readonly cash?: number;
}

/** A market that a test moves, Alpaca's simulator in front of it, and the adapter, all by one virtual clock. */
export class AdapterStage {
  readonly clock: VirtualClock;
  readonly venue: SimulatedVenue;
  readonly simulator: AlpacaSimulator;
  adapter: AlpacaBrokerage;
  readonly #options: AdapterStageOptions;
  readonly #sources: ReadonlyMap<string, Fixture>;
  readonly #last = new Map<string, string>();
  readonly #asked;

  private constructor(
    clock: VirtualClock,
    venue: SimulatedVenue,
    simulator: AlpacaSimulator,
    sources: ReadonlyMap<string, Fixture>,
    options: AdapterStageOptions,
  ) {
    this.clock = clock;
    this.venue = venue;
    this.simulator = simulator;
    this.#sources = sources;
    this.#options = options;
    this.#asked = vi.spyOn(simulator.faults.requests, 'take');
    this.adapter = this.connectAnew();
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
    const simulator = await AlpacaSimulator.start({ venue, clock, ...options.simulator });
    for (const ticker of sources.keys()) simulator.instruments.find(ticker);
    const stage = new AdapterStage(clock, venue, simulator, sources, options);
    stage.quote(Number(FIRST_PRICE), 'MSFT');
    return stage;
  }

  /** Requests so far. @param path its beginning */
  requests(method: string, path = ''): number {
    return this.#asked.mock.calls.filter(([by, of]) => by === method && of.startsWith(path)).length;
  }

  /** Lets orders in a security fill in these parts, one at each look, and wholly afterwards. */
  fillInParts(ticker: string, parts: readonly number[]): void {
    const security = this.venue.securities.values.find(({ symbol }) => symbol.value === ticker);
    security?.setFillModel(new FillsInParts(security.fillModel, parts));
  }

  /** Somebody else asks for something with the same keys. */
  async byHand(method: string, path: string, body?: object): Promise<unknown> {
    const { keyId, secret } = this.simulator.keys;
    const response = await fetch(this.simulator.endpoints.trading + path, {
      method,
      headers: { 'APCA-API-KEY-ID': keyId, 'APCA-API-SECRET-KEY': secret },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    await this.settle();
    return text === '' ? null : JSON.parse(text);
  }

  /** Another adapter, as a new process has it. */
  connectAnew(): AlpacaBrokerage {
    const { keyId, secret } = this.simulator.keys;
    this.adapter = new AlpacaBrokerage({
      credentials: { keyId, secret },
      endpoints: this.simulator.endpoints,
      clock: this.clock,
      ...this.#options.adapter,
    });
    return this.adapter;
  }

  /** What trades SPY through the adapter, as the engine would. */
  async desk(): Promise<BrokerageDesk> {
    const desk = await BrokerageDesk.open(this.harness());
    return desk;
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
      const { parked, stream, updates } = this.simulator;
      const now = `${this.adapter.pendingCalls} ${parked} ${stream.sent} ${updates.log.length}`;
      still = this.adapter.pendingCalls <= parked && now === before ? still + 1 : 0;
      before = now;
    }
  }

  async close(): Promise<void> {
    this.adapter.disconnect();
    await this.simulator.stop();
  }
}
