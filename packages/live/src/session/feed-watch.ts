import type { AlgorithmRun, Clock, DataFeed, FeedStatus, Security, Timer } from '@lockstep/core';
import type { Notice, Notices } from './notices.ts';

/** Time between looks, ms. */
const EVERY_MS = 10_000;
/** Bars that may stay away in a row before that is told: a quiet security trades now and then only. */
const MISSING_BARS = 3;
/** Silence shorter than this is never told, ms. */
const SHORTEST_SILENCE_MS = 60_000;

/** What watching the feed works with. */
export interface FeedWatchOptions {
  readonly run: () => AlgorithmRun;
  readonly clock: Clock;
  readonly notices: Notices;
  /** Does something until it goes through; the feed may be away. */
  readonly untilDone: <T>(what: string, attempt: () => T | Promise<T>) => Promise<T>;
}

/**
 * Tells what a feed says of itself, and when market data stays away while markets are open: a feed that is silent looks
 * like a market that stands still.
 */
export class FeedWatch {
  readonly #options: FeedWatchOptions;
  #timer: Timer | null = null;
  /** When data came last, or when its market opened, by symbol; epoch ms UTC. */
  readonly #lastSeen = new Map<string, { dataMs: number; seenMs: number }>();
  readonly #silent = new Set<string>();
  /** Ids of symbols in which trading is halted: their silence means nothing. */
  readonly #halted = new Set<string>();

  constructor(options: FeedWatchOptions) {
    this.#options = options;
  }

  /** The same feed, with an ear on it. */
  listenTo(feed: DataFeed): DataFeed {
    return {
      subscribe: (request) => feed.subscribe(request),
      connect: (listener) => {
        const heard = {
          arrived: () => listener.arrived(),
          status: (status: FeedStatus) => {
            this.#hear(status);
            listener.status(status);
          },
        };
        return this.#options.untilDone('market data', () => feed.connect?.(heard));
      },
      disconnect: () => feed.disconnect?.(),
    };
  }

  #hear(status: FeedStatus): void {
    const { notices } = this.#options;
    if (status.kind === 'halted') this.#halted.add(status.symbol.id);
    if (status.kind === 'resumed') this.#halted.delete(status.symbol.id);
    const settled = SETTLES[status.kind];
    const subject = 'symbol' in status ? status.symbol.value : undefined;
    if (settled !== undefined) notices.settle(settled, subject);
    notices.tell({ ...noticeOf(status), ...(subject === undefined ? {} : { subject }) });
  }

  start(): void {
    const { clock } = this.#options;
    this.#timer = clock.at(clock.utcNow() + Math.max(EVERY_MS, this.#shortestBarMs()), () => {
      this.start();
      this.#look();
    });
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #look(): void {
    const { run, clock } = this.#options;
    const now = clock.utcNow();
    // Nothing was subscribed to yet.
    if (run().isInitializing) return;
    for (const security of run().securities) {
      const { symbol, exchange, cache, subscriptions } = security;
      if (
        subscriptions.length === 0 ||
        this.#halted.has(symbol.id) ||
        !exchange.hours.isOpen(security.localTimeMs, security.hasExtendedHours)
      ) {
        this.#lastSeen.delete(symbol.id);
        continue;
      }
      const seen = this.#lastSeen.get(symbol.id);
      // Before the first data the cache has no time.
      const dataMs = cache.hasData ? cache.lastEndTimeMs : Number.NEGATIVE_INFINITY;
      const hasNews = seen === undefined || dataMs > seen.dataMs;
      if (hasNews) {
        this.#lastSeen.set(symbol.id, { dataMs, seenMs: now });
        this.#speaks(symbol.value);
        continue;
      }
      const allowed = Math.max(SHORTEST_SILENCE_MS, MISSING_BARS * barMs(security));
      if (now - seen.seenMs > allowed) this.#isSilent(symbol.value, now - seen.seenMs);
    }
  }

  #shortestBarMs(): number {
    const lengths = [...this.#options.run().securities].map(barMs).filter((ms) => ms > 0);
    return lengths.length === 0 ? 0 : Math.min(...lengths);
  }

  #isSilent(ticker: string, silenceMs: number): void {
    if (this.#silent.has(ticker)) return;
    this.#silent.add(ticker);
    this.#options.notices.tell({
      severity: 'error',
      code: 'FEED_SILENT',
      title: `There was no market data of ${ticker} for ${Math.round(silenceMs / 1_000)} s, and its market is open.`,
      text: 'The strategy sees old prices. See whether the feed is connected and the subscription alive.',
      subject: ticker,
    });
  }

  #speaks(ticker: string): void {
    if (!this.#silent.delete(ticker)) return;
    const { notices } = this.#options;
    notices.settle('FEED_SILENT', ticker);
    notices.tell({
      severity: 'info',
      code: 'FEED_SPEAKS',
      title: `Market data of ${ticker} comes again.`,
      subject: ticker,
    });
  }
}

/** Length of the shortest bars of a security, ms; 0 for ticks. */
function barMs({ subscriptions }: Security): number {
  return Math.min(...subscriptions.map((config) => config.incrementMs));
}

/** What is over with a status. */
const SETTLES: Partial<Record<FeedStatus['kind'], string>> = {
  reconnected: 'FEED_DISCONNECTED',
  resumed: 'TRADING_HALTED',
  live: 'FEED_DELAYED',
};

function noticeOf(status: FeedStatus): Notice {
  switch (status.kind) {
    case 'disconnected':
      return {
        severity: status.expected ? 'info' : 'error',
        code: 'FEED_DISCONNECTED',
        title: `Market data is disconnected: ${status.reason}`,
        text: 'The strategy sees old prices until it is back; bars that were missed are taken from history.',
      };
    case 'reconnected':
      return { severity: 'info', code: 'FEED_CONNECTED', title: 'Market data is connected again.' };
    case 'missed':
      return {
        severity: 'info',
        code: 'FEED_RESUMED',
        title: `The stream of ${status.symbol.value} had stopped and goes on: ${status.reason}`,
        text: 'Bars that were missed are taken from history.',
      };
    case 'halted':
      return {
        severity: 'warning',
        code: 'TRADING_HALTED',
        title: `Trading in ${status.symbol.value} is halted: ${status.reason}`,
        text: 'Orders rest until it goes on; the price may then jump past a stop.',
      };
    case 'resumed':
      return { severity: 'info', code: 'TRADING_RESUMED', title: `Trading in ${status.symbol.value} goes on.` };
    case 'delayed':
      return {
        severity: 'error',
        code: 'FEED_DELAYED',
        title: `Market data of ${status.symbol.value} comes ${status.delayMs / 1_000} s late.`,
        text: 'The account has no permission for live data of it: the strategy decides on old prices.',
      };
    case 'live':
      return { severity: 'info', code: 'FEED_LIVE', title: `Market data of ${status.symbol.value} is live.` };
    case 'incomplete':
      return {
        severity: 'warning',
        code: 'BARS_INCOMPLETE',
        title: `Bars of ${status.symbol.value} hold only what was seen of them: ${status.reason}`,
        details: { fromMs: status.fromUtc, untilMs: status.untilUtc },
      };
    case 'refused':
      return {
        severity: 'error',
        code: 'FEED_REFUSED',
        title: `There is no market data of ${status.symbol.value}: ${status.text} (${status.code})`,
      };
  }
}
