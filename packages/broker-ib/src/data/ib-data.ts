import {
  AggregatingFeed,
  type DataFeed,
  type HistoryProvider,
  Resolution,
  type SecuritySymbol,
  type SecurityType,
  type SubscriptionDataConfig,
  TickType,
} from '@lockstep/core';
import type { IbConnection } from '../connection/ib-connection.ts';
import { ContractBook } from '../contracts/contract-book.ts';
import type { ContractHints } from '../contracts/contract-query.ts';
import { IbDataFeed, type IbDataFeedOptions } from './ib-data-feed.ts';
import { type IbHistoryOptions, IbHistoryProvider } from './ib-history-provider.ts';

/** What `ibData` is made of. */
export interface IbDataOptions
  extends Pick<IbDataFeedOptions, 'delayed' | 'everyTick' | 'silenceMs'>,
    Pick<IbHistoryOptions, 'onNotice'> {
  /** May be shared with whoever trades. */
  readonly connection: IbConnection;
  /** What is added to a ticker that alone does not say which contract is meant, by ticker. */
  readonly hints?: Readonly<Record<string, ContractHints>> | undefined;
  readonly symbolOf?: ((ticker: string, securityType: SecurityType) => SecuritySymbol | null) | undefined;
  /** Contracts that were looked up already, to be shared. */
  readonly contracts?: ContractBook | undefined;
}

/** Market data of Interactive Brokers. */
export interface IbData {
  /** Trade and quote bars of every length, and ticks; with their past, and without gaps. */
  readonly feed: DataFeed;
  readonly history: HistoryProvider;
  readonly contracts: ContractBook;
  /** What TWS itself streams. */
  readonly stream: IbDataFeed;
  /** No question is under way. */
  readonly isIdle: boolean;
  /** Lets go of the connection. */
  close(): void;
}

/** How long a bar waits for the history of what was missed of it, ms: TWS takes a second or so. */
const PATIENCE_MS = 1_500;

/**
 * Market data of TWS or Gateway: a live feed, and history.
 *
 * @example
 * const { feed, history } = ibData({ connection: new IbConnection({ clock, port: 7497 }) });
 */
export function ibData(options: IbDataOptions): IbData {
  const { connection, delayed = false } = options;
  const contracts = options.contracts ?? new ContractBook(options);
  const history = new IbHistoryProvider({ ...options, contracts });
  const stream = new IbDataFeed({ ...options, contracts });
  return {
    feed: new AggregatingFeed({
      feed: stream,
      history,
      clock: connection.clock,
      resolutionOf: (config) => streamedResolution(config, delayed),
      patienceMs: PATIENCE_MS,
    }),
    history,
    contracts,
    stream,
    get isIdle() {
      return stream.isIdle && history.isIdle;
    },
    close: () => {
      stream.disconnect();
      history.close();
    },
  };
}

/** What the stream has for bars that are asked for: there are no delayed bars of five seconds. */
function streamedResolution({ tickType, resolution }: SubscriptionDataConfig, delayed: boolean): Resolution {
  const isMadeOfBars = tickType === TickType.Trade && resolution >= Resolution.Minute && !delayed;
  return isMadeOfBars ? Resolution.Second : Resolution.Tick;
}
