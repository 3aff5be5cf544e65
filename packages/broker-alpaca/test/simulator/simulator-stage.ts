import type { Alpaca } from '@alpacahq/alpaca-trade-api';
import { Resolution, VirtualClock } from '@lockstep/core';
import { type BarSeries, StandingVenue, testReferenceData, tradeBars } from '@lockstep/core/testing';
import { AlpacaSimulator, type AlpacaSimulatorOptions } from '../../src/simulator/index.ts';
import { alpacaClient } from '../../src/wire/alpaca-client.ts';
import type { WireTradeUpdate } from '../../src/wire/trade-update.ts';

/** A Monday, 15 minutes after the open in New York. */
export const START_UTC = Date.UTC(2024, 2, 4, 14, 45);
const MINUTE_MS = 60_000;

/** A simulator on a market of which a test says the prices, minute by minute, and Alpaca's own client. */
export class SimulatorStage {
  readonly clock: VirtualClock;
  readonly standing: StandingVenue;
  readonly simulator: AlpacaSimulator;
  readonly client: Alpaca;
  readonly updates: WireTradeUpdate[] = [];

  private constructor(clock: VirtualClock, standing: StandingVenue, simulator: AlpacaSimulator) {
    this.clock = clock;
    this.standing = standing;
    this.simulator = simulator;
    const { keyId, secret } = simulator.keys;
    this.client = alpacaClient({ credentials: { keyId, secret }, endpoints: simulator.endpoints });
  }

  /** @param prices closes of the minutes from `START_UTC` on; the first has passed when the stage opens */
  static async open(
    prices: readonly number[] = [100],
    options: Partial<AlpacaSimulatorOptions> = {},
  ): Promise<SimulatorStage> {
    const clock = new VirtualClock(START_UTC);
    const standing = new StandingVenue({
      clock,
      reference: testReferenceData(),
      data: ['AAPL', 'MSFT'].map((ticker) => seriesOf(ticker, prices)),
      cash: 100_000,
      capabilities: { nativeBrackets: 'fromCompleteFill' },
    });
    const simulator = await AlpacaSimulator.start({ venue: standing.venue, clock, ...options });
    const stage = new SimulatorStage(clock, standing, simulator);
    for (const ticker of ['AAPL', 'MSFT']) simulator.instruments.find(ticker);
    stage.clock.advanceTo(START_UTC + MINUTE_MS);
    return stage;
  }

  /** Listens to the stream with Alpaca's client. */
  async listen(): Promise<void> {
    const stream = this.client.trading.stream({ url: this.simulator.endpoints.tradingStream, reconnect: false });
    stream.onTradeUpdate((update) => this.updates.push(update as unknown as WireTradeUpdate));
    stream.subscribeTradeUpdates();
    stream.connect();
    await stream.whenAuthenticated();
    await this.simulator.quiet();
  }

  /** The next minute passes. */
  async minute(): Promise<void> {
    this.clock.advanceTo(this.clock.utcNow() + MINUTE_MS);
    await this.simulator.quiet();
  }

  /** Plain HTTP, as somebody without a library does. */
  async fetch(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
    const { keyId, secret } = this.simulator.keys;
    const response = await fetch(this.simulator.endpoints.trading + path, {
      method,
      headers: { 'APCA-API-KEY-ID': keyId, 'APCA-API-SECRET-KEY': secret },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return { status: response.status, json: text === '' ? null : isJson ? JSON.parse(text) : text };
  }

  /** What happened to an order, as the stream told it. */
  eventsOf(id: string): string[] {
    return this.updates.filter(({ order }) => order.id === id).map(({ event }) => event);
  }

  async close(): Promise<void> {
    await this.simulator.stop();
  }
}

function seriesOf(ticker: string, closes: readonly number[]): BarSeries {
  return tradeBars(ticker, { start: '2024-03-04 09:45', resolution: Resolution.Minute, closes });
}
