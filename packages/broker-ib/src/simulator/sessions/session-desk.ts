import { type Clock, MS_PER_SECOND, type TimeZone } from '@lockstep/core';
import { zonedTime } from '../../wire/ib-times.ts';
import { SERVER_VERSION, type SimulatorHabits } from '../habits.ts';
import { frameOf, type Hello } from '../wire/framing.ts';
import { readInteger } from '../wire/layout.ts';
import {
  REQ_CURRENT_TIME,
  REQ_IDS,
  REQ_MANAGED_ACCOUNTS,
  REQ_USER_INFO,
  SET_LOG_LEVEL,
  START_API,
} from '../wire/requests.ts';
import { CURRENT_TIME, MANAGED_ACCOUNTS, NEXT_VALID_ID, USER_INFO } from '../wire/session-messages.ts';
import type { ClientSession } from './client-session.ts';
import type { OrderIds } from './order-ids.ts';
import { handlerOf, type RequestHandler } from './request-router.ts';
import type { Sessions } from './sessions.ts';

export interface SessionDeskOptions {
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly zone: TimeZone;
  readonly accounts: readonly string[];
  readonly habits: SimulatorHabits;
  readonly ids: OrderIds;
  /** Before a client gets its ids. */
  readonly beforeIds: (session: ClientSession) => void;
  /** Once it has them. */
  readonly afterIds: (session: ClientSession) => void;
}

/** Lets clients in, and answers what is about the session itself. */
export class SessionDesk {
  readonly #options: SessionDeskOptions;

  constructor(options: SessionDeskOptions) {
    this.#options = options;
  }

  get handlers(): readonly RequestHandler[] {
    return [
      handlerOf(START_API, (session, { clientId }) => this.#start(session, readInteger(clientId) ?? 0)),
      handlerOf(REQ_IDS, (session) => this.#tellNextId(session)),
      handlerOf(REQ_MANAGED_ACCOUNTS, (session) => this.#tellAccounts(session)),
      handlerOf(REQ_CURRENT_TIME, (session) => this.#tellTime(session)),
      handlerOf(SET_LOG_LEVEL, () => undefined),
      handlerOf(REQ_USER_INFO, (session, { reqId }) => session.tell(USER_INFO.write({ reqId }))),
    ];
  }

  /** Tells a new connection the version and the time. */
  greet(session: ClientSession, { highest }: Hello): void {
    const { habits, zone } = this.#options;
    if (!habits.answersHello) return;
    const { serverVersion } = habits;
    if (highest < SERVER_VERSION) {
      session.end();
      return;
    }
    const time = zonedTime(this.#now, zone);
    const shown = habits.zoneName === null ? time : `${time.slice(0, 17)} ${habits.zoneName}`;
    session.writeRaw(frameOf([String(serverVersion), shown]));
  }

  get #now(): number {
    const { clock, habits } = this.#options;
    return clock.utcNow() + habits.clockSkewMs;
  }

  #start(session: ClientSession, clientId: number): void {
    const { sessions, habits, clock } = this.#options;
    if (session.clientId !== null || !habits.answersStart) return;
    if (sessions.isTaken(clientId)) {
      session.tellError(
        -1,
        326,
        'Unable to connect as the client id is already in use. Retry with a unique client id.',
      );
      session.end();
      return;
    }
    session.clientId = clientId;
    if (habits.startDelayMs === 0) this.#welcome(session);
    else clock.at(clock.utcNow() + habits.startDelayMs, () => this.#welcome(session));
  }

  #welcome(session: ClientSession): void {
    if (!session.isOpen) return;
    this.#options.beforeIds(session);
    this.#tellAccounts(session);
    this.#tellNextId(session);
    session.isStarted = true;
    this.#options.afterIds(session);
  }

  #tellAccounts(session: ClientSession): void {
    const { accounts } = this.#options;
    // Several accounts come with a comma behind the last one, too.
    const text = accounts.length === 1 ? (accounts[0] ?? '') : `${accounts.join(',')},`;
    session.tell(MANAGED_ACCOUNTS.write({ accounts: text }));
  }

  #tellNextId(session: ClientSession): void {
    session.tell(NEXT_VALID_ID.write({ orderId: this.#options.ids.next(session.clientId ?? 0) }));
  }

  #tellTime(session: ClientSession): void {
    session.tell(CURRENT_TIME.write({ epochSeconds: Math.floor(this.#now / MS_PER_SECOND) }));
  }
}
