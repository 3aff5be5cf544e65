import {
  DataNormalizationMode,
  DefaultBrokerageModel,
  type FeedStatus,
  Market,
  NOTHING_YET,
  PlayedVenue,
  type Resolution,
  SecuritySymbol,
  SecurityType,
  SubscriptionDataConfig,
  type SubscriptionRequest,
  type SubscriptionSource,
  TickType,
  TimeZone,
  VirtualClock,
} from '@lockstep/core';
import { type BarSeries, MemoryDataFeed, testReferenceData } from '@lockstep/core/testing';
import { IbConnection, type IbConnectionOptions } from '../src/connection/ib-connection.ts';
import { type IbData, type IbDataOptions, ibData } from '../src/data/ib-data.ts';
import { IbSimulator, type IbSimulatorOptions } from '../src/simulator/index.ts';

export const NEW_YORK: TimeZone = TimeZone.of('America/New_York');

/** Epoch ms UTC of a time in New York, `yyyy-MM-dd HH:mm[:ss]`. */
export function newYork(text: string): number {
  return NEW_YORK.toUtc(Date.parse(`${text.replace(' ', 'T')}Z`));
}

/** Longest that an answer is waited for, virtual ms. */
const LONGEST_MS = 3_600_000;

const MARKETS: Readonly<Partial<Record<SecurityType, string>>> = {
  [SecurityType.Equity]: Market.USA,
  [SecurityType.Forex]: Market.Oanda,
  [SecurityType.Cfd]: Market.InteractiveBrokers,
  [SecurityType.Crypto]: Market.Coinbase,
};

export function symbolOf(ticker: string, securityType: SecurityType = SecurityType.Equity): SecuritySymbol {
  const market = MARKETS[securityType] ?? Market.USA;
  return new SecuritySymbol(ticker, testReferenceData().identify(ticker, securityType, market));
}

export interface ConfigOptions {
  readonly securityType?: SecurityType;
  readonly tickType?: TickType;
  readonly strictDailyEndTimes?: boolean;
  readonly normalization?: DataNormalizationMode;
  readonly extendedMarketHours?: boolean;
}

/** A subscription. */
export function configOf(ticker: string, resolution: Resolution, options: ConfigOptions = {}): SubscriptionDataConfig {
  const { securityType = SecurityType.Equity, tickType = TickType.Trade } = options;
  const symbol = symbolOf(ticker, securityType);
  return new SubscriptionDataConfig({
    symbol,
    resolution,
    tickType,
    ...testReferenceData().marketHours.entry(symbol.market, ticker, securityType),
    fillForward: false,
    extendedMarketHours: options.extendedMarketHours ?? false,
    isInternal: false,
    normalization: options.normalization ?? DataNormalizationMode.Raw,
    strictDailyEndTimes: options.strictDailyEndTimes ?? false,
  });
}

export interface DataStageOptions {
  /** In New York. */
  readonly now: string;
  readonly series: readonly BarSeries[];
  readonly simulator?: Partial<IbSimulatorOptions>;
  readonly connection?: Partial<IbConnectionOptions>;
  readonly data?: Partial<IbDataOptions>;
}

/** A simulator on prices that a test says, and market data over the real client. */
export class DataStage {
  readonly clock: VirtualClock;
  readonly simulator: IbSimulator;
  readonly connection: IbConnection;
  readonly data: IbData;
  readonly statuses: FeedStatus[] = [];
  readonly notices: string[] = [];
  readonly troubles: string[] = [];
  /** Codes of errors and notices that no question was asked for. */
  readonly codes: number[] = [];

  private constructor(clock: VirtualClock, simulator: IbSimulator, options: DataStageOptions) {
    this.clock = clock;
    this.simulator = simulator;
    this.connection = new IbConnection({ clock, port: simulator.port, clientId: 3, ...options.connection });
    this.connection.listen({
      onTrouble: (text) => this.troubles.push(text),
      onNotice: ({ code }) => this.codes.push(code),
    });
    this.data = ibData({
      connection: this.connection,
      symbolOf: (ticker, type) => symbolOf(ticker, type),
      // The simulator tells five-second bars once a minute here.
      silenceMs: 150_000,
      onNotice: (text) => this.notices.push(text),
      ...options.data,
    });
  }

  static async open(options: DataStageOptions): Promise<DataStage> {
    const clock = new VirtualClock(newYork(options.now));
    const feed = new MemoryDataFeed(...options.series);
    let simulator: IbSimulator | null = null;
    const { venue } = new PlayedVenue({
      clock,
      reference: testReferenceData(),
      feed,
      dataOf: ({ value, securityType }) =>
        options.series.filter((each) => each.ticker === value && each.securityType === securityType),
      cash: 1_000_000,
      brokerageModel: new DefaultBrokerageModel(),
      onRow: () => simulator?.publish(),
    });
    simulator = await IbSimulator.start({ venue, clock, history: feed, ...options.simulator });
    return new DataStage(clock, simulator, options);
  }

  request(config: SubscriptionDataConfig, from = '2020-01-01 00:00', to = '2030-01-01 00:00'): SubscriptionRequest {
    return { config, startUtc: newYork(from), endUtc: newYork(to), auxiliaryEvents: false };
  }

  /** Connects the feed. */
  async connect(): Promise<void> {
    const { feed } = this.data;
    await this.settled(
      Promise.resolve(feed.connect?.({ arrived: () => undefined, status: (status) => this.statuses.push(status) })),
    );
  }

  /** Waits for something while everything that is asked is answered; time passes where it is waited for. */
  async settled<T>(work: Promise<T>): Promise<T> {
    const sinceUtc = this.clock.utcNow();
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    done.catch(() => undefined);
    for (let round = 0; !isDone; round += 1) {
      await this.rest();
      if (isDone || round < 3) continue;
      const next = this.clock.nextTimerUtc;
      if (next > sinceUtc + LONGEST_MS) throw new Error('It waits for nothing that will come.');
      this.clock.advanceTo(next);
    }
    return done;
  }

  /** All wires are at rest. */
  async rest(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await this.simulator.quiet();
      await new Promise(setImmediate);
    }
  }

  /** Moves the clock, with every wire at rest at each timer on the way. */
  async moveTo(time: string): Promise<void> {
    const utcMs = newYork(time);
    for (;;) {
      await this.rest();
      const next = this.clock.nextTimerUtc;
      if (next > utcMs) break;
      this.clock.advanceTo(next);
    }
    this.clock.advanceTo(utcMs);
    await this.rest();
  }

  async close(): Promise<void> {
    this.data.close();
    await this.simulator.stop();
  }
}

/** Closes of the bars, prices of the trades or middles of the quotes that a live source has given by now. */
export async function pricesOf(source: SubscriptionSource): Promise<number[]> {
  const prices: number[] = [];
  for (;;) {
    const batch = await source.next();
    if (batch === null || batch === NOTHING_YET) return prices;
    if ('close' in batch) prices.push(...batch.close);
    else if ('bidClose' in batch) prices.push(...batch.bidClose);
    else if ('value' in batch) prices.push(...batch.value);
  }
}
