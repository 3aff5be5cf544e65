import type { Alpaca } from '@alpacahq/alpaca-trade-api';
import { type Clock, LockstepError, type Timer } from '@lockstep/core';
import { type ConnectionEnd, reconnectDelayMs } from './reconnect-delay.ts';
import { type ConnectionListener, StreamConnection, type StreamMessages } from './stream-connection.ts';
import { CHANNELS, type Channel, type ChannelSymbols, WantedData } from './wanted-data.ts';

/** Who is told of a stream that is kept alive. */
export interface DataStreamListener extends StreamMessages {
  /** Everything that is wanted and given is subscribed, for the first time or again. */
  live(): void;
  /** Told once for each time the stream is down, however many attempts it takes. */
  down(reason: string): void;
  refused(channel: Channel, symbol: string): void;
  fault(text: string): void;
}

/** Times that a symbol is asked for that the server takes and does not list. */
const MOST_REPEATS = 3;

export interface DataStreamOptions {
  readonly client: Alpaca;
  /** Of the feed, `wss://…/v2/iex`. */
  readonly url: string;
  /** Of the feed, for errors. */
  readonly feed: string;
  readonly clock: Clock;
  readonly listener: DataStreamListener;
}

/**
 * A market data stream that stays: whatever ends a connection, another is made after a while, and subscribed to what is
 * wanted then. Only keys or plans that were never accepted are final.
 */
export class DataStream {
  readonly #options: DataStreamOptions;
  readonly #wanted = new WantedData();
  #connection: StreamConnection | null = null;
  #retry: Timer | null = null;
  #isStopped = false;
  #hasBeenOpen = false;
  #isUp = false;
  #isDownTold = false;
  #failures = 0;
  #repeats = 0;
  #lastEnd: ConnectionEnd = 'lost';
  #settle: { resolve: () => void; reject: (error: unknown) => void } | null = null;

  constructor(options: DataStreamOptions) {
    this.#options = options;
  }

  /** Everything that is wanted is subscribed. */
  get isUp(): boolean {
    return this.#isUp;
  }

  /**
   * Settles when the stream is live for the first time.
   *
   * @throws LockstepError `DATA_NOT_PERMITTED` for keys that are wrong or a feed that is not part of the plan
   */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#connect();
    });
  }

  want(channel: Channel, symbol: string): void {
    if (this.#wanted.add(channel, symbol)) this.#connection?.subscribe(channel, [symbol]);
  }

  unwant(channel: Channel, symbol: string): void {
    if (this.#wanted.remove(channel, symbol)) this.#connection?.unsubscribe(channel, [symbol]);
  }

  /** Makes a new connection in the place of one that seems dead. */
  rebuild(reason: string): void {
    this.#connection?.end('lost', reason);
  }

  stop(): void {
    this.#isStopped = true;
    this.#isUp = false;
    this.#retry?.cancel();
    this.#connection?.close();
    this.#connection = null;
  }

  #connect(): void {
    const { client, url, clock, listener } = this.#options;
    const connection: ConnectionListener = {
      trade: (message) => listener.trade(message),
      quote: (message) => listener.quote(message),
      bar: (message) => listener.bar(message),
      updatedBar: (message) => listener.updatedBar(message),
      status: (message) => listener.status(message),
      correction: (message) => listener.correction(message),
      cancelError: (message) => listener.cancelError(message),
      fault: (text) => listener.fault(text),
      opened: () => this.#onOpened(),
      acknowledged: (subscribed) => this.#onAcknowledged(subscribed),
      refused: (channel, symbol) => this.#onRefused(channel, symbol),
      denied: (trouble, text) => this.#onDenied(trouble, text),
      ended: (end, reason) => this.#onEnded(end, reason),
    };
    this.#connection = new StreamConnection({ client, url, clock, listener: connection });
  }

  #onOpened(): void {
    this.#hasBeenOpen = true;
    this.#failures = 0;
    this.#subscribe(this.#wanted.all);
  }

  #subscribe(symbols: ChannelSymbols): void {
    for (const channel of CHANNELS) this.#connection?.subscribe(channel, symbols[channel] ?? []);
  }

  /** The list of the server is compared with what is wanted: an acknowledgement may be older than a wish. */
  #onAcknowledged(subscribed: ChannelSymbols): void {
    const missing = this.#wanted.missingIn(subscribed);
    if (Object.keys(missing).length > 0) {
      this.#repeats += 1;
      if (this.#repeats <= MOST_REPEATS) {
        this.#subscribe(missing);
        return;
      }
      for (const channel of CHANNELS) for (const symbol of missing[channel] ?? []) this.#onRefused(channel, symbol);
    }
    this.#repeats = 0;
    if (this.#isUp) return;
    this.#isUp = true;
    this.#isDownTold = false;
    this.#settle?.resolve();
    this.#settle = null;
    this.#options.listener.live();
  }

  #onRefused(channel: Channel, symbol: string): void {
    if (!this.#wanted.isWanted(channel, symbol)) return;
    this.#wanted.refuse(channel, symbol);
    this.#options.listener.refused(channel, symbol);
  }

  #onDenied(trouble: 'unauthorized' | 'forbidden', text: string): void {
    this.#connection = null;
    if (this.#hasBeenOpen) {
      // It was let in with these keys before: a trouble of the server's.
      this.#onEnded('lost', text);
      return;
    }
    this.stop();
    this.#settle?.reject(this.#denial(trouble, text));
    this.#settle = null;
  }

  #denial(trouble: 'unauthorized' | 'forbidden', text: string): LockstepError {
    const { feed } = this.#options;
    const why =
      trouble === 'unauthorized'
        ? 'does not accept the keys; check both parts of the pair'
        : 'does not have this feed in the plan of the account; choose another, such as iex';
    return new LockstepError('DATA_NOT_PERMITTED', `Alpaca's market data stream ${feed} ${why} (${text}).`, {
      details: { feed, trouble },
    });
  }

  #onEnded(end: ConnectionEnd, reason: string): void {
    const { clock, listener } = this.#options;
    this.#connection = null;
    this.#isUp = false;
    if (this.#isStopped) return;
    this.#failures = end === this.#lastEnd ? this.#failures + 1 : 1;
    this.#lastEnd = end;
    if (!this.#isDownTold) {
      this.#isDownTold = true;
      listener.down(reason);
    }
    this.#retry?.cancel();
    this.#retry = clock.at(clock.utcNow() + reconnectDelayMs(end, this.#failures), () => this.#connect());
  }
}
