import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Clock, MarketHoursDatabase, type SimulatedVenue } from '@lockstep/core';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AlpacaEndpoints } from '../wire/endpoints.ts';
import { accountRoutes } from './account/account-routes.ts';
import { type AccountSettings, paperAccount } from './account/account-settings.ts';
import { activityRoutes } from './account/activity-routes.ts';
import { CashActivityLog } from './account/cash-activity-log.ts';
import { DayBefore } from './account/day-before.ts';
import { positionRoutes } from './account/position-routes.ts';
import { controlRoutes } from './control/control-routes.ts';
import { renderState } from './control/simulator-state.ts';
import { SimulatorFaults } from './faults/simulator-faults.ts';
import { SimulatorKeys } from './http/keys.ts';
import { RequestServer } from './http/request-server.ts';
import { type Route, Router } from './http/router.ts';
import { type AssetTraits, type InstrumentReference, Instruments } from './market/instruments.ts';
import { marketRoutes } from './market/market-routes.ts';
import type { DeskParts, LegName, ParentName } from './orders/desk-parts.ts';
import { Executions } from './orders/executions.ts';
import { OrderDesk } from './orders/order-desk.ts';
import { orderRoutes } from './orders/order-routes.ts';
import { SimulatedOrders } from './orders/simulated-orders.ts';
import { ALPACA_RULES, type SimulatorRules } from './rules/simulator-rules.ts';
import { eventStreamRoutes } from './stream/event-stream-routes.ts';
import { TradeUpdates } from './stream/trade-updates.ts';
import { TradingStream } from './stream/trading-stream.ts';
import { WireIds } from './wire-ids.ts';
import { WireTimes } from './wire-times.ts';

/** Market data at the simulator's address: routes, and streams beside that of trade updates. */
export interface MarketDataSection {
  readonly routes: readonly Route[];
  /** Takes a WebSocket connection; false if the path is none of its streams. */
  accept(socket: WebSocket, request: IncomingMessage, keys: SimulatorKeys): boolean;
  /** Settles when it is known what is told next. */
  quiet(): Promise<void>;
}

/** What a simulator is made of. */
export interface AlpacaSimulatorOptions {
  /** The market and the account behind the wire. Nobody else connects to it. */
  readonly venue: SimulatedVenue;
  /** Times, delays and timers. */
  readonly clock: Clock;
  /** Market hours, and what instruments are called. Built-in hours and tickers that never changed unless given. */
  readonly reference?: InstrumentReference | undefined;
  /** @defaultValue `{ keyId: 'PKSIMULATOR', secret: 'simulator-secret' }` */
  readonly keys?: { readonly keyId: string; readonly secret: string } | undefined;
  /** @defaultValue a free one */
  readonly port?: number | undefined;
  /** Alpaca's own rules, all on unless switched off; see `VENUE_RULES`. */
  readonly rules?: Partial<SimulatorRules> | undefined;
  /** In what assets differ from shares that may be sold short and in fractions, by their symbols. */
  readonly assets?: Readonly<Record<string, Partial<AssetTraits>>> | undefined;
  readonly account?: Partial<AccountSettings> | undefined;
  readonly marketData?: MarketDataSection | undefined;
  /** Moves the clock by so many ms; where it is given, `POST /__sim/clock` does so. */
  readonly moveClock?: ((ms: number) => void) | undefined;
  /** Names a leg of a bracket or a pair; those that Alpaca makes up have nothing to do with the order's own, as here. */
  readonly legClientOrderId?: ((parent: ParentName, leg: LegName) => string) | undefined;
  /** Ids are the same for the same seed. @defaultValue 1 */
  readonly seed?: number | undefined;
}

/** What waits for time to pass, and how much has been said: when it stays the same nothing is under way. */
export interface SimulatorSaid {
  /** Requests and upgrades that nobody will answer before time passes. */
  readonly parked: number;
  /** What clients call those requests, by their header `x-client-request-id`. */
  readonly waiting: readonly string[];
  readonly unanswered: number;
  readonly connections: number;
  readonly requests: number;
  readonly sent: number;
  readonly told: number;
}

