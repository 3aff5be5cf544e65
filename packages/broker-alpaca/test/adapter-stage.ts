import type { BrokerageCapabilities } from '@lockstep/core';
import { vi } from 'vitest';
import type { Fixture } from '../../core/src/securities/models/model-fixture.ts';
import { BrokerStage } from '../../core/src/testing/broker-stage.ts';
import { StagedMarket } from '../../core/src/testing/staged-market.ts';
import { AlpacaBrokerage } from '../src/brokerage/alpaca-brokerage.ts';
import type { AlpacaBrokerageOptions } from '../src/brokerage/alpaca-brokerage-options.ts';
import { AlpacaSimulator, type AlpacaSimulatorOptions } from '../src/simulator/index.ts';

/** Rounds in which nothing happens until everything counts as settled. */
const STILL_ROUNDS = 2;

/** What a stage differs in. */
export interface AdapterStageOptions {
  readonly capabilities?: Partial<BrokerageCapabilities>;
  readonly simulator?: Partial<AlpacaSimulatorOptions>;
  readonly adapter?: Partial<AlpacaBrokerageOptions>;
  readonly cash?: number;
  /** What is traded beside SPY and MSFT, by its ticker. */
  readonly others?: Readonly<Record<string, Fixture>>;
}

/** A market that a test moves, Alpaca's simulator in front of it, and the adapter, all by one virtual clock. */
export class AdapterStage extends BrokerStage<AlpacaBrokerage> {
  readonly simulator: AlpacaSimulator;
  adapter: AlpacaBrokerage;
  readonly #options: AdapterStageOptions;
  readonly #asked;

  private constructor(market: StagedMarket, simulator: AlpacaSimulator, options: AdapterStageOptions) {
    super(market);
    this.simulator = simulator;
    this.#options = options;
    this.#asked = vi.spyOn(simulator.faults.requests, 'take');
    this.adapter = this.connectAnew();
  }

  static async open(options: AdapterStageOptions = {}): Promise<AdapterStage> {
    const market = new StagedMarket(['SPY', 'MSFT'], options);
    const { venue, clock, tickers } = market;
    const simulator = await AlpacaSimulator.start({ venue, clock, ...options.simulator });
    for (const ticker of tickers) simulator.instruments.find(ticker);
    const stage = new AdapterStage(market, simulator, options);
    market.quote('MSFT');
    return stage;
  }

  /** Requests so far. @param path its beginning */
  requests(method: string, path = ''): number {
    return this.#asked.mock.calls.filter(([by, of]) => by === method && of.startsWith(path)).length;
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
