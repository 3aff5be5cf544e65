import {
  AggregatingFeed,
  type Clock,
  type DataFeed,
  type HistoryProvider,
  Resolution,
  type SubscriptionDataConfig,
  TickType,
} from '@lockstep/core';
import { type AlpacaConnection, alpacaClient } from '../wire/alpaca-client.ts';
import { alpacaEndpoints } from '../wire/endpoints.ts';
import { AlpacaDataFeed, type AlpacaDataFeedOptions } from './alpaca-data-feed.ts';
import { type AlpacaHistoryOptions, AlpacaHistoryProvider } from './alpaca-history-provider.ts';
import { DataRequests } from './data-requests.ts';

/** What `alpacaData` is made of. */
export interface AlpacaDataOptions
  extends AlpacaConnection,
    Pick<AlpacaDataFeedOptions, 'feed' | 'silenceMs' | 'onRevision'>,
    Pick<AlpacaHistoryOptions, 'recentSip' | 'onNotice'> {
  readonly clock: Clock;
  /** Questions for past data a minute. @defaultValue 200, of the free plan */
  readonly requestsPerMinute?: number | undefined;
}

/** Market data of Alpaca. */
export interface AlpacaData {
  /** Trade and quote bars of every length, and ticks; with their past, and without gaps. */
  readonly feed: DataFeed;
  readonly history: HistoryProvider;
  /** What the stream itself has. */
  readonly stream: AlpacaDataFeed;
  /** No question is under way. */
  readonly isIdle: boolean;
}

/**
 * Market data of US stocks from Alpaca: a live feed, and history.
 *
 * @example
 * const { feed, history } = alpacaData({ credentials, clock, feed: 'iex' });
 */
export function alpacaData(options: AlpacaDataOptions): AlpacaData {
  const { clock, feed, recentSip, onNotice, silenceMs, onRevision, paper = true, endpoints } = options;
  const client = alpacaClient(options);
  const requests = new DataRequests({ clock, perMinute: options.requestsPerMinute });
  const history = new AlpacaHistoryProvider({ client, clock, feed, recentSip, requests, onNotice });
  const { dataStream } = alpacaEndpoints(paper, endpoints);
  const stream = new AlpacaDataFeed({ client, dataStream, clock, feed, requests, silenceMs, onRevision });
  return {
    feed: new AggregatingFeed({ feed: stream, history, clock, resolutionOf: streamedResolution }),
    history,
    stream,
    get isIdle() {
      return stream.isIdle;
    },
  };
}

/** What the stream has for bars that are asked for. */
function streamedResolution({ tickType, resolution }: SubscriptionDataConfig): Resolution {
  const isMadeOfMinutes = tickType === TickType.Trade && resolution >= Resolution.Minute;
  return isMadeOfMinutes ? Resolution.Minute : Resolution.Tick;
}
