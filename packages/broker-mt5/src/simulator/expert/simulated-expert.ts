import { createHmac, randomBytes } from 'node:crypto';
import { createConnection, type Socket } from 'node:net';
import { type Clock, sleepUntil } from '@lockstep/core';
import { PROTOCOL_VERSION } from '../../bridge/bridge-client.ts';
import { LineSplitter } from '../../bridge/line-splitter.ts';
import type { TerminalAnswer, TerminalCall } from '../terminal-server.ts';
import { ExpertError, ExpertGone, ExpertMethods } from './expert-methods.ts';

/** Where a simulated expert dials in, and what it stands in. */
export interface SimulatedExpertOptions {
  readonly host?: string | undefined;
  readonly port: number;
  readonly token: string;
  readonly clock: Clock;
  /** A call of the terminal's. */
  readonly ask: (call: TerminalCall) => Promise<TerminalAnswer>;
}

type Message = Readonly<Record<string, unknown>>;

const AGAIN_MS = 1_000;
const HOST = '127.0.0.1';

/**
 * The Expert Advisor, as `mql5/LockstepExpert.mq5` would speak: dials in, proves that it has the token and has it proved,
 * works on requests one after the other, and tells whenever something has happened.
 */
export class SimulatedExpert {
  readonly #options: SimulatedExpertOptions;
  readonly #methods: ExpertMethods;
  #socket: Socket | null = null;
  #nonce = '';
  #isOpen = false;
  #isRemoved = false;
  #events = 0;
  #line: Promise<void> = Promise.resolve();

  constructor(options: SimulatedExpertOptions) {
    this.#options = options;
    this.#methods = new ExpertMethods(options.ask);
  }

  /** It is put onto a chart. */
  attach(): void {
    this.#isRemoved = false;
    this.#dial();
  }

  /** It is removed from its chart, and says so. @param reason of MQL5's `OnDeinit` */
  remove(reason: number): void {
    this.#isRemoved = true;
    this.#send({ type: 'event', seq: this.#next(), event: 'deinit', reason });
    this.#socket?.end();
  }

  /** The connection breaks. It dials again at once, and where nobody takes it each second. */
  drop(): void {
    this.#socket?.destroy();
  }

  /** It ends without a word. */
  stop(): void {
    this.#isRemoved = true;
    this.drop();
  }

  /** A transaction has happened (`OnTradeTransaction`). Which one, whoever hears of it looks up himself. */
  onTransaction(): void {
    if (this.#isOpen) this.#send({ type: 'event', seq: this.#next(), event: 'transaction' });
  }

  /** So many events are lost on their way. */
  skipEvents(count: number): void {
    this.#events += count;
  }

  #next(): number {
    return (this.#events += 1);
  }

  #dial(): void {
    const { host = HOST, port } = this.#options;
    const socket = createConnection({ host, port, noDelay: true });
    this.#socket = socket;
    this.#isOpen = false;
    this.#nonce = randomBytes(16).toString('hex');
    const lines = new LineSplitter(
      (line) => this.#onLine(line),
      () => socket.destroy(),
    );
    socket.on('connect', () =>
      this.#send({ type: 'hello', v: PROTOCOL_VERSION, bridge: 'lockstep-mql5/0.1.0', nonce: this.#nonce }),
    );
    socket.on('data', (chunk: Buffer) => lines.take(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      const wasOpen = this.#isOpen;
      this.#isOpen = false;
      if (this.#isRemoved || this.#socket !== socket) return;
      if (wasOpen) this.#dial();
      else void this.#dialAgain();
    });
  }

  async #dialAgain(): Promise<void> {
    const { clock } = this.#options;
    await sleepUntil(clock, clock.utcNow() + AGAIN_MS);
    if (!this.#isRemoved) this.#dial();
  }

  #send(message: Message): void {
    if (this.#socket?.writable === true) this.#socket.write(`${JSON.stringify(message)}\n`);
  }

  #onLine(line: string): void {
    const message = JSON.parse(line) as Message;
    const { id, type, t } = message;
    if (!this.#isOpen) this.#open(message);
    else if (type === 'ping') this.#send({ type: 'pong', t });
    else if (typeof id === 'number') this.#enqueue(id, message);
    else this.#send({ type: 'error', message: 'received neither a request (id, method, params) nor a ping' });
  }

  #open({ type, v, proof, nonce }: Message): void {
    const { token } = this.#options;
    if (type !== 'open' || v !== PROTOCOL_VERSION || proof !== proofOf(token, this.#nonce)) {
      this.#send({
        type: 'refused',
        reason: v === PROTOCOL_VERSION ? 'wrong token' : 'another version of the protocol',
      });
      this.#socket?.end();
      return;
    }
    this.#isOpen = true;
    this.#send({ type: 'opened', proof: proofOf(token, String(nonce)) });
  }

  /** One after the other, as they have come: an expert has one thread. */
  #enqueue(id: number, { method, params, deadlineMs }: Message): void {
    const { clock } = this.#options;
    const dueUtc = clock.utcNow() + Number(deadlineMs);
    const socket = this.#socket;
    this.#line = this.#line.then(async () => {
      const answer =
        clock.utcNow() > dueUtc ? late(String(method)) : await this.#answer(String(method), params as Message);
      if (answer === null) socket?.destroy();
      else if (this.#socket === socket) this.#send({ id, ...answer });
    });
  }

  async #answer(method: string, params: Message): Promise<Message | null> {
    try {
      return { result: await this.#methods.run(method, params) };
    } catch (error) {
      if (error instanceof ExpertGone) return null;
      if (!(error instanceof ExpertError)) throw error;
      const { kind, code, message, sent } = error;
      return { error: { kind, code, message, sent } };
    }
  }
}

function late(method: string): Message {
  const message = `${method} came to its turn after its deadline and was not done`;
  return { error: { kind: 'late', code: 0, message, sent: false } };
}

function proofOf(token: string, nonce: string): string {
  return createHmac('sha256', token).update(nonce).digest('hex');
}
