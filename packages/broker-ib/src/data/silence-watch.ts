import type { Clock, SubscriptionDataConfig, Timer } from '@lockstep/core';
import type { PriceSubscription } from './price-subscription.ts';

/** A stream, and whose. */
export interface WatchedStream {
  readonly config: SubscriptionDataConfig;
  readonly subscription: PriceSubscription;
}

export interface SilenceWatchOptions<T extends WatchedStream> {
  readonly clock: Clock;
  /** How long a stream may be silent while its market is open, ms; longer each time that asking again brought nothing. */
  readonly silenceMs: number;
  /** Those that something is expected of. */
  readonly watched: () => readonly T[];
  /** A stream may have died without a word. */
  readonly onSilent: (stream: T) => void;
}

/** Longest silence that is waited for, as a multiple of the first. */
const MOST_PATIENCE = 32;

/**
 * Notices streams that say nothing while their markets are open: IB drops some after a loss of its own connection, without
 * a word. A security that is seldom traded says nothing either, so each time it waits twice as long.
 */
export class SilenceWatch<T extends WatchedStream> {
  readonly #options: SilenceWatchOptions<T>;
  #timer: Timer | null = null;

  constructor(options: SilenceWatchOptions<T>) {
    this.#options = options;
  }

  start(): void {
    const { clock, silenceMs } = this.#options;
    this.#timer?.cancel();
    this.#timer = clock.at(clock.utcNow() + silenceMs, () => {
      this.#look(clock.utcNow());
      this.start();
    });
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #look(now: number): void {
    const { watched, onSilent } = this.#options;
    for (const stream of watched()) if (this.#isSilent(stream, now)) onSilent(stream);
  }

  #isSilent({ config, subscription }: T, now: number): boolean {
    const { reqId, heardMs, attempts } = subscription;
    if (reqId === null) return false;
    const patienceMs = this.#options.silenceMs * Math.min(MOST_PATIENCE, 2 ** Math.max(0, attempts - 1));
    if (now - heardMs < patienceMs) return false;
    const { exchangeHours, extendedMarketHours } = config;
    const zone = exchangeHours.timeZone;
    return [now - patienceMs, now].every((utcMs) => exchangeHours.isOpen(zone.toLocal(utcMs), extendedMarketHours));
  }
}
