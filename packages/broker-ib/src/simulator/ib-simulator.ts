import { createServer, type Server, type Socket } from 'node:net';
import { type Clock, type HistoryProvider, MarketHoursDatabase, type SimulatedVenue, TimeZone } from '@lockstep/core';
import type { GivenContract } from './contracts/contract-definition.ts';
import type { InstrumentReference, Instruments } from './contracts/instruments.ts';
import { ExecutionCorrections } from './faults/execution-corrections.ts';
import { GatewayLife } from './faults/gateway-life.ts';
import { SimulatorFaults } from './faults/simulator-faults.ts';
import { type SimulatorHabits, usualHabits } from './habits.ts';
import type { Executions } from './orders/executions.ts';
import type { ManualDesk } from './orders/manual-desk.ts';
import type { SimulatedOrders } from './orders/simulated-orders.ts';
import { RequestIntake } from './request-intake.ts';
import { ClientSession } from './sessions/client-session.ts';
import { OrderIds } from './sessions/order-ids.ts';
import { PeerSockets } from './sessions/peer-sockets.ts';
import { Sessions } from './sessions/sessions.ts';
import { SimulatorDesks } from './simulator-desks.ts';

/** What a simulator of TWS is made of. */
export interface IbSimulatorOptions {
  /** The market and the account behind it. It must not be connected to anybody else. */
  readonly venue: SimulatedVenue;
  /** Times, delays and timers. */
  readonly clock: Clock;
  /** Market hours, and what instruments are called. Built-in hours and tickers that never changed unless given. */
  readonly reference?: InstrumentReference | undefined;
  /** Past and future prices, of which those are told that the clock has come to; without it there is no market data. */
  readonly history?: HistoryProvider | undefined;
  /** Contracts beside those of the venue: such as are ambiguous, expired, or not to be traded. */
  readonly contracts?: readonly GivenContract[] | undefined;
  /** @defaultValue 0, any port that is free */
  readonly port?: number | undefined;
  /** Account numbers of the login; orders and figures are of the first. @defaultValue one paper account */
  readonly accounts?: readonly string[] | undefined;
  /** The client that is told of all orders. */
  readonly masterClientId?: number | undefined;
  /** First order id of each client. @defaultValue 1 */
  readonly firstOrderId?: number | undefined;
  /** Zone in which TWS tells times. @defaultValue America/New_York */
  readonly timeZone?: string | undefined;
  /** In what it differs from a Gateway in a good mood. */
  readonly habits?: Partial<SimulatorHabits> | undefined;
}

const LOOPBACK = '127.0.0.1';
const PAPER_ACCOUNT = 'DU1234567';
/** Turns of the event loop in which nothing may move. */
const QUIET_TURNS = 3;

/**
 * A server that speaks the socket protocol of TWS, server version 193, in front of a simulated market. It listens on the
 * loopback address only.
 */
export class IbSimulator {
  /** What goes wrong, by script or by seed. */
  readonly faults = new SimulatorFaults();
  /** How it behaves where real ones differ; may be changed at any time. */
  readonly habits: SimulatorHabits;
  /** Outages, restarts and notices. */
  readonly life: GatewayLife;
  /** Connections as they are. */
  readonly sessions: Sessions;
  /** Order ids of clients. */
  readonly ids: OrderIds;
  /** Corrections and busts of executions. */
  readonly corrections: ExecutionCorrections;
  /** Account numbers of the login. */
  readonly accounts: readonly string[];
  readonly #desks: SimulatorDesks;
  readonly #intake: RequestIntake;
  readonly #peers = new PeerSockets();
  #server: Server | null = null;
  #listening: Promise<void> | null = null;
  #isOpening = false;
  #port: number;

