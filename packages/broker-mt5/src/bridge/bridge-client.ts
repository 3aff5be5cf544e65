import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock, Timer } from '@lockstep/core';
import { BridgeFailure, type FailureKind } from './bridge-failure.ts';
import type { BridgeStream, BridgeTransport } from './bridge-transport.ts';
import { LineSplitter } from './line-splitter.ts';

/** Version of the protocol; the bridge refuses another. */
export const PROTOCOL_VERSION = 1;

/** What a client of a bridge works with. */
export interface BridgeClientOptions {
  readonly transport: BridgeTransport;
  readonly clock: Clock;
  /** Time after which an answer is no longer waited for, ms. */
  readonly deadlineMs: number;
  /** The bridge is gone, or silent. */
  readonly onEnded: (reason: string) => void;
  readonly onNotice: (text: string) => void;
  /** Something has happened at the terminal, of which no more is told than that it should be looked at. */
  readonly onEvent?: (() => void) | undefined;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (failure: BridgeFailure) => void;
  readonly timer: Timer;
}

const PING_EVERY_MS = 5_000;
const SILENT_AFTER_MS = 15_000;
const SHOWN = 200;

/** One session with a bridge: handshake, requests and their answers, heartbeats. */
export class BridgeClient {
  readonly #options: BridgeClientOptions;
  readonly #stream: BridgeStream;
  readonly #waiting = new Map<number, Waiting>();
  readonly #nonce = randomBytes(16).toString('hex');
  #numbers = 0;
  #pings = 0;
  #heardMs: number;
  #beat: Timer | null = null;
  #hasEnded = false;
  /** Called once something more is heard. */
  #heard: (() => void)[] = [];
  #opening: { resolve: () => void; reject: (failure: BridgeFailure) => void } | null = null;

