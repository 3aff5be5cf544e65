import type { Alpaca, streaming } from '@alpacahq/alpaca-trade-api';
import type { Clock, Timer } from '@lockstep/core';
import { WebSocket } from 'ws';
import type { ConnectionEnd } from './reconnect-delay.ts';
import { streamTrouble } from './stream-errors.ts';
import { CHANNELS, type Channel, type ChannelSymbols } from './wanted-data.ts';

/** Longest wait for a connection, an authentication or an acknowledgement, ms. */
const PATIENCE_MS = 10_000;
const PING_EVERY_MS = 10_000;
const PONG_WITHIN_MS = 5_000;

/** What market data streams tell. */
export interface StreamMessages {
  trade(trade: streaming.StreamTrade): void;
  quote(quote: streaming.StreamQuote): void;
  bar(bar: streaming.StreamBar): void;
  updatedBar(bar: streaming.StreamBar): void;
  status(status: streaming.StreamStatus): void;
  correction(correction: streaming.StreamCorrection): void;
  cancelError(cancelError: streaming.StreamCancelError): void;
}

/** Who is told of a connection. */
export interface ConnectionListener extends StreamMessages {
  /** Authenticated: subscriptions may be made. */
  opened(): void;
  /** Every subscription so far was answered. */
  acknowledged(subscribed: ChannelSymbols): void;
  /** The server gives no more symbols. */
  refused(channel: Channel, symbol: string): void;
  /** A message could not be read, or whoever got it has failed. */
  fault(text: string): void;
  /** The server lets us in with these keys, or to this feed, not at all. */
  denied(trouble: 'unauthorized' | 'forbidden', text: string): void;
  ended(end: ConnectionEnd, reason: string): void;
}

export interface StreamConnectionOptions {
  readonly client: Alpaca;
  /** Of the feed, `wss://…/v2/iex`. */
  readonly url: string;
  readonly clock: Clock;
  readonly listener: ConnectionListener;
}

/** Something asked of the server, which answers in order. */
interface Asked {
  readonly kind: 'subscribe' | 'unsubscribe';
  readonly channel: Channel;
  readonly symbols: readonly string[];
}

/**
 * One connection of the client's stream, from its opening to its end, which it notices in every case: a server that does
 * not answer is one that is gone. It never connects again by itself.
 */
export class StreamConnection {
  readonly #options: StreamConnectionOptions;
  readonly #stream: streaming.StockDataStream;
  readonly #asked: Asked[] = [];
  #socket: WebSocket | null = null;
  #acknowledged: ChannelSymbols = {};
  #isOpen = false;
  #hasEnded = false;
  #patience: Timer | null = null;
  #ping: Timer | null = null;
  /** Why it ends, when that was told before the end. */
  #trouble: ConnectionEnd = 'lost';
  #reason = 'the connection was closed';

