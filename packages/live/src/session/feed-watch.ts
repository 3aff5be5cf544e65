import type { AlgorithmRun, Clock, Security, Timer } from '@lockstep/core';
import type { Notices } from './notices.ts';

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
}

/** Tells when market data stays away while markets are open: a feed that is silent looks like a market that stands still. */
export class FeedWatch {
  readonly #options: FeedWatchOptions;
  #timer: Timer | null = null;
  /** When data came last, or when its market opened, by symbol; epoch ms UTC. */
  readonly #lastSeen = new Map<string, { dataMs: number; seenMs: number }>();
  readonly #silent = new Set<string>();

  constructor(options: FeedWatchOptions) {
    this.#options = options;
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
    for (const security of run().securities) {
      const { symbol, exchange, cache, subscriptions } = security;
      if (subscriptions.length === 0 || !exchange.hours.isOpen(security.localTimeMs, security.hasExtendedHours)) {
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