  private constructor(options: IbSimulatorOptions) {
    const { clock, venue, timeZone = 'America/New_York', firstOrderId = 1 } = options;
    this.#port = options.port ?? 0;
    this.accounts = options.accounts ?? [PAPER_ACCOUNT];
    this.habits = { ...usualHabits(), ...options.habits };
    this.sessions = new Sessions(clock);
    this.ids = new OrderIds(firstOrderId);
    this.#desks = new SimulatorDesks({
      venue,
      clock,
      reference: options.reference ?? builtInReference(),
      zone: TimeZone.of(timeZone),
      accounts: this.accounts,
      contracts: options.contracts ?? [],
      history: options.history ?? null,
      masterClientId: options.masterClientId ?? null,
      habits: this.habits,
      faults: this.faults,
      sessions: this.sessions,
      ids: this.ids,
      welcome: (session) => this.life.welcome(session),
      isDark: () => this.life.isDark,
    });
    const { orders, executions, teller } = this.#desks;
    this.life = new GatewayLife({
      sessions: this.sessions,
      clock,
      ids: this.ids,
      orders,
      executions,
      venue,
      listen: (port) => this.#listen(port),
      close: () => this.#close(),
      dropSubscriptions: (session) => this.#desks.dropSubscriptions(session),
      failUpdates: (isTold) => this.#desks.history.failUpdates(this.sessions.started, isTold),
      bustBars: () => this.#desks.bars.bust(this.sessions.started),
    });
    this.corrections = new ExecutionCorrections({
      venue,
      executions,
      teller,
      accountChanged: () => this.#desks.accountChanged(),
    });
    this.#intake = new RequestIntake({
      clock,
      faults: this.faults,
      habits: this.habits,
      handlers: this.#desks.handlers,
      onHello: (session, hello) => this.#desks.session.greet(session, hello),
      onClosed: (session) => {
        this.sessions.remove(session, this.habits.clientIdHeldMs);
        this.#desks.forget(session);
      },
    });
  }

  /** Starts one, reachable from this machine only. Rejects when its port is taken. */
  static async start(options: IbSimulatorOptions): Promise<IbSimulator> {
    const simulator = new IbSimulator(options);
    simulator.#listen();
    await simulator.#listening;
    return simulator;
  }

  get host(): string {
    return LOOPBACK;
  }

  get port(): number {
    return this.#port;
  }

  /** Every order that it has seen, as it is now. */
  get orders(): SimulatedOrders {
    return this.#desks.orders;
  }

  /** Every execution that it remembers, as it is now. */
  get executions(): Executions {
    return this.#desks.executions;
  }

  /** Contracts and what the venue trades for them. */
  get instruments(): Instruments {
    return this.#desks.instruments;
  }

  /** What a person does in TWS itself. */
  get manual(): ManualDesk {
    return this.#desks.manual;
  }

  /** Requests that it could not work on: mistakes of its own, which clients are told as error 320. */
  get failures(): readonly unknown[] {
    return [...this.#intake.failures, ...this.#desks.failures];
  }

  /** No request is being worked on, and the port is open or closed. */
  get isIdle(): boolean {
    return !this.#isOpening && !this.#desks.isBusy;
  }

  /** The market has moved: who watches it is told. A venue that is played says so row by row (`onRow`). */
  publish(): void {
    this.#desks.publish();
  }

  /**
   * Settles when nothing moves between the simulator and its clients: no request is being worked on, and everything that
   * was sent has been read at the other end. It is the barrier behind which virtual time may move on.
   *
   * How that is known: Node tells of every socket that connects in this process, so the clients' ends are at hand. For each
   * connection the bytes written at one end must equal the bytes read at the other, in both directions, over several turns
   * of the event loop; clients work on what they read before they return to it. Of a client in another process only the own
   * end is known: it asks for the current time, and what it was sent before is read when the answer is. What clients hold
   * back by timers of their own, and what a fault delays by the clock, is not waited for; nor are connections that are
   * frozen.
   */
  async quiet(): Promise<void> {
    for (let calm = 0; calm < QUIET_TURNS; ) {
      await this.#listening;
      await new Promise(setImmediate);
      const isCalm = this.#peers.areEven(this.#port, this.sessions.all) && !this.#desks.isBusy;
      calm = isCalm ? calm + 1 : 0;
    }
  }

  /** Ends all connections and stops listening. Orders stay with the venue. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#close();
    this.life.resetConnections();
    this.#peers.stop();
    await this.#listening;
    if (server?.listening === true) await new Promise((resolve) => server.close(resolve));
  }

  #listen(port = this.#port): void {
    if (this.#server !== null) return;
    this.#port = port;
    const server = createServer((socket) => this.#onConnection(socket));
    this.#server = server;
    this.#isOpening = true;
    const opened = (): void => {
      this.#isOpening = false;
    };
    this.#listening = new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, LOOPBACK, () => {
        server.off('error', reject);
        const address = server.address();
        if (address !== null && typeof address !== 'string') this.#port = address.port;
        resolve();
      });
    });
    this.#listening.then(opened, opened);
  }

  #close(): void {
    this.#server?.close();
    this.#server = null;
  }

  #onConnection(socket: Socket): void {
    this.sessions.add(new ClientSession(socket, this.#intake));
  }
}

function builtInReference(): InstrumentReference {
  return {
    marketHours: MarketHoursDatabase.builtIn(),
    identify: (ticker, securityType, market) => ({ ticker, securityType, market }),
  };
}