  constructor(options: StreamConnectionOptions) {
    this.#options = options;
    this.#stream = options.client.marketData.stockStream({
      url: options.url,
      reconnect: false,
      pingIntervalMs: 0,
      wsFactory: (url, codec) => this.#createSocket(url, codec),
    });
    this.#listen();
    this.#await('nothing was heard of the server');
    this.#stream.connect();
  }

  subscribe(channel: Channel, symbols: readonly string[]): void {
    // What the client believes to be subscribed it does not send: the answers that are under way tell better.
    const known = this.#stream.getSubscriptions()[channel];
    this.#ask({ kind: 'subscribe', channel, symbols: symbols.filter((symbol) => !known.includes(symbol)) });
  }

  unsubscribe(channel: Channel, symbols: readonly string[]): void {
    this.#ask({ kind: 'unsubscribe', channel, symbols });
  }

  /** Cuts it off. */
  end(end: ConnectionEnd, reason: string): void {
    if (this.#hasEnded) return;
    this.close();
    this.#options.listener.ended(end, reason);
  }

  /** Ends it without telling anybody. */
  close(): void {
    this.#hasEnded = true;
    this.#patience?.cancel();
    this.#ping?.cancel();
    this.#stream.disconnect();
    // A peer that is gone answers no farewell.
    this.#socket?.terminate();
  }

  #createSocket(url: string, codec: streaming.Codec): streaming.WebSocketLike {
    this.#socket = new WebSocket(url, {
      handshakeTimeout: PATIENCE_MS,
      perMessageDeflate: false,
      ...(codec === 'msgpack' ? { headers: { 'Content-Type': 'application/msgpack' } } : {}),
    });
    return this.#socket as unknown as streaming.WebSocketLike;
  }

  #listen(): void {
    const { listener } = this.#options;
    const stream = this.#stream;
    // Told after the client has sent its own subscriptions, of which a new stream has none.
    stream.on('authorized', () => this.#guard(() => this.#onOpen()));
    stream.on('subscription', (symbols: Readonly<Record<string, readonly string[]>>) =>
      this.#guard(() => this.#onAcknowledged(symbols)),
    );
    stream.onError((text) => this.#guard(() => this.#onError(text)));
    stream.onDisconnect(() => this.end(this.#trouble, this.#reason));
    stream.onTrade((message) => this.#guard(() => listener.trade(message)));
    stream.onQuote((message) => this.#guard(() => listener.quote(message)));
    stream.onBar((message) => this.#guard(() => listener.bar(message)));
    stream.onUpdatedBar((message) => this.#guard(() => listener.updatedBar(message)));
    stream.onStatus((message) => this.#guard(() => listener.status(message)));
    stream.onCorrection((message) => this.#guard(() => listener.correction(message)));
    stream.onCancelError((message) => this.#guard(() => listener.cancelError(message)));
  }

  /** The client swallows what its listeners throw. */
  #guard(handle: () => void): void {
    if (this.#hasEnded) return;
    try {
      handle();
    } catch (error: unknown) {
      this.#options.listener.fault(error instanceof Error ? error.message : String(error));
    }
  }

  #onOpen(): void {
    this.#isOpen = true;
    this.#patience?.cancel();
    this.#schedulePing();
    this.#options.listener.opened();
    if (this.#asked.length === 0) this.#options.listener.acknowledged(this.#acknowledged);
  }

  #ask(asked: Asked): void {
    if (!this.#isOpen || this.#hasEnded || asked.symbols.length === 0) return;
    this.#asked.push(asked);
    this.#await('the server did not answer a subscription');
    send(this.#stream, asked);
  }

  #onAcknowledged(symbols: Readonly<Record<string, readonly string[]>>): void {
    this.#asked.shift();
    this.#acknowledged = Object.fromEntries(CHANNELS.map((channel) => [channel, symbols[channel] ?? []]));
    this.#onAnswered();
  }

  #onAnswered(): void {
    if (this.#asked.length > 0) return;
    this.#patience?.cancel();
    this.#options.listener.acknowledged(this.#acknowledged);
  }

  #onError(text: string): void {
    const trouble = streamTrouble(text);
    this.#reason = text;
    if (trouble === 'symbolLimit') this.#onSymbolLimit();
    else if (trouble === 'unreadable') this.#options.listener.fault(text);
    else if (trouble === 'unauthorized' || trouble === 'forbidden') {
      this.close();
      this.#options.listener.denied(trouble, text);
    } else if (trouble === 'full' || trouble === 'throttled') {
      this.#trouble = trouble;
      this.end(trouble, text);
    } else if (trouble === 'broken' && !this.#isOpen) this.end('lost', text);
  }

  /** Of several symbols some may still fit; what does not is taken off the client's list, or it would ask for ever. */
  #onSymbolLimit(): void {
    const refused = this.#asked.shift();
    if (refused === undefined) return;
    const { channel, symbols } = refused;
    this.unsubscribe(channel, symbols);
    if (symbols.length > 1) for (const symbol of symbols) this.subscribe(channel, [symbol]);
    else this.#options.listener.refused(channel, symbols[0] as string);
  }

  #await(reason: string): void {
    const { clock } = this.#options;
    this.#patience?.cancel();
    this.#patience = clock.at(clock.utcNow() + PATIENCE_MS, () => this.end('lost', reason));
  }

  #schedulePing(): void {
    const { clock } = this.#options;
    this.#ping = clock.at(clock.utcNow() + PING_EVERY_MS, () => {
      const late = clock.at(clock.utcNow() + PONG_WITHIN_MS, () => this.end('lost', 'the server answers no ping'));
      this.#ping = late;
      this.#socket?.once('pong', () => {
        late.cancel();
        if (!this.#hasEnded) this.#schedulePing();
      });
      this.#socket?.ping();
    });
  }
}

type Send = (stream: streaming.StockDataStream, symbols: string[]) => void;

const SENDS: Readonly<Record<Asked['kind'], Readonly<Record<Channel, Send>>>> = {
  subscribe: {
    trades: (stream, symbols) => stream.subscribeForTrades(symbols),
    quotes: (stream, symbols) => stream.subscribeForQuotes(symbols),
    bars: (stream, symbols) => stream.subscribeForBars(symbols),
    updatedBars: (stream, symbols) => stream.subscribeForUpdatedBars(symbols),
    statuses: (stream, symbols) => stream.subscribeForStatuses(symbols),
  },
  unsubscribe: {
    trades: (stream, symbols) => stream.unsubscribeFromTrades(symbols),
    quotes: (stream, symbols) => stream.unsubscribeFromQuotes(symbols),
    bars: (stream, symbols) => stream.unsubscribeFromBars(symbols),
    updatedBars: (stream, symbols) => stream.unsubscribeFromUpdatedBars(symbols),
    statuses: (stream, symbols) => stream.unsubscribeFromStatuses(symbols),
  },
};

function send(stream: streaming.StockDataStream, { kind, channel, symbols }: Asked): void {
  SENDS[kind][channel](stream, [...symbols]);
}
