import { type Clock, MS_PER_MINUTE, type SimulatedVenue, type Timer, type TimeZone } from '@lockstep/core';
import { clockTime } from '../../wire/ib-times.ts';
import type { Instrument, Instruments } from '../contracts/instruments.ts';
import type { SimulatorHabits } from '../habits.ts';
import { contractFields } from '../orders/order-wire.ts';
import type { ClientSession } from '../sessions/client-session.ts';
import { handlerOf, type RequestHandler } from '../sessions/request-router.ts';
import {
  ACCOUNT_DOWNLOAD_END,
  ACCOUNT_UPDATE_MULTI,
  ACCOUNT_UPDATE_MULTI_END,
  ACCOUNT_UPDATE_TIME,
  ACCOUNT_VALUE,
  PORTFOLIO_VALUE,
} from '../wire/account-messages.ts';
import { readFlag, type ValuesOf } from '../wire/layout.ts';
import { CANCEL_ACCOUNT_UPDATES_MULTI, REQ_ACCOUNT_DATA, REQ_ACCOUNT_UPDATES_MULTI } from '../wire/requests.ts';
import { accountFigures, averageCost, unrealizedProfitOf } from './account-figures.ts';

/** How often figures are told that nothing has caused. */
const REPEAT_MS = 3 * MS_PER_MINUTE;

/** What telling of an account works with. */
export interface AccountParts {
  readonly venue: SimulatedVenue;
  readonly clock: Clock;
  readonly zone: TimeZone;
  readonly accounts: readonly string[];
  readonly instruments: Instruments;
  readonly habits: SimulatorHabits;
}

/** Tells clients the figures of the account and its portfolio. */
export class AccountDesk {
  readonly #parts: AccountParts;
  readonly #startedMs: number;
  /** The account that each client listens to. */
  readonly #listeners = new Map<ClientSession, Timer>();
  readonly #multi = new Map<ClientSession, Map<string, ValuesOf<typeof REQ_ACCOUNT_UPDATES_MULTI>>>();

  constructor(parts: AccountParts) {
    this.#parts = parts;
    this.#startedMs = parts.clock.utcNow();
  }

  get handlers(): readonly RequestHandler[] {
    return [
      handlerOf(REQ_ACCOUNT_DATA, (session, values) => this.#subscribe(session, values)),
      handlerOf(REQ_ACCOUNT_UPDATES_MULTI, (session, values) => this.#subscribeMulti(session, values)),
      handlerOf(CANCEL_ACCOUNT_UPDATES_MULTI, (session, { reqId }) => this.#multi.get(session)?.delete(reqId)),
    ];
  }

  /** Money or positions have changed. */
  changed(): void {
    for (const session of this.#listeners.keys()) this.#tell(session);
    for (const [session, requests] of this.#multi)
      for (const request of requests.values()) this.#tellMulti(session, request);
  }

  forget(session: ClientSession): void {
    this.#listeners.get(session)?.cancel();
    this.#listeners.delete(session);
    this.#multi.delete(session);
  }

  get #account(): string {
    return this.#parts.accounts[0] ?? '';
  }

  get #isReady(): boolean {
    const { clock, habits } = this.#parts;
    return clock.utcNow() >= this.#startedMs + habits.accountReadyAfterMs;
  }

  #subscribe(session: ClientSession, { subscribe, account }: ValuesOf<typeof REQ_ACCOUNT_DATA>): void {
    this.#listeners.get(session)?.cancel();
    this.#listeners.delete(session);
    if (!readFlag(subscribe)) return;
    if (account !== '' && !this.#parts.accounts.includes(account)) {
      session.tellError(-1, 321, `Error validating request.-'bN' : cause - Invalid account code '${account}'.`);
      return;
    }
    this.#tell(session);
    session.tell(ACCOUNT_DOWNLOAD_END.write({ account: this.#account }));
    this.#repeat(session);
  }

  #repeat(session: ClientSession): void {
    const { clock, habits } = this.#parts;
    const now = clock.utcNow();
    const readyMs = this.#startedMs + habits.accountReadyAfterMs;
    const timer = clock.at(now < readyMs ? readyMs : now + REPEAT_MS, () => {
      this.#tell(session);
      if (!session.isOpen) return;
      session.tell(ACCOUNT_DOWNLOAD_END.write({ account: this.#account }));
      this.#repeat(session);
    });
    this.#listeners.set(session, timer);
  }

  #tell(session: ClientSession): void {
    const account = this.#account;
    const { venue, clock, zone } = this.#parts;
    for (const figure of accountFigures(venue, account, this.#isReady))
      session.tell(ACCOUNT_VALUE.write({ ...figure, account }));
    for (const instrument of this.#parts.instruments.traded()) this.#tellPosition(session, instrument);
    const time = clockTime(zone.toLocal(clock.utcNow())).slice(0, 5);
    session.tell(ACCOUNT_UPDATE_TIME.write({ time }));
  }

  #tellPosition(session: ClientSession, { contract, security }: Instrument): void {
    if (security === null || security.holdings.exactQuantity.isZero()) return;
    const { holdings } = security;
    session.tell(
      PORTFOLIO_VALUE.write({
        ...contractFields(contract, ''),
        primaryExchange: contract.primaryExchange,
        position: holdings.exactQuantity,
        marketPrice: security.exactPrice,
        marketValue: holdings.exactHoldingsValue,
        averageCost: averageCost(security),
        unrealizedPnl: unrealizedProfitOf(security),
        realizedPnl: holdings.exactProfit,
        account: this.#account,
      }),
    );
  }

  #subscribeMulti(session: ClientSession, request: ValuesOf<typeof REQ_ACCOUNT_UPDATES_MULTI>): void {
    const requests = this.#multi.get(session) ?? new Map<string, typeof request>();
    requests.set(request.reqId, request);
    this.#multi.set(session, requests);
    this.#tellMulti(session, request);
    session.tell(ACCOUNT_UPDATE_MULTI_END.write({ reqId: request.reqId }));
  }

  #tellMulti(session: ClientSession, { reqId, model }: ValuesOf<typeof REQ_ACCOUNT_UPDATES_MULTI>): void {
    const account = this.#account;
    for (const figure of accountFigures(this.#parts.venue, account, this.#isReady)) {
      session.tell(ACCOUNT_UPDATE_MULTI.write({ ...figure, reqId, account, model }));
    }
  }
}
