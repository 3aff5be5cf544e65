import type { Alpaca } from '@alpacahq/alpaca-trade-api';
import { type Clock, LockstepError, type Timer } from '@lockstep/core';
import { WebSocket } from 'ws';
import type { WireTradeUpdate } from '../../wire/trade-update.ts';

type ClientStream = ReturnType<Alpaca['trading']['stream']>;

/** Told what comes over the stream, and how it is. */
export interface TradeUpdateListener {
  onUpdate(update: WireTradeUpdate): void;
  /** Updates come from now on; what happened before does not come. */
  onUp(): void;
  onDown(reason: string): void;
  /** Something came that could not be understood: what it told has to be asked for. */
  onTrouble(text: string): void;
}

/** What the stream works with. */
export interface TradeUpdateStreamOptions {
  readonly client: Alpaca;
  /** Address with its path. */
  readonly url: string;
  readonly clock: Clock;
  readonly listener: TradeUpdateListener;
}

/** How long opening a connection, and being let in on it, may take, ms. */
const HANDSHAKE_MS = 10_000;
const PING_EVERY_MS = 10_000;
const PONG_WITHIN_MS = 5_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** Alpaca keeps connections that died for up to 90 s, and counts them. */
const CROWDED_WAIT_MS = 5_000;
const LONGEST_CROWDED_WAIT_MS = 90_000;
/** After "too many requests": so much longer each time. */
const BUSY_WAIT_MS = 5_000;

/**
 * The stream of trade updates, kept up. Alpaca's client does the protocol, each connection with a stream object of its own;
 * whether it is alive, and when to try again, is decided here, by the clock.
 */
export class TradeUpdateStream {
  readonly #options: TradeUpdateStreamOptions;
  #stream: ClientStream | null = null;
  #socket: WebSocket | null = null;
  readonly #timers = new Set<Timer>();
  #isUp = false;
  #isStopped = true;
  /** The keys were taken once: a refusal later on is a hiccup. */
  #wasEverIn = false;
  #failures = 0;
  #lastError = '';
  #start: { resolve: () => void; reject: (error: Error) => void } | null = null;

