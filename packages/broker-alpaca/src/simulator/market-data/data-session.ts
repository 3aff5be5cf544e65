import type { Clock, Timer } from '@lockstep/core';
import { decode, encode } from '@msgpack/msgpack';
import type { RawData, WebSocket } from 'ws';
import { STREAM_ERRORS, type StreamMessage } from './data-messages.ts';
import type { MarketDataFaults } from './market-data-faults.ts';

/** Lists of symbols that a connection may subscribe to. */
export const STREAM_CHANNELS = ['trades', 'quotes', 'bars', 'updatedBars', 'dailyBars', 'statuses', 'lulds'] as const;
export type StreamChannel = (typeof STREAM_CHANNELS)[number];

/** Channel of a kind of message; corrections come with trades. */
const CHANNEL_OF: Readonly<Record<StreamMessage['T'], StreamChannel>> = {
  t: 'trades',
  q: 'quotes',
  b: 'bars',
  u: 'updatedBars',
  d: 'dailyBars',
  s: 'statuses',
  l: 'lulds',
  c: 'trades',
  x: 'trades',
};
const AUTH_WITHIN_MS = 10_000;

/** What a connection asks of the server. */
export interface DataSessionHost {
  readonly clock: Clock;
  readonly faults: MarketDataFaults;
  /** Symbols that one connection may have; infinity without a limit. */
  readonly symbolLimit: number;
  /** Error code against letting it in; null for none. */
  authRefusal(session: DataSession, key: unknown, secret: unknown): number | null;
  /** The lists have changed. */
  changed(): void;
}

interface ClientMessage {
  readonly action?: unknown;
  readonly key?: unknown;
  readonly secret?: unknown;
  readonly [field: string]: unknown;
}

/** One connection to a stream of market data: MessagePack, authentication, subscriptions. */
export class DataSession {
  readonly #socket: WebSocket;
  readonly #host: DataSessionHost;
  readonly #lists = new Map<StreamChannel, Set<string>>(STREAM_CHANNELS.map((channel) => [channel, new Set()]));
  readonly #authTimer: Timer;
  isAuthenticated = false;

  constructor(socket: WebSocket, host: DataSessionHost, onClosed: (session: DataSession) => void) {
    this.#socket = socket;
    this.#host = host;
    socket.on('message', (data) => this.#onFrame(data));
    socket.on('close', () => {
      this.#authTimer.cancel();
      onClosed(this);
    });
    this.#authTimer = host.clock.at(host.clock.utcNow() + AUTH_WITHIN_MS, () => {
      this.#fail(404);
      socket.close();
    });
    this.#send([{ T: 'success', msg: 'connected' }]);
  }

  /** Symbols of a channel. */
  list(channel: StreamChannel): ReadonlySet<string> {
    return this.#lists.get(channel) as ReadonlySet<string>;
  }

  /** Tells what is subscribed to, and nothing else. */
  tell(message: StreamMessage): void {
    if (this.#host.faults.isSilent) return;
    const list = this.list(CHANNEL_OF[message.T]);
    if (!list.has(message.S) && !list.has('*')) return;
    const { t } = message;
    const isText = this.#host.faults.hasTextTimes && t instanceof Date;
    this.#send([isText ? { ...message, t: t.toISOString().replace('Z', '000000Z') } : message]);
  }

  /** Bytes that mean nothing. */
  sendGarbage(): void {
    this.#socket.send(Uint8Array.from([0xc1, 0xff, 0x00]));
  }

  /** Cuts the line. */
  cut(): void {
    this.#socket.terminate();
  }

  /** Sends an error by its number. */
  fail(code: number): void {
    this.#fail(code);
  }

  #onFrame(data: RawData): void {
    let message: unknown;
    try {
      message = decode(data as Buffer);
    } catch {
      this.#fail(400);
      return;
    }
    if (typeof message !== 'object' || message === null || Array.isArray(message)) this.#fail(400);
    else this.#onMessage(message as ClientMessage);
  }

  #onMessage(message: ClientMessage): void {
    const { action } = message;
    if (action === 'auth') this.#authenticate(message);
    else if (action !== 'subscribe' && action !== 'unsubscribe') this.#fail(400);
    else if (this.isAuthenticated) this.#subscribe(message, action);
    else this.#fail(401);
  }

  #authenticate({ key, secret }: ClientMessage): void {
    const { faults } = this.#host;
    if (faults.ignoresAuth) return;
    const code = this.isAuthenticated ? 403 : (faults.authCodes.shift() ?? this.#host.authRefusal(this, key, secret));
    if (code !== null) {
      this.#fail(code);
      return;
    }
    this.#authTimer.cancel();
    this.isAuthenticated = true;
    this.#send([{ T: 'success', msg: 'authenticated' }]);
  }

  #subscribe(message: ClientMessage, action: 'subscribe' | 'unsubscribe'): void {
    const wanted: [StreamChannel, readonly string[]][] = [];
    for (const channel of STREAM_CHANNELS) {
      const symbols = message[channel];
      if (symbols === undefined) continue;
      if (!Array.isArray(symbols) || !symbols.every((symbol) => typeof symbol === 'string')) {
        this.#fail(400);
        return;
      }
      wanted.push([channel, symbols]);
    }
    if (action === 'subscribe' && this.#exceedsLimit(wanted)) {
      this.#fail(405);
      return;
    }
    for (const [channel, symbols] of wanted) {
      const list = this.#lists.get(channel) as Set<string>;
      for (const symbol of symbols) {
        if (action === 'subscribe') list.add(symbol);
        else list.delete(symbol);
      }
    }
    this.#acknowledge();
    this.#host.changed();
  }

  #exceedsLimit(wanted: readonly (readonly [StreamChannel, readonly string[]])[]): boolean {
    const symbols = new Set([...this.#lists.values()].flatMap((list) => [...list]));
    for (const [, added] of wanted) for (const symbol of added) symbols.add(symbol);
    return symbols.size > this.#host.symbolLimit;
  }

  #acknowledge(): void {
    const lists = Object.fromEntries([...this.#lists].map(([channel, list]) => [channel, [...list]]));
    const { trades } = lists;
    this.#send([{ T: 'subscription', ...lists, corrections: trades, cancelErrors: trades }]);
    const { faults } = this.#host;
    if (faults.cutAfterAcknowledgements === null) return;
    faults.cutAfterAcknowledgements -= 1;
    if (faults.cutAfterAcknowledgements > 0) return;
    faults.cutAfterAcknowledgements = null;
    // What was sent before still arrives.
    this.#socket.close();
  }

  #fail(code: number): void {
    this.#send([{ T: 'error', code, msg: STREAM_ERRORS[code] ?? 'error' }]);
  }

  #send(messages: readonly object[]): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(encode(messages));
  }
}
