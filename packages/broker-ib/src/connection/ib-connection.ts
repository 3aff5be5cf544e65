import type { Clock, Timer } from '@lockstep/core';
import type { IBApi } from '@stoqey/ib';
import type { AccountChoice } from './account-choice.ts';
import type { AnswerName, IbEventName, IbEvents, IbListener, IbNotice } from './ib-events.ts';
import { IbFailure } from './ib-failure.ts';
import type { IbSession, SessionFacts } from './ib-session.ts';
import { type Lane, MessageBudget } from './message-budget.ts';
import { type IbQuestion, type IbRequest, OpenRequests } from './open-requests.ts';
import { isInWindow, type RestartWindow } from './restart-window.ts';
import { SessionKeeper } from './session-keeper.ts';

/** How TWS or Gateway is reached. */
export interface IbConnectionOptions extends AccountChoice {
  /** All timers. */
  readonly clock: Clock;
  /** @defaultValue 127.0.0.1 */
  readonly host?: string | undefined;
  readonly port: number;
  /** Always the same for a deployment: orders belong to it. @defaultValue 1 */
  readonly clientId?: number | undefined;
  /** Messages in any second; TWS takes 50. @defaultValue 45 */
  readonly messagesPerSecond?: number | undefined;
  /** How long `connect` tries, ms. @defaultValue 60 000 */
  readonly connectWithinMs?: number | undefined;
  /** TWS is asked for the time when nothing has come for so long, ms. @defaultValue 20 000 */
  readonly heartbeatMs?: number | undefined;
  /** No orders are sent while TWS restarts, and that it goes away then is expected; none unless given. */
  readonly restartWindow?: RestartWindow | undefined;
}

/** TWS's own line to IB. */
export type IbLink =
  /** It is lost; our connection to TWS stands. */
  | 'lost'
  /** It is back, and subscriptions go on. */
  | 'restored'
  /** It is back, and subscriptions have to be made anew. */
  | 'restoredWithoutData';

/** Told of the life of the connection. */
export interface IbConnectionListener {
  /** A connection is there; nothing of an earlier one goes on. */
  onBegin?(facts: SessionFacts): void;
  /** The connection has ended; unless it was closed here, another is being made. */
  onEnd?(reason: string, isExpected: boolean): void;
  onLink?(link: IbLink): void;
  /** Errors and notices that are about no question asked by `request`; of orders, subscriptions, or nothing at all. */
  onNotice?(notice: IbNotice): void;
  /** Something went wrong inside: a message that cannot be read, or a listener that throws. */
  onTrouble?(text: string): void;
}

/** `closed`: nobody wants it. `connecting`: it is being made, or will be tried again. `up`: messages may be sent. */
export type IbConnectionState = 'closed' | 'connecting' | 'up';

const CLIENT_ID = 1;
const PER_SECOND = 45;
const HEARTBEAT_MS = 20_000;
const ECHO_WITHIN_MS = 10_000;
/** Ids of requests are far from those of orders: errors have one field for both. */
const FIRST_REQUEST_ID = 1_000_000_000;
const MS_PER_SECOND = 1_000;

const LINK_LOST = 1100;
const LINK_RESTORED_WITHOUT_DATA = 1101;
const LINK_RESTORED = 1102;
const PORT_MOVED = 1300;
const TOO_MANY_MESSAGES = 100;

/**
 * The connection to TWS or Gateway, kept up: each with a client of its own, the same client id, and an end when nothing is
 * heard. It is shared by whoever trades and whoever watches prices, and is the only one that sends anything.
 */
export class IbConnection {
  readonly clock: Clock;
  readonly clientId: number;
  readonly #budget: MessageBudget;
  readonly #requests: OpenRequests;
  readonly #events = new Map<IbEventName, Set<(...values: never[]) => void>>();
  readonly #listeners = new Set<IbConnectionListener>();
  readonly #questions = new Map<IbEventName, Promise<void>>();
  readonly #keeper: SessionKeeper;
  readonly #heartbeatMs: number;
  readonly #restartWindow: RestartWindow | undefined;
  #facts: SessionFacts | null = null;
  #account: string | null = null;
  #isLinked = true;
  #heartbeat: Timer | null = null;
  #nextRequestId = FIRST_REQUEST_ID;
  #undecoded = 0;
  #skewMs = 0;