const KEYS = { keyId: 'PKSIMULATOR', secret: 'simulator-secret' } as const;
const HOST = '127.0.0.1';
const TRADING_STREAM_PATH = '/stream';

/**
 * A server on this machine that speaks Alpaca's trading API, REST and stream, in front of a simulated venue: for
 * rehearsals without an account, and for everything that can go wrong.
 *
 * @example
 * const simulator = await AlpacaSimulator.start({ venue, clock });
 * // … any client, at simulator.endpoints, with simulator.keys
 * await simulator.stop();
 */
export class AlpacaSimulator {
  readonly keys: SimulatorKeys;
  readonly faults = new SimulatorFaults();
  readonly account: AccountSettings;
  readonly orders = new SimulatedOrders();
  readonly executions = new Executions();
  readonly updates: TradeUpdates;
  readonly desk: OrderDesk;
  readonly instruments: Instruments;
  readonly stream: TradingStream;
  readonly times: WireTimes;
  readonly #options: AlpacaSimulatorOptions;
  readonly #requests: RequestServer;
  readonly #upgrades = new WebSocketServer({ noServer: true, autoPong: false });
  readonly #sockets = new Set<WebSocket>();
  readonly #blackHoles = new Set<Duplex>();
  #port = 0;

  private constructor(options: AlpacaSimulatorOptions) {
    this.#options = options;
    const { venue, clock, keys = KEYS, seed = 1, assets = {}, account } = options;
    const reference = options.reference ?? builtInReference();
    const ids = new WireIds(seed);
    this.keys = new SimulatorKeys(keys.keyId, keys.secret);
    this.account = { ...paperAccount(), ...account };
    this.times = new WireTimes(clock);
    this.updates = new TradeUpdates(ids, this.times);
    this.instruments = new Instruments(venue, reference, ids, assets);
    this.stream = new TradingStream(this.keys, clock, this.faults);
    this.updates.onUpdate = (update) => this.stream.tell(update);
    const { times, orders, executions, updates, instruments } = this;
    const rules = { ...ALPACA_RULES, ...options.rules };
    const faults = this.faults.desk;
    const parts: DeskParts = {
      venue,
      clock,
      ids,
      times,
      instruments,
      rules,
      faults,
      orders,
      executions,
      cashActivities: new CashActivityLog(ids),
      updates,
      account: this.account,
      legClientOrderId: options.legClientOrderId ?? (() => ids.nextClientOrderId()),
    };
    this.desk = new OrderDesk(parts);
    const dayBefore = new DayBefore(venue, clock);
    this.#requests = new RequestServer({
      router: new Router(this.#routes(parts, reference, dayBefore)),
      keys: this.keys,
      clock,
      ids,
      updates,
      fateOf: (request) => this.faults.fateOf(request),
      onAnswered: () => dayBefore.look(),
    });
    this.#requests.http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** Starts one, reachable from this machine only. */
  static async start(options: AlpacaSimulatorOptions): Promise<AlpacaSimulator> {
    const simulator = new AlpacaSimulator(options);
    await simulator.#listen(options.port ?? 0);
    return simulator;
  }

  /** Where it is: one address for everything. */
  get endpoints(): AlpacaEndpoints {
    const http = `http://${HOST}:${this.#port}`;
    const ws = `ws://${HOST}:${this.#port}`;
    return { trading: http, data: http, tradingStream: ws + TRADING_STREAM_PATH, dataStream: ws };
  }

  #routes(parts: DeskParts, reference: InstrumentReference, dayBefore: DayBefore): Route[] {
    const isVisible = (order: { readonly fields: { readonly submittedAt: string } }): boolean => {
      const { lookUpLagMs } = this.faults;
      return lookUpLagMs === 0 || parts.clock.utcNow() - Date.parse(order.fields.submittedAt) >= lookUpLagMs;
    };
    return [
      ...orderRoutes(parts, this.desk, isVisible),
      ...positionRoutes(parts, this.desk, dayBefore),
      ...accountRoutes(parts, dayBefore),
      ...activityRoutes(parts.executions, parts.cashActivities),
      ...marketRoutes(parts, reference),
      ...eventStreamRoutes(parts.updates, () => this.faults.hasEventStream),
      ...controlRoutes({
        parts,
        desk: this.desk,
        faults: this.faults,
        stream: this.stream,
        state: () => renderState(parts, this.stream.listeners),
        dropConnections: () => this.dropConnections(),
        moveClock: this.#options.moveClock ?? null,
        quiet: () => this.quiet(),
        said: () => this.said,
      }),
      ...(this.#options.marketData?.routes ?? []),
    ];
  }

