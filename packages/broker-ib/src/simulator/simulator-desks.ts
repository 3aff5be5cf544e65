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
import { DataRequests } from './market-data/data-requests.ts';
import { HistoryDesk } from './market-data/history-desk.ts';
import { MarketWatch } from './market-data/market-watch.ts';
import { PriceHistory } from './market-data/price-history.ts';
import { QuoteDesk } from './market-data/quote-desk.ts';
import { RealTimeBarDesk } from './market-data/real-time-bar-desk.ts';
import { TickHistoryDesk } from './market-data/tick-history-desk.ts';
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
  /** No data comes: IB is lost, or the farm is down. */
  readonly isDark: () => boolean;
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
  /** Mistakes of the simulator's own. */
  readonly failures: unknown[] = [];
  readonly #account: AccountDesk;
  readonly #positions: PositionDesk;
  readonly #summaries: SummaryDesk;
  readonly #watch = new MarketWatch();
  readonly #data = new DataRequests((stream) => this.#watch.remove(stream));
  readonly bars: RealTimeBarDesk;
  readonly history: HistoryDesk;
  #pending = 0;

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
    const data = {
      ...options,
      instruments,
      watch: this.#watch,
      requests: this.#data,
      history: new PriceHistory(options.history, options.reference),
      track: (work: Promise<void>) => this.#track(work),
    };
    this.bars = new RealTimeBarDesk(data);
    this.history = new HistoryDesk(data);
    this.handlers = [
      this.session,
      desk,
      queries,
      this.#account,
      this.#positions,
      this.#summaries,
      new ContractDesk(instruments, new MarketRules(), clock, habits),
      new QuoteDesk(data),
      this.bars,
      this.history,
      new TickHistoryDesk(data),
    ].flatMap(({ handlers }) => handlers);
  }

  /** Work that goes on after its request was taken in. */
  #track(work: Promise<void>): void {
    this.#pending += 1;
    const done = (): void => {
      this.#pending -= 1;
    };
    work.then(done, (error: unknown) => {
      done();
      this.failures.push(error);
    });
  }

  /** Somebody waits for an answer that is being worked on. */
  get isBusy(): boolean {
    return this.#pending > 0;
  }

  accountChanged(): void {
    this.#account.changed();
    this.#positions.changed();
  }

  /** The market has moved. */
  publish(): void {
    this.#watch.look();
  }

  /** A connection is gone. */
  forget(session: ClientSession): void {
    this.#account.forget(session);
    this.#positions.forget(session);
    this.#summaries.forget(session);
    this.dropSubscriptions(session);
  }

  /** A client gets no more data until it asks again. */
  dropSubscriptions(session: ClientSession): void {
    this.#data.forget(session);
  }
}
