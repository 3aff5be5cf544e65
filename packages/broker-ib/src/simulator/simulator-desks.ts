import type { Clock, HistoryProvider, SimulatedVenue, TimeZone } from '@lockstep/core';
import { AccountDesk } from './account/account-desk.ts';
import { PositionDesk } from './account/position-desk.ts';
import { SummaryDesk } from './account/summary-desk.ts';
import type { GivenContract } from './contracts/contract-definition.ts';
import { ContractDesk } from './contracts/contract-desk.ts';
import { type InstrumentReference, Instruments } from './contracts/instruments.ts';
import { MarketRules } from './contracts/market-rules.ts';
import type { SimulatorFaults } from './faults/simulator-faults.ts';
import type { SimulatorHabits } from './habits.ts';
import { Executions } from './orders/executions.ts';
import { ManualDesk } from './orders/manual-desk.ts';
import { OrderDesk } from './orders/order-desk.ts';
import { OrderQueries } from './orders/order-queries.ts';
import { OrderTeller } from './orders/order-teller.ts';
import { SimulatedOrders } from './orders/simulated-orders.ts';
import type { ClientSession } from './sessions/client-session.ts';
import type { OrderIds } from './sessions/order-ids.ts';
import type { RequestHandler } from './sessions/request-router.ts';
import { SessionDesk } from './sessions/session-desk.ts';
import type { Sessions } from './sessions/sessions.ts';

export interface SimulatorDesksOptions {
  readonly venue: SimulatedVenue;
  readonly clock: Clock;
  readonly zone: TimeZone;
  readonly reference: InstrumentReference;
  readonly history: HistoryProvider | null;
  readonly contracts: readonly GivenContract[];
  readonly accounts: readonly string[];
  readonly masterClientId: number | null;
  readonly habits: SimulatorHabits;
  readonly faults: SimulatorFaults;
  readonly sessions: Sessions;
  readonly ids: OrderIds;
  readonly welcome: (session: ClientSession) => void;
}

/** Everybody who works on requests, put together. */
export class SimulatorDesks {
  readonly session: SessionDesk;
  readonly instruments: Instruments;
  readonly orders = new SimulatedOrders();
  readonly executions = new Executions();
  readonly teller: OrderTeller;
  readonly manual: ManualDesk;
  readonly handlers: readonly RequestHandler[];
  readonly #account: AccountDesk;
  readonly #positions: PositionDesk;
  readonly #summaries: SummaryDesk;

  constructor(options: SimulatorDesksOptions) {
    const { venue, clock, zone, accounts, habits, sessions, masterClientId } = options;
    const instruments = new Instruments(venue, options.reference, options.contracts);
    const teller = new OrderTeller({ sessions, clock, zone, account: accounts[0] ?? '', habits, masterClientId });
    const { orders, executions } = this;
    const parts = {
      ...options,
      instruments,
      orders,
      executions,
      teller,
      accountChanged: () => this.accountChanged(),
    };
    this.instruments = instruments;
    this.teller = teller;
    const desk = new OrderDesk(parts);
    this.manual = new ManualDesk(parts, desk);
    const queries = new OrderQueries(parts, (order) => this.manual.bind(order));
    const account = { venue, clock, zone, accounts, instruments, habits };
    this.#account = new AccountDesk(account);
    this.#positions = new PositionDesk(account);
    this.#summaries = new SummaryDesk(account);
    this.session = new SessionDesk({
      ...options,
      beforeIds: (session) => queries.tellOnConnect(session),
      afterIds: options.welcome,
    });
    this.handlers = [
      this.session,
      desk,
      queries,
      this.#account,
      this.#positions,
      this.#summaries,
      new ContractDesk(instruments, new MarketRules(), clock),
    ].flatMap(({ handlers }) => handlers);
  }

  /** Somebody waits for an answer that is being worked on. */
  get isBusy(): boolean {
    return false;
  }

  accountChanged(): void {
    this.#account.changed();
    this.#positions.changed();
  }

  publish(): void {}

  /** A connection is gone. */
  forget(session: ClientSession): void {
    this.#account.forget(session);
    this.#positions.forget(session);
    this.#summaries.forget(session);
  }

  dropSubscriptions(session: ClientSession): void {
    void session;
  }

  async idle(): Promise<void> {
    await Promise.resolve();
  }
}
