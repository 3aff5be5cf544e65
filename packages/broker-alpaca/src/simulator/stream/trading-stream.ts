import type { BrokerageMessage, Clock } from '@lockstep/core';
import type { RawData, WebSocket } from 'ws';
import type { WireTradeUpdate } from '../../wire/trade-update.ts';
import type { NetworkState, SimulatorFaults } from '../faults/simulator-faults.ts';
import type { ConnectionFate, StreamFaults } from '../faults/stream-faults.ts';
import type { SimulatorKeys } from '../http/keys.ts';

const TRADE_UPDATES = 'trade_updates';

interface Listener {
  readonly socket: WebSocket;
  readonly fate: ConnectionFate;
  isAuthorized: boolean;
  isListening: boolean;
}

/** The stream `trade_updates`: who listens, and what is sent to them. */
export class TradingStream {
  readonly #keys: SimulatorKeys;
  readonly #clock: Clock;
  readonly #faults: StreamFaults;
  /** What goes wrong with updates by chance; null for nothing. */
  readonly #line: () => SimulatorFaults['line'];
  readonly #network: () => NetworkState;
  readonly #listeners = new Set<Listener>();
  #held: WireTradeUpdate[] = [];
  /** Counts what was sent: whoever waits for silence looks at it. */
  sent = 0;

  constructor(keys: SimulatorKeys, clock: Clock, faults: SimulatorFaults) {
    this.#keys = keys;
    this.#clock = clock;
    this.#faults = faults.stream;
    this.#line = () => faults.line;
    this.#network = () => faults.network();
  }

  accept(socket: WebSocket, fate: ConnectionFate): void {
    const listener: Listener = { socket, fate, isAuthorized: false, isListening: false };
    this.#listeners.add(listener);
    socket.on('message', (data: RawData) => this.#onMessage(listener, textOf(data)));
    socket.on('close', () => this.#listeners.delete(listener));
  }

  get listeners(): number {
    return Array.from(this.#listeners).filter(({ isListening }) => isListening).length;
  }

  #onMessage(listener: Listener, text: string): void {
    if (listener.fate === 'silent') return;
    const message = parse(text);
    const action = message['action'];
    const data = objectOf(message['data']);
    if (action === 'authenticate') this.#authenticate(listener, data['key_id'], data['secret_key'], 'authenticate');
    else if (action === 'auth') this.#authenticate(listener, message['key'], message['secret'], 'auth');
    else if (action === 'listen') this.#listen(listener, data['streams']);
    else this.#send(listener, { action: 'error', data: { error_message: 'invalid action' } });
  }

  #authenticate(listener: Listener, keyId: unknown, secret: unknown, action: string): void {
    listener.isAuthorized = listener.fate !== 'unauthorized' && this.#keys.match(keyId, secret);
    const status = listener.isAuthorized ? 'authorized' : 'unauthorized';
    this.#send(listener, { stream: 'authorization', data: { status, action } });
  }

  /** The list replaces the one before. */
  #listen(listener: Listener, streams: unknown): void {
    if (!listener.isAuthorized) {
      this.#send(listener, { stream: 'authorization', data: { status: 'unauthorized', action: 'listen' } });
      return;
    }
    const asked = Array.isArray(streams) ? streams : [];
    listener.isListening = asked.includes(TRADE_UPDATES);
    this.#send(listener, { stream: 'listening', data: { streams: listener.isListening ? [TRADE_UPDATES] : [] } });
  }

  /** Sends an update to those who listen now, unless something goes wrong with it. */
  tell(update: WireTradeUpdate): void {
    const fault = this.#faults.take(update);
    if (fault === null) {
      this.#tellByChance(update);
      return;
    }
    const { fate, delayMs = 0, changes, orderChanges } = fault;
    const told = { ...update, ...changes, order: { ...update.order, ...orderChanges } };
    if (fate === 'dropped') return;
    if (fate === 'held') this.#held.push(told);
    else if (fate === 'late') this.#clock.at(this.#clock.utcNow() + delayMs, () => this.#broadcast(told));
    else this.#broadcast(told);
    if (fate === 'doubled') this.#broadcast(told);
  }

  #tellByChance(update: WireTradeUpdate): void {
    const chances = this.#line();
    if (chances === null) {
      this.#broadcast(update);
      return;
    }
    const { event, order } = update;
    const line = chances(`${event} ${order.id} ${order.status} ${order.filled_qty}`);
    const news: BrokerageMessage = { kind: 'notice', severity: 'info', code: event, text: order.id };
    const fate = line.telling(news);
    const times = fate === 'dropped' ? 0 : fate === 'doubled' ? 2 : 1;
    const delayMs = line.tellingDelayMs(news);
    for (let time = 1; time <= times; time += 1) {
      this.#clock.at(this.#clock.utcNow() + delayMs * time, () => this.#broadcast(update));
    }
  }

  /** Sends what was held, newest first if asked so. */
  releaseHeld(isReversed = false): void {
    const held = this.#held;
    this.#held = [];
    for (const update of isReversed ? held.toReversed() : held) this.#broadcast(update);
  }

  #broadcast(data: WireTradeUpdate): void {
    for (const listener of this.#listeners) {
      if (listener.isListening) this.#send(listener, { stream: TRADE_UPDATES, data });
    }
  }

  #send({ socket }: Listener, frame: unknown): void {
    this.#frame(socket, JSON.stringify(frame));
  }

  #frame(socket: WebSocket, text: string): void {
    if (this.#faults.isSilent || this.#network() !== 'up') return;
    this.sent += 1;
    socket.send(text, { binary: this.#faults.frames === 'binary' });
  }

  /** Sends a frame as it is, such as one that cannot be read. */
  sendRaw(text: string): void {
    for (const { socket } of this.#listeners) this.#frame(socket, text);
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {};
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.from(data as ArrayBuffer).toString('utf8');
}