  #listen(port: number): Promise<void> {
    const { http } = this.#requests;
    return new Promise((resolve, reject) => {
      http.once('error', reject);
      http.listen(port, HOST, () => {
        http.off('error', reject);
        this.#port = (http.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const isTrading = pathname === TRADING_STREAM_PATH;
    const fate = isTrading ? this.faults.connectionFate() : 'usual';
    if (fate === 'blackHole') {
      this.#blackHoles.add(socket);
      socket.on('close', () => this.#blackHoles.delete(socket));
      socket.on('error', () => socket.destroy());
    } else if (typeof fate === 'number') {
      socket.end(`HTTP/1.1 ${fate} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    } else {
      this.#upgrades.handleUpgrade(request, socket, head, (accepted) => {
        this.#keep(accepted);
        if (isTrading) this.stream.accept(accepted, fate);
        else if (this.#options.marketData?.accept(accepted, request, this.keys) !== true)
          accepted.close(1008, 'no such stream');
      });
    }
  }

  #keep(socket: WebSocket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.terminate());
    socket.on('ping', (data: Buffer) => {
      if (this.faults.stream.answersPings && this.faults.network() === 'up') socket.pong(data);
    });
  }

  /** WebSocket connections, whether they listen or not. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Upgrades that were left without an answer. */
  get unansweredUpgrades(): number {
    return this.#blackHoles.size;
  }

  /** Cuts every WebSocket connection without a word. */
  dropConnections(): void {
    for (const socket of this.#sockets) socket.terminate();
    for (const socket of this.#blackHoles) socket.destroy();
  }

  /**
   * Resolves when no request is being answered and everything that was sent on the streams has been taken in: each client
   * has answered a ping that was sent after it. Requests that wait for the clock do not count.
   */
  async quiet(): Promise<void> {
    for (;;) {
      const seen = this.#activity();
      await new Promise(setImmediate);
      if (!this.#requests.isIdle) continue;
      await this.#options.marketData?.quiet();
      await Promise.all(Array.from(this.#sockets, answered));
      if (this.#requests.isIdle && this.#activity() === seen) return;
    }
  }

  /** No request is being answered, but those that wait for time to pass. */
  get isIdle(): boolean {
    return this.#requests.isIdle;
  }

  /** Requests and connections that nobody will answer before time passes. */
  get parked(): number {
    return this.#requests.parked + this.#blackHoles.size;
  }

  /** What waits for time to pass, and how much has been said. */
  get said(): SimulatorSaid {
    return {
      parked: this.parked,
      waiting: this.#requests.parkedNames,
      unanswered: this.unansweredUpgrades,
      connections: this.connections,
      requests: this.#requests.count,
      sent: this.stream.sent,
      told: this.updates.log.length,
    };
  }

  #activity(): number {
    return this.#requests.count + this.stream.sent;
  }

  /** Ends all connections and gives the port back. The venue goes on. */
  async stop(): Promise<void> {
    this.desk.cancels.stop();
    this.dropConnections();
    const { http } = this.#requests;
    const closed = new Promise<void>((resolve) => {
      http.close(() => resolve());
    });
    http.closeAllConnections();
    await closed;
  }
}

let pings = 0;

/** A client has answered a ping, or is gone. */
function answered(socket: WebSocket): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  const payload = `quiet-${(pings += 1)}`;
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('pong', onPong);
      socket.off('close', done);
      resolve();
    };
    const onPong = (data: Buffer): void => {
      if (data.toString() === payload) done();
    };
    socket.on('pong', onPong);
    socket.on('close', done);
    socket.ping(payload);
  });
}

function builtInReference(): InstrumentReference {
  return {
    marketHours: MarketHoursDatabase.builtIn(),
    identify: (ticker, securityType, market) => ({ ticker, securityType, market }),
  };
}