  constructor(options: IbConnectionOptions) {
    const { clock, clientId = CLIENT_ID, messagesPerSecond = PER_SECOND, heartbeatMs = HEARTBEAT_MS } = options;
    this.clock = clock;
    this.#heartbeatMs = heartbeatMs;
    this.#restartWindow = options.restartWindow;
    this.clientId = clientId;
    this.#budget = new MessageBudget({ clock, perSecond: messagesPerSecond });
    this.#requests = new OpenRequests(clock);
    this.#keeper = new SessionKeeper(options, clientId, {
      onEvent: (event, values) => this.#onEvent(event, values),
      onNotice: (notice) => this.#onNotice(notice),
      onUp: (session, facts, account) => this.#onUp(session, facts, account),
      onDown: (reason, wasUp, isExpected) => this.#onDown(reason, wasUp, isExpected),
      onUndecoded: (error) => this.#onUndecoded(error),
      onRefused: ({ message }) => this.#tell((listener) => listener.onTrouble?.(message)),
    });
  }

  get state(): IbConnectionState {
    if (this.#facts !== null) return 'up';
    return this.#keeper.isWanted ? 'connecting' : 'closed';
  }

  /** TWS has a connection to IB, as far as it has told. */
  get isLinked(): boolean {
    return this.#isLinked && this.state === 'up';
  }

  /** TWS restarts about now, as every day: what is sent may be lost. */
  get isRestarting(): boolean {
    return this.#restartWindow !== undefined && isInWindow(this.#restartWindow, this.clock.utcNow());
  }

  /** The account that is traded. @throws LockstepError `BROKER_SILENT` before the first connection */
  get account(): string {
    if (this.#account === null) throw this.#keeper.silence();
    return this.#account;
  }

  /** What TWS said when the present connection began; null while there is none. */
  get session(): SessionFacts | null {
    return this.#facts;
  }

  /** Server time minus the clock's, ms, as far as it is known; TWS tells whole seconds. */
  get skewMs(): number {
    return this.#skewMs;
  }

  /** Messages that could not be decoded so far. */
  get undecoded(): number {
    return this.#undecoded;
  }

  /** Questions that have no answer yet, and a connection that is being opened. */
  get pending(): number {
    return this.#requests.count + (this.#keeper.isOpening ? 1 : 0);
  }

  /** The same for both sides: a number that no request has had. */
  nextRequestId(): number {
    return this.#nextRequestId++;
  }

  /** Listens to an event of whatever connection there is. @returns ends it */
  on<E extends IbEventName>(event: E, listener: IbListener<E>): () => void {
    const listeners = this.#events.get(event) ?? new Set();
    this.#events.set(event, listeners);
    const added = listener as (...values: never[]) => void;
    listeners.add(added);
    return () => listeners.delete(added);
  }

  /** Listens to the life of the connection. @returns ends it */
  listen(listener: IbConnectionListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Sees to it that there is a connection, until each owner has let go of it. Resolves once messages may be sent.
   *
   * @param owner whoever needs it
   * @throws LockstepError `BROKER_SILENT` when TWS cannot be reached in time; `BROKER_ACCOUNT` when it is that of another
   * account; `BROKER_UNAVAILABLE` when it speaks another version
   */
  connect(owner: object): Promise<void> {
    return this.#keeper.connect(owner);
  }

  /** An owner lets go; the last one ends the connection. */
  disconnect(owner: object): void {
    this.#keeper.disconnect(owner);
  }

  /**
   * Sends a message as soon as its turn comes. Nothing is sent into another connection than the present one.
   *
   * @param write calls the client
   * @param drop called instead when nothing of it was sent and will be; not when writing it fails, which ends the connection
   * @param count how many messages it writes; they go out one directly after the other
   */
  send(lane: Lane, write: (api: IBApi) => void, drop: () => void = () => undefined, count = 1): void {
    const { session } = this.#keeper;
    if (session === null) {
      drop();
      return;
    }
    this.#budget.add(
      lane,
      () => {
        if (session.isUp && session === this.#keeper.session) this.#write(session, write);
        else drop();
      },
      drop,
      count,
    );
  }

  #write(session: IbSession, write: (api: IBApi) => void): void {
    try {
      write(session.api);
    } catch (error) {
      // An error of the encoder leaves the client unusable. What was written before it may arrive all the same.
      this.#trouble('A message could not be encoded', error);
      session.close('the client could not encode a message');
    }
  }

  /** Asks a question with an id. @throws IbFailure without an answer in full */
  request<E extends AnswerName>(request: IbRequest<E>): Promise<readonly IbEvents[E][]> {
    const { name, lane = 'data', send, cancel } = request;
    const reqId = this.nextRequestId();
    if (this.state !== 'up') return Promise.reject(unsent(name));
    const { answer, fail } = this.#requests.request(request, reqId, () => {
      if (cancel !== undefined) this.send(lane, (api) => cancel(api, reqId));
    });
    this.send(
      lane,
      (api) => send(api, reqId),
      () => fail(unsent(name)),
    );
    return answer;
  }

  /** Asks a question without an id, after others that have the same end. @throws IbFailure without an answer in full */
  question(question: IbQuestion): Promise<void> {
    const { end } = question;
    const before = this.#questions.get(end);
    const asked = before === undefined ? this.#ask(question) : before.then(() => this.#ask(question));
    const settled = asked.catch(() => undefined);
    this.#questions.set(end, settled);
    void settled.then(() => {
      if (this.#questions.get(end) === settled) this.#questions.delete(end);
    });
    return asked;
  }

  #ask(question: IbQuestion): Promise<void> {
    const { name, lane = 'orders', send } = question;
    if (this.state !== 'up') return Promise.reject(unsent(name));
    const { answer, fail } = this.#requests.question(question);
    this.send(lane, send, () => fail(unsent(name)));
    return answer;
  }

  /** Resolves when TWS has taken in everything that was sent and all that it said before has come. @throws IbFailure */
  async echo(): Promise<void> {
    await this.question({
      name: 'the time',
      send: (api) => api.reqCurrentTime(),
      on: {},
      end: 'currentTime',
      deadlineMs: ECHO_WITHIN_MS,
    });
  }

  #onUp(session: IbSession, facts: SessionFacts, account: string): void {
    this.#facts = facts;
    this.#account = account;
    this.#isLinked = true;
    this.#watch(session);
    this.#tell((listener) => listener.onBegin?.(facts));
  }

  #onDown(reason: string, wasUp: boolean, isExpected: boolean): void {
    this.#facts = null;
    this.#heartbeat?.cancel();
    this.#heartbeat = null;
    this.#budget.clear();
    this.#requests.lose(reason);
    if (wasUp) this.#tell((listener) => listener.onEnd?.(reason, isExpected || this.isRestarting));
  }

  #onUndecoded(error: unknown): void {
    this.#undecoded += 1;
    this.#trouble('A message of TWS could not be decoded', error);
  }

  #onEvent<E extends IbEventName>(event: E, values: IbEvents[E]): void {
    if (event === 'currentTime') this.#skewMs = (values as [number])[0] * MS_PER_SECOND - this.#wholeSecond();
    for (const listener of this.#events.get(event) ?? [])
      this.#guard(() => (listener as unknown as (...args: unknown[]) => void)(...values));
    this.#requests.take(event, values);
  }

  #wholeSecond(): number {
    const now = this.clock.utcNow();
    return now - (now % MS_PER_SECOND);
  }

  #onNotice(notice: IbNotice): void {
    const { id, code, text } = notice;
    if (id !== -1 && this.#requests.notice(notice)) return;
    if (code === TOO_MANY_MESSAGES) this.#budget.pause();
    if (id === -1) this.#onLink(code, text);
    this.#tell((listener) => listener.onNotice?.(notice));
  }

  #onLink(code: number, text: string): void {
    if (code === LINK_LOST) {
      if (!this.#isLinked) return;
      this.#isLinked = false;
      this.#tell((listener) => listener.onLink?.('lost'));
    } else if (code === LINK_RESTORED || code === LINK_RESTORED_WITHOUT_DATA) {
      this.#isLinked = true;
      this.#tell((listener) => listener.onLink?.(code === LINK_RESTORED ? 'restored' : 'restoredWithoutData'));
    } else if (code === PORT_MOVED) {
      const port = Number(/(\d+)\s*$/.exec(text)?.[1]);
      if (Number.isInteger(port) && port > 0) this.#keeper.port = port;
    }
  }

  /** A connection over which nothing comes may be dead without saying so. */
  #watch(session: IbSession): void {
    const dueMs = Math.max(session.heardMs + this.#heartbeatMs, this.clock.utcNow() + 1);
    this.#heartbeat = this.clock.at(dueMs, () => {
      if (session !== this.#keeper.session) return;
      if (this.clock.utcNow() - session.heardMs < this.#heartbeatMs) {
        this.#watch(session);
        return;
      }
      this.echo().then(
        () => {
          if (session === this.#keeper.session) this.#watch(session);
        },
        () => session.close(`TWS did not say what time it is within ${ECHO_WITHIN_MS / MS_PER_SECOND} s`),
      );
    });
  }

  #tell(say: (listener: IbConnectionListener) => void): void {
    for (const listener of this.#listeners) this.#guard(() => say(listener));
  }

  /** A listener that throws keeps nobody else from hearing. */
  #guard(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#trouble('A listener failed', error);
    }
  }

  #trouble(what: string, error: unknown): void {
    const words = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
    for (const listener of this.#listeners) listener.onTrouble?.(`${what}: ${words}`);
  }
}

function unsent(name: string): IbFailure {
  return new IbFailure('unsent', `${name} was not sent: there is no connection to TWS.`);
}
