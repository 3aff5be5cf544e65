import {
  type BrokerageCapabilities,
  DefaultBrokerageModel,
  PlayedVenue,
  Resolution,
  type SimulatedVenue,
  TickType,
  VirtualClock,
} from '@lockstep/core';
import { MemoryDataFeed, testReferenceData, tradeBars } from '@lockstep/core/testing';
import { type Contract, type Order, OrderAction, OrderType, SecType, TimeInForce } from '@stoqey/ib';
import { IbSimulator, type IbSimulatorOptions } from '../../src/simulator/index.ts';
import { RecordingClient } from './recording-client.ts';

/** A Monday, 15 minutes after the open in New York. */
export const START_UTC = Date.UTC(2024, 2, 4, 14, 45);
const MINUTE_MS = 60_000;

export const AAPL: Contract = { symbol: 'AAPL', secType: SecType.STK, exchange: 'SMART', currency: 'USD' };

export interface StageOptions extends Partial<IbSimulatorOptions> {
  /** Closes of the minutes from `START_UTC` on; the first has passed when the stage opens. */
  readonly prices?: readonly number[] | undefined;
  readonly capabilities?: Partial<BrokerageCapabilities> | undefined;
}

/** A simulator on a market of which a test says the prices, minute by minute, and the real client. */
export class Stage {
  readonly clock: VirtualClock;
  readonly venue: SimulatedVenue;
  readonly simulator: IbSimulator;
  readonly client: RecordingClient;
  readonly #clients: RecordingClient[] = [];

  private constructor(clock: VirtualClock, venue: SimulatedVenue, simulator: IbSimulator) {
    this.clock = clock;
    this.venue = venue;
    this.simulator = simulator;
    this.client = this.connect(1);
  }

  static async open({ prices = [100], capabilities, ...options }: StageOptions = {}): Promise<Stage> {
    const clock = new VirtualClock(START_UTC);
    const feed = new MemoryDataFeed(
      ...['AAPL', 'MSFT'].map((ticker) =>
        tradeBars(ticker, { start: '2024-03-04 09:45', resolution: Resolution.Minute, closes: prices, volume: 1_200 }),
      ),
    );
    let simulator: IbSimulator | null = null;
    const { venue } = new PlayedVenue({
      clock,
      reference: testReferenceData(),
      feed,
      dataOf: ({ value }) =>
        value === 'AAPL' || value === 'MSFT' ? [{ resolution: Resolution.Minute, tickType: TickType.Trade }] : [],
      cash: 100_000,
      brokerageModel: new DefaultBrokerageModel(),
      capabilities,
      onRow: () => simulator?.publish(),
    });
    simulator = await IbSimulator.start({ venue, clock, history: feed, ...options });
    for (const symbol of ['AAPL', 'MSFT']) simulator.instruments.findStock(symbol);
    clock.advanceTo(START_UTC + MINUTE_MS);
    const stage = new Stage(clock, venue, simulator);
    await simulator.quiet();
    return stage;
  }

  connect(clientId: number): RecordingClient {
    const client = new RecordingClient(this.simulator.port, clientId);
    this.#clients.push(client);
    return client;
  }

  /** The first client asks something; resolves when all of it is done and told. */
  async ask(request: (api: RecordingClient['api']) => unknown): Promise<RecordingClient> {
    request(this.client.api);
    await this.simulator.quiet();
    return this.client;
  }

  async place(orderId: number, order: Partial<Order>, contract: Contract = AAPL): Promise<RecordingClient> {
    return this.ask((api) => api.placeOrder(orderId, contract, orderOf(order)));
  }

  /** Minutes pass. */
  async minutes(count = 1): Promise<void> {
    for (let minute = 0; minute < count; minute += 1) await this.pass(MINUTE_MS);
  }

  async pass(ms: number): Promise<void> {
    this.clock.advanceTo(this.clock.utcNow() + ms);
    await this.simulator.quiet();
  }

  async close(): Promise<void> {
    for (const { api } of this.#clients) api.disconnect();
    await this.simulator.stop();
  }
}

/** An order with everything that TWS must be told. */
export function orderOf(order: Partial<Order>): Order {
  return {
    action: OrderAction.BUY,
    totalQuantity: 10,
    orderType: OrderType.MKT,
    tif: TimeInForce.DAY,
    transmit: true,
    outsideRth: false,
    account: 'DU1234567',
    ...order,
  };
}
