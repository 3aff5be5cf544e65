import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Algorithm,
  DefaultBrokerageModel,
  MS_PER_DAY,
  MS_PER_MINUTE,
  PlayedVenue,
  type SimulatedVenue,
  VirtualClock,
} from '@lockstep/core';
import { type BarSeries, MemoryDataFeed, testReferenceData } from '@lockstep/core/testing';
import { type LiveOptions, type LiveSession, type Notice, runLive } from '@lockstep/live';
import { IbBrokerage } from '../src/brokerage/ib-brokerage.ts';
import { IbConnection, type IbConnectionOptions } from '../src/connection/ib-connection.ts';
import { ibData } from '../src/data/ib-data.ts';
import { IbSimulator, type IbSimulatorOptions } from '../src/simulator/index.ts';
import { NEW_YORK, symbolOf } from './data-stage.ts';

export interface LiveStageOptions {
  readonly startUtc: number;
  readonly series: BarSeries;
  readonly simulator?: Partial<IbSimulatorOptions>;
  readonly connection?: Partial<IbConnectionOptions>;
}

/** An instant as people in New York write it, to the minute. */
export function newYorkText(utcMs: number): string {
  return new Date(NEW_YORK.toLocal(utcMs)).toISOString().slice(0, 16).replace('T', ' ');
}

/** A live session with orders and prices over the real client, from a simulated TWS on a market of a test, by one clock. */
export class LiveStage {
  readonly clock: VirtualClock;
  readonly venue: SimulatedVenue;
  readonly simulator: IbSimulator;
  /** What people were told, and when. */
  readonly notices: (Notice & { readonly at: string })[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'lockstep-ib-'));
  readonly #options: LiveStageOptions;
  connection!: IbConnection;
  session!: LiveSession;

  private constructor(clock: VirtualClock, venue: SimulatedVenue, simulator: IbSimulator, options: LiveStageOptions) {
    this.clock = clock;
    this.venue = venue;
    this.simulator = simulator;
    this.#options = options;
  }

  static async open(options: LiveStageOptions): Promise<LiveStage> {
    const { startUtc, series } = options;
    const clock = new VirtualClock(startUtc);
    const market = new MemoryDataFeed(series);
    let simulator: IbSimulator | null = null;
    const { venue } = new PlayedVenue({
      clock,
      reference: testReferenceData(),
      feed: market,
      dataOf: () => [series],
      cash: 100_000,
      brokerageModel: new DefaultBrokerageModel(),
      onRow: () => simulator?.publish(),
    });
    simulator = await IbSimulator.start({ venue, clock, history: market, ...options.simulator });
    return new LiveStage(clock, venue, simulator, options);
  }

  /** Starts a process of the deployment. */
  async start(algorithm: Algorithm, options: Partial<LiveOptions> = {}): Promise<void> {
    const { clock, simulator } = this;
    const connection = new IbConnection({
      clock,
      port: simulator.port,
      // Nights are long, and each look costs a turn.
      heartbeatMs: 15 * MS_PER_MINUTE,
      ...this.#options.connection,
    });
    const { feed, history, contracts } = ibData({
      connection,
      symbolOf: (ticker) => symbolOf(ticker),
      silenceMs: MS_PER_DAY,
    });
    this.connection = connection;
    this.session = await runLive(
      class {
        constructor() {
          return algorithm;
        }
      } as new () => Algorithm,
      {
        deployment: 'stage',
        folder: this.#folder,
        data: { feed, history, reference: testReferenceData() },
        brokerage: () => new IbBrokerage({ connection, contracts }),
        clock,
        store: { sync: 'off' },
        endDay: Math.floor(clock.utcNow() / MS_PER_DAY) + 30,
        settings: { orderCheckSeconds: 1_800 },
        onNotice: (notice) => this.notices.push({ ...notice, at: newYorkText(clock.utcNow()) }),
        ...options,
      },
    );
  }

  /** Lets time pass until an instant, or until the session is over. */
  async run(untilUtc: number): Promise<void> {
    const { clock, simulator, session } = this;
    let isOver = false;
    void session.ended.finally(() => {
      isOver = true;
    });
    while (!isOver && clock.utcNow() < untilUtc) {
      await simulator.quiet();
      if (session.isQuiet) clock.advanceTo(Math.min(clock.nextTimerUtc, untilUtc));
    }
  }

  async close(): Promise<void> {
    await this.session.abandon();
    await this.simulator.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
