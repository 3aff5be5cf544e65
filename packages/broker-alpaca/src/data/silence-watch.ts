import { type Clock, type ExchangeHours, MS_PER_MINUTE, type SecuritySymbol, type Timer } from '@lockstep/core';

/** A security whose stream should not be silent while its market is open. */
export interface WatchedSecurity {
  readonly symbol: SecuritySymbol;
  readonly hours: ExchangeHours;
  readonly extendedMarketHours: boolean;
}

export interface SilenceWatchOptions {
  readonly clock: Clock;
  /** How long a stream may be silent in market hours before it is doubted, ms. @defaultValue 90000 */
  readonly silenceMs?: number | undefined;
  /** Those that something is expected of. */
  readonly watched: () => readonly WatchedSecurity[];
  /** Whether a bar of one of them ended between two instants, epoch ms UTC. */
  readonly hasTraded: (symbols: readonly SecuritySymbol[], fromUtc: number, toUtc: number) => Promise<boolean>;
  /** The stream is dead although its connection is not. */
  readonly onDead: (reason: string) => void;
}

/** How much later the stream may tell a bar than it can be looked up, ms. */
const TELLING_MS = 10_000;

/**
 * Notices a stream that is open and says nothing. Silence alone proves nothing, so what the stream should have shown is
 * looked up elsewhere before it is given up. Out of market hours it does not look.
 */
export class SilenceWatch {
  readonly #options: SilenceWatchOptions;
  readonly #silenceMs: number;
  #lastHeardUtc: number;
  #timer: Timer | null = null;
  #isLooking = false;
  #isStopped = false;

  constructor(options: SilenceWatchOptions) {
    this.#options = options;
    this.#silenceMs = options.silenceMs ?? 1.5 * MS_PER_MINUTE;
    this.#lastHeardUtc = options.clock.utcNow();
  }

  start(): void {
    this.#isStopped = false;
    this.#lastHeardUtc = this.#options.clock.utcNow();
    this.#schedule();
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
  }

  /** Something came. */
  heard(): void {
    this.#lastHeardUtc = this.#options.clock.utcNow();
  }

  /** No look is under way. */
  get isIdle(): boolean {
    return !this.#isLooking;
  }

  #schedule(): void {
    if (this.#isStopped) return;
    const { clock } = this.#options;
    this.#timer?.cancel();
    const dueUtc = Math.max(this.#lastHeardUtc + this.#silenceMs, clock.utcNow() + 1_000);
    this.#timer = clock.at(dueUtc, () => void this.#look().finally(() => this.#schedule()));
  }

  async #look(): Promise<void> {
    const { clock, watched, hasTraded, onDead } = this.#options;
    const now = clock.utcNow();
    const since = this.#lastHeardUtc;
    if (now - since < this.#silenceMs) return;
    const open = watched().filter((security) => this.#isOpen(security, now));
    if (open.length === 0) {
      // Closed: the silence begins anew when the market opens.
      this.heard();
      return;
    }
    this.#isLooking = true;
    try {
      const symbols = open.map(({ symbol }) => symbol);
      const isDead = await hasTraded(symbols, since + TELLING_MS, now - TELLING_MS);
      // It may have spoken meanwhile.
      if (this.#isStopped || this.#lastHeardUtc !== since) return;
      if (isDead) onDead(`nothing came for ${Math.round((now - since) / 1_000)} s while the market traded`);
      this.heard();
    } catch {
      // What cannot be looked up proves nothing; the next look follows.
      this.heard();
    } finally {
      this.#isLooking = false;
    }
  }

  /** The market was open all the time that nothing came. */
  #isOpen({ hours, extendedMarketHours }: WatchedSecurity, now: number): boolean {
    const zone = hours.timeZone;
    return [now - this.#silenceMs, now].every((utcMs) => hours.isOpen(zone.toLocal(utcMs), extendedMarketHours));
  }
}