  constructor(options: TradeUpdateStreamOptions) {
    this.#options = options;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** A connection is being opened. */
  get isConnecting(): boolean {
    return this.#socket?.readyState === WebSocket.CONNECTING;
  }

  /** Resolves when all that was on the connection is taken in, either way; at once when there is none. */
  echo(): Promise<void> {
    const socket = this.#socket;
    if (socket === null || socket.readyState !== WebSocket.OPEN) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        socket.off('pong', done);
        socket.off('close', done);
        resolve();
      };
      socket.on('pong', done);
      socket.on('close', done);
      socket.ping();
    });
  }

  /** Opens the stream. @throws LockstepError `BROKER_AUTH` when the keys are not taken; otherwise it goes on trying */
  start(): Promise<void> {
    this.#isStopped = false;
    return new Promise((resolve, reject) => {
      this.#start = { resolve, reject };
      this.#open();
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#isUp = false;
    this.#close();
  }

  /** Opens it anew: it is open and does not tell. */
  rebuild(reason: string): void {
    if (this.#isStopped) return;
    this.#close();
    this.#down(reason);
  }

  #open(): void {
    const { client, url } = this.#options;
    this.#lastError = '';
    const stream = client.trading.stream({
      url,
      reconnect: false,
      pingIntervalMs: 0,
      wsFactory: (address) => this.#connect(address) as unknown as ReturnType<WebSocketFactory>,
    });
    this.#stream = stream;
    const ifCurrent =
      <A extends unknown[]>(handler: (...values: A) => void) =>
      (...values: A): void => {
        if (this.#stream === stream) this.#guard(() => handler(...values));
      };
    stream.onTradeUpdate(ifCurrent((update) => this.#options.listener.onUpdate(withoutLegs(update))));
    stream.on('subscription', ifCurrent((streams: unknown) => this.#onListening(streams)) as never);
    stream.onError(ifCurrent((text) => this.#onError(text)));
    stream.onDisconnect(ifCurrent(() => this.#onDisconnect()));
    stream.subscribeTradeUpdates();
    this.#after(HANDSHAKE_MS, () => this.#onDeaf(stream));
    stream.connect();
  }

  #connect(address: string): WebSocket {
    const socket = new WebSocket(address, { handshakeTimeout: HANDSHAKE_MS, perMessageDeflate: false });
    this.#socket = socket;
    return socket;
  }

  /** A listener's mistake must be seen: the client's stream would swallow it. */
  #guard(handler: () => void): void {
    try {
      handler();
    } catch (error) {
      this.#options.listener.onTrouble(
        error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error),
      );
    }
  }

  #onListening(streams: unknown): void {
    if (!Array.isArray(streams) || !streams.includes('trade_updates') || this.#isUp) return;
    this.#clearTimers();
    this.#isUp = true;
    this.#wasEverIn = true;
    this.#failures = 0;
    this.#pingLater();
    this.#options.listener.onUp();
    this.#start?.resolve();
    this.#start = null;
  }

  #onError(text: string): void {
    this.#lastError = text;
    if (/failed to (decode|process)/.test(text)) this.#options.listener.onTrouble(text);
  }

  #onDisconnect(): void {
    const text = this.#lastError;
    this.#close();
    const isRefused = /auth failed|not authenticated|auth timeout/.test(text);
    if (isRefused && !this.#wasEverIn) this.#fail(text);
    else this.#down(text === '' ? 'the connection was closed' : text);
  }

  #fail(text: string): void {
    this.#isStopped = true;
    this.#start?.reject(
      new LockstepError(
        'BROKER_AUTH',
        `Alpaca's stream of trade updates does not take the keys (${text}). Expected keys of this environment: those of paper accounts and of real money differ.`,
      ),
    );
    this.#start = null;
  }

  /** It is open, or opening, and does not let us in. */
  #onDeaf(stream: ClientStream): void {
    if (this.#stream !== stream || this.#isUp) return;
    const reason = this.#lastError === '' ? `no answer within ${HANDSHAKE_MS / 1_000} s` : this.#lastError;
    this.#close();
    this.#down(reason);
  }

  #down(reason: string): void {
    const wasUp = this.#isUp;
    this.#isUp = false;
    this.#failures += 1;
    if (wasUp) this.#options.listener.onDown(reason);
    this.#after(this.#waitMs(reason), () => this.#open());
  }

  #waitMs(reason: string): number {
    const doubled = 2 ** Math.min(this.#failures - 1, 10);
    if (reason.includes('429')) return BUSY_WAIT_MS * this.#failures;
    if (reason.includes('connection limit')) return Math.min(CROWDED_WAIT_MS * doubled, LONGEST_CROWDED_WAIT_MS);
    return Math.min(FIRST_WAIT_MS * doubled, LONGEST_WAIT_MS);
  }

  #pingLater(): void {
    this.#after(PING_EVERY_MS, () => {
      const socket = this.#socket;
      if (socket === null || socket.readyState !== WebSocket.OPEN) return;
      const late = this.#after(PONG_WITHIN_MS, () => {
        this.#lastError = `no pong within ${PONG_WITHIN_MS / 1_000} s`;
        socket.terminate();
      });
      socket.once('pong', () => {
        late.cancel();
        this.#timers.delete(late);
        if (this.#socket === socket && this.#isUp) this.#pingLater();
      });
      socket.ping();
    });
  }

  #close(): void {
    this.#clearTimers();
    const stream = this.#stream;
    const socket = this.#socket;
    this.#stream = null;
    this.#socket = null;
    // A socket that is closed while it opens says so by an error.
    socket?.on('error', () => undefined);
    stream?.disconnect();
    socket?.terminate();
  }

  #after(ms: number, callback: () => void): Timer {
    const { clock } = this.#options;
    const timer = clock.at(clock.utcNow() + ms, () => {
      this.#timers.delete(timer);
      if (!this.#isStopped) callback();
    });
    this.#timers.add(timer);
    return timer;
  }

  #clearTimers(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }
}

type WebSocketFactory = NonNullable<NonNullable<Parameters<Alpaca['trading']['stream']>[0]>['wsFactory']>;

/** The client keeps the wire's names, but not in legs. */
function withoutLegs(update: { readonly order: unknown }): WireTradeUpdate {
  return { ...update, order: { ...(update.order as object), legs: null } } as unknown as WireTradeUpdate;
}