  private constructor(options: BridgeClientOptions) {
    this.#options = options;
    this.#heardMs = options.clock.utcNow();
    const lines = new LineSplitter(
      (line) => this.#onLine(line),
      () => options.onNotice('The bridge sent a line that is too long; it was skipped.'),
    );
    this.#stream = options.transport.open({
      data: (chunk) => lines.take(chunk),
      ended: (reason) => this.#end(reason),
    });
  }

  /** @throws BridgeFailure when there is no bridge, or it refuses us */
  static async open(options: BridgeClientOptions): Promise<BridgeClient> {
    const client = new BridgeClient(options);
    const { clock, deadlineMs } = options;
    const timer = clock.at(clock.utcNow() + deadlineMs, () => client.#end('the bridge does not answer'));
    try {
      await new Promise<void>((resolve, reject) => {
        client.#opening = { resolve, reject };
      });
    } finally {
      timer.cancel();
    }
    client.#opening = null;
    client.#schedulePing();
    return client;
  }

  /** Requests and pings that wait for their answer. */
  get pending(): number {
    return this.#waiting.size + this.#pings;
  }

  /** Resolves when nothing waits for an answer. */
  async settled(): Promise<void> {
    while (this.pending > 0) {
      await new Promise<void>((resolve) => {
        this.#heard.push(resolve);
      });
    }
  }

  /**
   * Asks the bridge for something.
   *
   * @throws BridgeFailure
   */
  request<T>(method: string, params: object, deadlineMs: number = this.#options.deadlineMs): Promise<T> {
    if (this.#hasEnded) return Promise.reject(new BridgeFailure('lost', 0, 'the bridge is gone', false));
    const id = (this.#numbers += 1);
    const { clock } = this.#options;
    return new Promise((resolve, reject) => {
      const timer = clock.at(clock.utcNow() + deadlineMs, () => {
        this.#waiting.delete(id);
        reject(new BridgeFailure('timeout', 0, `${method} was not answered within ${deadlineMs} ms`, null));
      });
      this.#waiting.set(id, { resolve: resolve as (result: unknown) => void, reject, timer });
      this.#stream.send(JSON.stringify({ id, method, params, deadlineMs }));
    });
  }

  /** Ends the session, and the bridge with it if it is a process of ours. Nothing is told of it. */
  close(): void {
    this.#finish('the session was closed');
    this.#stream.close();
  }

  #onLine(line: string): void {
    this.#heardMs = this.#options.clock.utcNow();
    const message = readObject(line);
    for (const resolve of this.#heard.splice(0)) resolve();
    if (message === null) {
      this.#options.onNotice(`What the bridge sent is no message and was skipped: ${line.slice(0, SHOWN)}`);
    } else if (typeof message['id'] === 'number') {
      this.#onAnswer(message['id'], message);
    } else {
      this.#onTold(message);
    }
  }

  #onTold(message: Readonly<Record<string, unknown>>): void {
    const { type, v, nonce, reason, message: text } = message;
    if (type === 'hello') this.#greet(v, String(nonce));
    else if (type === 'opened') this.#onOpened(message['proof']);
    else if (type === 'event') this.#onEvent(message['event'], reason);
    else if (type === 'refused') this.#onRefused(String(reason));
    else if (type === 'pong') this.#pings = Math.max(0, this.#pings - 1);
    else if (type === 'error') this.#options.onNotice(`The bridge did not understand: ${String(text)}`);
  }

  #onRefused(reason: string): void {
    const kind = reason === 'wrong token' ? 'token' : reason.includes('version') ? 'version' : 'lost';
    this.#end(`the bridge refuses us: ${reason}`, kind);
  }

  #greet(version: unknown, nonce: string): void {
    if (version !== PROTOCOL_VERSION) {
      this.#end(
        `the bridge speaks version ${String(version)} of the protocol, expected ${PROTOCOL_VERSION}`,
        'version',
      );
      return;
    }
    const { token, provesItself = false } = this.#options.transport;
    const proof = token === null ? {} : { proof: proofOf(token, nonce) };
    const asks = provesItself ? { nonce: this.#nonce } : {};
    this.#stream.send(JSON.stringify({ type: 'open', v: PROTOCOL_VERSION, ...proof, ...asks }));
  }

  #onOpened(proof: unknown): void {
    const { token, provesItself = false } = this.#options.transport;
    if (provesItself && token !== null && !isProof(proof, proofOf(token, this.#nonce)))
      this.#end('whoever has connected does not have the token: enter it in the inputs of the Expert Advisor');
    else this.#opening?.resolve();
  }

  /** An expert that is removed says so; everything else is to be looked at. */
  #onEvent(event: unknown, reason: unknown): void {
    if (event === 'deinit') this.#end(`the Expert Advisor was removed from its chart (reason ${String(reason)})`);
    else if (this.#opening === null) this.#options.onEvent?.();
  }

  #onAnswer(id: number, { result, error }: Readonly<Record<string, unknown>>): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    waiting.timer.cancel();
    if (error === undefined) {
      waiting.resolve(result);
      return;
    }
    const { kind, code, message, sent } = error as { kind: FailureKind; code: number; message: string; sent: boolean };
    waiting.reject(new BridgeFailure(kind, code, message, sent));
  }

  #schedulePing(): void {
    const { clock } = this.#options;
    this.#beat = clock.at(clock.utcNow() + PING_EVERY_MS, () => {
      if (this.#hasEnded) return;
      if (this.#pings > 0 && clock.utcNow() - this.#heardMs >= SILENT_AFTER_MS) {
        this.#end(`nothing was heard of the bridge for ${SILENT_AFTER_MS / 1000} seconds`);
        return;
      }
      this.#pings += 1;
      this.#stream.send(JSON.stringify({ type: 'ping', t: clock.utcNow() }));
      this.#schedulePing();
    });
  }

  #end(reason: string, kind: FailureKind = 'lost'): void {
    if (this.#hasEnded) return;
    const wasOpening = this.#opening;
    this.#finish(reason, kind);
    this.#stream.close();
    if (wasOpening === null) this.#options.onEnded(reason);
  }

  #finish(reason: string, kind: FailureKind = 'lost'): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#beat?.cancel();
    this.#pings = 0;
    this.#opening?.reject(new BridgeFailure(kind, 0, reason, false));
    for (const { reject, timer } of this.#waiting.values()) {
      timer.cancel();
      reject(new BridgeFailure('lost', 0, reason, null));
    }
    this.#waiting.clear();
    for (const resolve of this.#heard.splice(0)) resolve();
  }
}

function proofOf(token: string, nonce: string): string {
  return createHmac('sha256', token).update(nonce).digest('hex');
}

function isProof(given: unknown, expected: string): boolean {
  return (
    typeof given === 'string' &&
    given.length === expected.length &&
    timingSafeEqual(Buffer.from(given), Buffer.from(expected))
  );
}

function readObject(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const message: unknown = JSON.parse(line);
    return typeof message === 'object' && message !== null && !Array.isArray(message)
      ? (message as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
