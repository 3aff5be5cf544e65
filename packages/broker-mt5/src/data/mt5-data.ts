import { AggregatingFeed, type DataFeed, type HistoryProvider, Resolution } from '@lockstep/core';
import { Mt5DataFeed, type Mt5DataFeedOptions } from './mt5-data-feed.ts';
import { Mt5HistoryProvider } from './mt5-history-provider.ts';

/** Market data of a terminal. */
export interface Mt5Data {
  /** Bars of every length, and ticks; with their past, and without gaps. */
  readonly feed: DataFeed;
  readonly history: HistoryProvider;
  /** The ticks themselves. */
  readonly stream: Mt5DataFeed;
}

/**
 * Market data of a terminal: a live feed, and history.
 *
 * @example
 * const terminal = new Mt5Terminal({ transport: bridgeProcess(), clock });
 * const { feed, history } = mt5Data({ terminal, clock });
 */
export function mt5Data(options: Mt5DataFeedOptions): Mt5Data {
  const { clock } = options;
  const history = new Mt5HistoryProvider(options);
  const stream = new Mt5DataFeed(options);
  return {
    feed: new AggregatingFeed({ feed: stream, history, clock, resolutionOf: () => Resolution.Tick }),
    history,
    stream,
  };
}
