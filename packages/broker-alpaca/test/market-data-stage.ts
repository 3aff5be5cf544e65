import {
  DataNormalizationMode,
  type FeedStatus,
  Market,
  NOTHING_YET,
  Resolution,
  SecuritySymbol,
  SecurityType,
  SubscriptionDataConfig,
  type SubscriptionRequest,
  type SubscriptionSource,
  TickType,
  TimeZone,
  VirtualClock,
} from '@lockstep/core';
import { type BarSeries, testReferenceData } from '@lockstep/core/testing';
import { AlpacaDataFeed, type AlpacaDataFeedOptions } from '../src/data/alpaca-data-feed.ts';
import { type AlpacaHistoryOptions, AlpacaHistoryProvider } from '../src/data/alpaca-history-provider.ts';
import type { SimulatedMarketDataOptions } from '../src/simulator/market-data/simulated-market-data.ts';
import { alpacaClient } from '../src/wire/alpaca-client.ts';
import { type MarketDataServer, startMarketDataServer } from './market-data-server.ts';

export const NEW_YORK: TimeZone = TimeZone.of('America/New_York');

/** Epoch ms UTC of a time in New York, `yyyy-MM-dd HH:mm[:ss]`. */
export function newYork(text: string): number {
  return NEW_YORK.toUtc(Date.parse(`${text.replace(' ', 'T')}Z`));
}

/** A subscription to a US stock. */
export function stockConfig(
  ticker: string,
  resolution: Resolution = Resolution.Minute,
  tickType: TickType = TickType.Trade,
  options: { readonly strictDailyEndTimes?: boolean; readonly normalization?: DataNormalizationMode } = {},
): SubscriptionDataConfig {
  const { marketHours, identify } = testReferenceData();
  return new SubscriptionDataConfig({
    symbol: new SecuritySymbol(ticker, identify(ticker, SecurityType.Equity, Market.USA)),
    resolution,
    tickType,
    ...marketHours.entry(Market.USA, ticker, SecurityType.Equity),
    fillForward: false,
    extendedMarketHours: false,
    isInternal: false,
    normalization: options.normalization ?? DataNormalizationMode.Raw,
    strictDailyEndTimes: options.strictDailyEndTimes ?? false,
  });
}

/** A simulator of market data, and what the adapter makes of it, on one clock. */
export interface MarketDataStage {
  readonly clock: VirtualClock;
  readonly server: MarketDataServer;
  readonly feed: AlpacaDataFeed;
  readonly history: AlpacaHistoryProvider;
  readonly statuses: FeedStatus[];
  readonly notices: string[];
  request(config: SubscriptionDataConfig, from?: string, to?: string): SubscriptionRequest;
  /** Connects the feed. */
  connect(): Promise<void>;
  /** Moves the clock, with every wire at rest at each timer on the way. */
  moveTo(utcMs: number): Promise<void>;
  /** Waits, in real time, until something is so. */
  until(isSo: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  /** In New York. */
  readonly now: string;
  readonly series: readonly BarSeries[];
  readonly feed?: Partial<AlpacaDataFeedOptions>;
  readonly history?: Partial<AlpacaHistoryOptions>;
  readonly simulator?: Partial<SimulatedMarketDataOptions>;
  readonly secret?: string;
}

export async function marketDataStage(options: StageOptions): Promise<MarketDataStage> {
  const clock = new VirtualClock(newYork(options.now));
  const server = await startMarketDataServer(clock, options.series, options.simulator);
  const { endpoints, keys } = server.simulator;
  const client = alpacaClient({ credentials: { keyId: keys.keyId, secret: options.secret ?? keys.secret }, endpoints });
  const statuses: FeedStatus[] = [];
  const notices: string[] = [];
  const { dataStream } = endpoints;
  const feed = new AlpacaDataFeed({ client, dataStream, clock, ...options.feed });
  const history = new AlpacaHistoryProvider({
    client,
    clock,
    onNotice: (text) => notices.push(text),
    ...options.history,
  });
  const rest = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      await server.simulator.quiet();
      await new Promise(setImmediate);
    }
  };
  return {
    clock,
    server,
    feed,
    history,
    statuses,
    notices,
    request: (config, from = '2020-01-01 00:00', to = '2030-01-01 00:00') => ({
      config,
      startUtc: newYork(from),
      endUtc: newYork(to),
      auxiliaryEvents: false,
    }),
    connect: () => feed.connect({ arrived: () => undefined, status: (status) => statuses.push(status) }),
    moveTo: async (utcMs) => {
      for (;;) {
        await rest();
        const next = clock.nextTimerUtc;
        if (next > utcMs) break;
        clock.advanceTo(next);
      }
      clock.advanceTo(utcMs);
      await rest();
    },
    until: async (isSo) => {
      for (const giveUp = Date.now() + 5_000; !isSo(); ) {
        if (Date.now() > giveUp) throw new Error('It did not come to be so within five seconds.');
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
    close: async () => {
      feed.disconnect();
      await server.simulator.stop();
    },
  };
}

/** Closes of the bars, or prices of the ticks, that a live source has given by now. */
export async function pricesOf(source: SubscriptionSource): Promise<number[]> {
  const prices: number[] = [];
  for (;;) {
    const batch = await source.next();
    if (batch === null || batch === NOTHING_YET) return prices;
    if ('close' in batch) prices.push(...batch.close);
    else if ('value' in batch) prices.push(...batch.value);
  }
}
