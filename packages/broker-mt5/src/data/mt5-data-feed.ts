import {
  type Clock,
  type DataFeed,
  type FeedListener,
  LockstepError,
  PushSource,
  quoteTickBatch,
  Resolution,
  resolutionName,
  type SubscriptionDataConfig,
  type SubscriptionRequest,
  type SubscriptionSource,
  TickType,
  type Timer,
  tradeTickBatch,
} from '@lockstep/core';
import { BridgeFailure } from '../bridge/bridge-failure.ts';
import type { Mt5Terminal, TerminalListener } from '../bridge/mt5-terminal.ts';
import { SymbolBook } from '../symbols/symbol-book.ts';
import type { WireTick, WireTicks } from '../wire/structures.ts';
import { quoteRows, tradeRows } from './wire-rows.ts';

export interface Mt5DataFeedOptions {
  readonly terminal: Mt5Terminal;
  readonly clock: Clock;
  /** The broker's name of a ticker where it is another: `{ EURUSD: 'EURUSD.m' }`. */
  readonly symbols?: Readonly<Record<string, string>> | undefined;
  /** Time between two looks at the ticks of all symbols, ms. @defaultValue 100 */
  readonly everyMs?: number | undefined;
}

const EVERY_MS = 100;
const MOST_TICKS = 2_000;

/** A symbol whose ticks are wanted. */
interface Watched {
  readonly readers: Set<Reader>;
  /** The broker's name; null until the symbol is chosen in the terminal. */
  name: string | null;
  /** Time at the server of the last tick, ms; null before the first look. */
  lastMs: number | null;
  /** Ticks of that millisecond that were seen: several may share one. */
  seenAtLast: number;
}

interface Reader {
  readonly config: SubscriptionDataConfig;
  readonly source: PushSource;
}

/**
 * The ticks of a terminal, from now on. It pushes nothing: they are fetched a few times a second, all of them, whichever of
 * them share a millisecond. Bars are made around it (`mt5Data`).
 */
export class Mt5DataFeed implements DataFeed {
  readonly #options: Mt5DataFeedOptions;
  readonly #symbols: SymbolBook;
  readonly #watched = new Map<string, Watched>();
  readonly #terminalListener: TerminalListener;
  #listener: FeedListener | null = null;
  #timer: Timer | null = null;
  #isLooking = false;

  constructor(options: Mt5DataFeedOptions) {
    this.#options = options;
    this.#symbols = new SymbolBook({ session: options.terminal, names: options.symbols });
    this.#terminalListener = {
      lost: (reason) => this.#listener?.status({ kind: 'disconnected', reason, expected: false }),
      back: () => this.#onBack(),
      notice: () => undefined,
    };
  }

  /** Ticks are being fetched. */
  get isLooking(): boolean {
    return this.#isLooking;
  }

  /** @throws LockstepError as `Mt5Terminal.open` */
  async connect(listener: FeedListener): Promise<void> {
    this.#listener = listener;
    await this.#options.terminal.open(this.#terminalListener);
    this.#schedule();
  }

  disconnect(): void {
    this.#timer?.cancel();
    this.#listener = null;
    this.#options.terminal.close(this.#terminalListener);
  }

  /** @throws LockstepError `DATA_KIND_UNSUPPORTED` for what is no tick */
  subscribe({ config }: SubscriptionRequest): SubscriptionSource {
    if (config.resolution !== Resolution.Tick || config.tickType === TickType.OpenInterest) {
      throw new LockstepError(
        'DATA_KIND_UNSUPPORTED',
        `The terminal streams no ${resolutionName(config.resolution)} bars of ${config.symbol.value}; it has ticks, of which bars are made.`,
      );
    }
    const key = this.#symbols.nameOf(config.symbol);
    const watched = this.#watched.get(key) ?? { readers: new Set(), name: null, lastMs: null, seenAtLast: 0 };
    this.#watched.set(key, watched);
    const reader: Reader = {
      config,
      source: new PushSource(null, () => {
        watched.readers.delete(reader);
        if (watched.readers.size === 0) this.#watched.delete(key);
      }),
    };
    watched.readers.add(reader);
    return reader.source;
  }

  #onBack(): Promise<void> {
    this.#symbols.forget();
    // What was missed comes from history.
    for (const watched of this.#watched.values()) Object.assign(watched, { name: null, lastMs: null, seenAtLast: 0 });
    this.#listener?.status({ kind: 'reconnected' });
    return Promise.resolve();
  }

  #schedule(): void {
    const { clock, everyMs = EVERY_MS } = this.#options;
    this.#timer = clock.at(clock.utcNow() + everyMs, () => {
      void this.look().then(() => {
        if (this.#listener !== null) this.#schedule();
      });
    });
  }

  /** Fetches the ticks that have come. */
  async look(): Promise<void> {
    if (this.#isLooking || !this.#options.terminal.isReady) return;
    this.#isLooking = true;
    try {
      for (const watched of this.#watched.values()) await this.#lookAt(watched);
    } finally {
      this.#isLooking = false;
    }
  }

  async #lookAt(watched: Watched): Promise<void> {
    const [reader] = watched.readers;
    if (reader === undefined) return;
    const { symbol } = reader.config;
    try {
      watched.name ??= (await this.#symbols.instrument(symbol)).wire.name;
      watched.lastMs ??= await this.#begin(watched.name);
      while (await this.#fetch(watched, watched.name));
    } catch (error) {
      // A terminal that is gone says so itself; a symbol without a tick has none yet.
      if (error instanceof BridgeFailure) return;
      const text = error instanceof Error ? error.message : String(error);
      this.#listener?.status({ kind: 'refused', symbol, code: 'SYMBOL', text });
      this.#watched.delete(this.#symbols.nameOf(symbol));
    }
  }

  /** Time of the last tick so far, which is none of ours. */
  async #begin(name: string): Promise<number> {
    const { terminal } = this.#options;
    const tick = await terminal.request<WireTick>('tick', { name });
    return tick.time_msc;
  }

  /** Whether there may be more at once. */
  async #fetch(watched: Watched, name: string): Promise<boolean> {
    const { terminal } = this.#options;
    const lastMs = watched.lastMs ?? 0;
    const from = Math.floor(lastMs / 1000);
    const ticks = await terminal.request<WireTicks>('ticks', { name, from, count: MOST_TICKS });
    const times = ticks.time_msc ?? [];
    const isFirst = watched.seenAtLast === 0;
    const known = times.filter((time) => time < lastMs).length;
    const atLast = times.filter((time) => time === lastMs).length;
    // Those that stood there when it began are of before.
    const first = known + (isFirst ? atLast : Math.min(atLast, watched.seenAtLast));
    const newest = times.at(-1) ?? lastMs;
    watched.seenAtLast = Math.max(1, times.filter((time) => time === newest).length);
    watched.lastMs = newest;
    if (first >= times.length) return false;
    if (newest > lastMs) terminal.sawTick(newest);
    this.#give(watched, ticks, first);
    return times.length === MOST_TICKS && newest > lastMs;
  }

  #give({ readers }: Watched, ticks: WireTicks, first: number): void {
    const { server } = this.#options.terminal;
    for (const { config, source } of readers) {
      source.push(
        config.tickType === TickType.Quote
          ? quoteTickBatch(quoteRows(ticks, server, first))
          : tradeTickBatch(tradeRows(ticks, server, first)),
      );
    }
    this.#listener?.arrived();
  }
}
