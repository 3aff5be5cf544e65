import { type Clock, LockstepError, type Timer } from '@lockstep/core';
import { chooseAccount } from './account-choice.ts';
import type { IbConnectionOptions } from './ib-connection.ts';
import { ibErrorOf } from './ib-errors.ts';
import type { IbEventName, IbEvents, IbNotice } from './ib-events.ts';
import { CLIENT_ID_TAKEN, IbSession, type SessionEnd, type SessionFacts } from './ib-session.ts';
import { type ConnectionEnd, reconnectDelayMs } from './reconnect-delay.ts';

/** Told of the session that is kept. */
export interface SessionKeeperListener {
  onEvent<E extends IbEventName>(event: E, values: IbEvents[E]): void;
  onNotice(notice: IbNotice): void;
  onUp(session: IbSession, facts: SessionFacts, account: string): void;
  /** It has ended. @param wasUp it was up before @param isExpected nobody wants one any more */
  onDown(reason: string, wasUp: boolean, isExpected: boolean): void;
  onUndecoded(error: unknown): void;
  /** What cannot be used, and is not tried again. */
  onRefused(error: LockstepError): void;
}

const LOOPBACK = '127.0.0.1';
const CONNECT_WITHIN_MS = 60_000;

/** A connection that is waited for. */
interface Connecting {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  readonly waiting: Set<object>;
}

/** Keeps a session as long as somebody wants one: each with a client of its own, tried again less and less often. */
export class SessionKeeper {
  port: number;
  readonly #options: IbConnectionOptions;
  readonly #clock: Clock;
  readonly #clientId: number;
  readonly #listener: SessionKeeperListener;
  readonly #owners = new Set<object>();
  #session: IbSession | null = null;
  #isUp = false;
  #timer: Timer | null = null;
  #failures: { readonly end: ConnectionEnd; readonly count: number } = { end: 'lost', count: 0 };
  #lastReason = '';
  #lastEnd: ConnectionEnd = 'lost';
  #connecting: Connecting | null = null;

  constructor(options: IbConnectionOptions, clientId: number, listener: SessionKeeperListener) {
    this.#options = options;
    this.#clock = options.clock;
    this.#clientId = clientId;
    this.#listener = listener;
    this.port = options.port;
  }

  /** The one that is up; null while there is none. */
  get session(): IbSession | null {
    return this.#isUp ? this.#session : null;
  }

  get isWanted(): boolean {
    return this.#owners.size > 0;
  }

  /** A session is being opened. */
  get isOpening(): boolean {
    return this.#session !== null && !this.#isUp;
  }

  /** @throws LockstepError as `IbConnection.connect` */
  connect(owner: object): Promise<void> {
    this.#owners.add(owner);
    if (this.#isUp) return Promise.resolve();
    this.#connecting ??= this.#begin();
    this.#connecting.waiting.add(owner);
    return this.#connecting.promise;
  }

  #begin(): Connecting {
    const connecting = awaited();
    const untilMs = this.#clock.utcNow() + (this.#options.connectWithinMs ?? CONNECT_WITHIN_MS);
    const late = this.#clock.at(untilMs, () => this.#giveUp());
    const done = (): void => late.cancel();
    connecting.promise.then(done, done);
    if (this.#session === null && this.#timer === null) this.#open();
    return connecting;
  }

  /** An owner lets go; the last one ends the session. */
  disconnect(owner: object): void {
    if (!this.#owners.delete(owner) || this.#owners.size > 0) return;
    this.#stop(this.silence(), 'it was closed here');
  }

  /** Nobody wants a session any more. */
  #stop(error: Error, reason: string): void {
    this.#owners.clear();
    this.#timer?.cancel();
    this.#timer = null;
    this.#connecting?.reject(error);
    this.#connecting = null;
    this.#session?.close(reason);
  }

  /** Who waits does not get one; others, who had one, go on. */
  #giveUp(): void {
    const connecting = this.#connecting;
    if (connecting === null) return;
    this.#connecting = null;
    for (const owner of connecting.waiting) this.#owners.delete(owner);
    connecting.reject(this.silence());
    if (this.#owners.size === 0) this.#stop(this.silence(), 'nobody waits for it any more');
  }

  #open(): void {
    this.#timer = null;
    const { host = LOOPBACK } = this.#options;
    const session: IbSession = new IbSession({
      address: { host, port: this.port, clientId: this.#clientId },
      clock: this.#clock,
      listener: {
        onEvent: (event, values) => this.#listener.onEvent(event, values),
        onNotice: (notice) => this.#listener.onNotice(notice),
        onUndecoded: (error) => this.#listener.onUndecoded(error),
        onUp: (facts) => this.#onUp(session, facts),
        onEnd: (end) => this.#onEnd(end),
      },
    });
    this.#session = session;
    session.open();
  }

  #onUp(session: IbSession, facts: SessionFacts): void {
    let account: string;
    try {
      account = chooseAccount(facts.accounts, this.#options);
    } catch (error) {
      this.#refuse(error as LockstepError);
      return;
    }
    this.#isUp = true;
    this.#failures = { end: 'lost', count: 0 };
    this.#listener.onUp(session, facts, account);
    this.#connecting?.resolve();
    this.#connecting = null;
  }

  #onEnd({ end, reason, isFinal }: SessionEnd): void {
    const wasUp = this.#isUp;
    this.#session = null;
    this.#isUp = false;
    this.#lastReason = reason;
    this.#lastEnd = end;
    const isExpected = this.#owners.size === 0;
    if (isFinal) this.#refuse(this.#unusable(reason));
    else if (!isExpected) this.#again(end);
    this.#listener.onDown(reason, wasUp, isExpected);
  }

  #again(end: ConnectionEnd): void {
    const count = this.#failures.end === end ? this.#failures.count + 1 : 1;
    this.#failures = { end, count };
    this.#timer = this.#clock.at(this.#clock.utcNow() + reconnectDelayMs(end, count), () => this.#open());
  }

  /** Trying again would be of no use. */
  #refuse(error: LockstepError): void {
    this.#stop(error, error.message);
    this.#listener.onRefused(error);
  }

  /** Why there is none. */
  silence(): LockstepError {
    const reason = this.#lastReason === '' ? 'nothing was heard of it' : this.#lastReason;
    const where = `TWS or Gateway at ${this.#options.host ?? LOOPBACK}:${this.port}`;
    return new LockstepError(
      'BROKER_SILENT',
      this.#lastEnd === 'taken'
        ? `${where} has a client ${this.#clientId} already: ${reason}. ${ibErrorOf(CLIENT_ID_TAKEN).action}`
        : `${where} cannot be reached: ${reason}. ${WHAT_IT_TAKES}`,
    );
  }

  #unusable(reason: string): LockstepError {
    return new LockstepError('BROKER_UNAVAILABLE', `TWS at port ${this.port} cannot be used: ${reason}`);
  }
}

const WHAT_IT_TAKES =
  'Expected TWS (port 7497 for paper, 7496 for real money) or Gateway (4002, 4001) to run there, logged in, with the API enabled for socket clients and this machine among its trusted addresses.';

function awaited(): Connecting {
  let resolve!: () => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<void>((onDone, onFail) => {
    resolve = onDone;
    reject = onFail;
  });
  // Who does not wait for it hears of it as a listener.
  promise.catch(() => undefined);
  return { promise, resolve, reject, waiting: new Set() };
}
