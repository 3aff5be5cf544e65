import type { Clock, SimulatedVenue } from '@lockstep/core';
import type { Executions } from '../orders/executions.ts';
import type { SimulatedOrder } from '../orders/simulated-order.ts';
import type { SimulatedOrders } from '../orders/simulated-orders.ts';
import type { ClientSession } from '../sessions/client-session.ts';
import type { OrderIds } from '../sessions/order-ids.ts';
import type { Sessions } from '../sessions/sessions.ts';

/** A restart of TWS or Gateway. */
export interface RestartOptions {
  /** How long nobody can connect, ms. @defaultValue 0 */
  readonly downMs?: number | undefined;
  /** How many of the last order ids are given again afterwards. @defaultValue 0 */
  readonly idsRollBack?: number | undefined;
  /** Orders that were not transmitted are gone. @defaultValue true */
  readonly dropsDrafts?: boolean | undefined;
  /** Executions and completed orders of before are no longer told. @defaultValue true */
  readonly forgetsToday?: boolean | undefined;
  /** Connections are reset instead of closed. @defaultValue false */
  readonly isAbrupt?: boolean | undefined;
}

export interface GatewayLifeOptions {
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly ids: OrderIds;
  readonly orders: SimulatedOrders;
  readonly executions: Executions;
  readonly venue: SimulatedVenue;
  /** @param port another than before */
  readonly listen: (port?: number) => void;
  readonly close: () => void;
  /** Subscriptions to data are gone. */
  readonly dropSubscriptions: (session: ClientSession) => void;
  /** Histories that are kept up to date end. */
  readonly failUpdates: (isTold: boolean) => void;
  /** Real-time bars have to be asked for again. */
  readonly bustBars: () => void;
}

/** What happens to TWS and its lines, whenever a test wants it. */
export class GatewayLife {
  readonly #options: GatewayLifeOptions;
  #isIbLost = false;
  #isCompeting = false;
  /** Farms that are down, by their name. */
  readonly #farmsDown = new Set<string>();

  constructor(options: GatewayLifeOptions) {
    this.#options = options;
  }

  /** TWS has no connection to IB. */
  get isIbLost(): boolean {
    return this.#isIbLost;
  }

  /** No market data comes. */
  get isDark(): boolean {
    return this.#isIbLost || this.#isCompeting || this.#farmsDown.has('usfarm');
  }

  /** Histories that are kept up to date end, as after outages. @param isTold whether clients hear it */
  failHistoryUpdates(isTold = true): void {
    this.#options.failUpdates(isTold);
  }

  /** An exchange has taken back trades: real-time bars have to be asked for again. */
  bustRealTimeBars(): void {
    this.#options.bustBars();
  }

  /** Somebody else has logged in and taken the market data, or has left again. */
  setCompetingSession(isThere: boolean): void {
    this.#isCompeting = isThere;
    if (isThere) this.notice(10_197, 'No market data during competing live session');
  }

  /** Tells every client something that is about no request. */
  notice(code: number, text: string): void {
    for (const session of this.#options.sessions.started) session.tellError(-1, code, text);
  }

  /** What a client hears of the data farms once it is in. */
  welcome(session: ClientSession): void {
    for (const [name, kind] of FARMS) {
      const isDown = this.#farmsDown.has(name);
      const [code, text] = farmNotice(kind, name, !isDown);
      session.tellError(-1, code, text);
    }
    if (this.#isIbLost) session.tellError(-1, 1100, LOST);
  }

  /** TWS loses IB; the connections of clients stand. @param times how often that is told */
  loseIb(times = 1): void {
    this.#isIbLost = true;
    for (let time = 0; time < times; time += 1) this.notice(1100, LOST);
  }

  /** TWS has IB again. @param keepsData whether subscriptions to data go on */
  restoreIb(keepsData: boolean): void {
    this.#isIbLost = false;
    if (keepsData) {
      this.notice(1102, 'Connectivity between IB and Trader Workstation has been restored - data maintained.');
      return;
    }
    for (const session of this.#options.sessions.started) this.#options.dropSubscriptions(session);
    this.notice(1101, 'Connectivity between IB and Trader Workstation has been restored - data lost.');
  }

  /** A data farm goes or comes: `usfarm`, `ushmds` or `secdefil`. */
  setFarm(name: string, isUp: boolean): void {
    const kind = FARMS.get(name) ?? 'market';
    if (isUp) this.#farmsDown.delete(name);
    else this.#farmsDown.add(name);
    this.notice(...farmNotice(kind, name, isUp));
  }

  /** The line between TWS and its server breaks; data stops by itself. */
  breakServerLine(): void {
    this.notice(
      2110,
      'Connectivity between Trader Workstation and server is broken. It will be restored automatically.',
    );
  }

  /** Connections are ended in good order. */
  closeConnections(): void {
    for (const session of this.#options.sessions.all) session.end();
  }

  /** Connections are reset. */
  resetConnections(): void {
    for (const session of this.#options.sessions.all) session.reset();
  }

  /** Connections stand, and nothing goes over them any more; new ones are as usual. */
  freezeConnections(): void {
    for (const session of this.#options.sessions.all) session.freeze();
  }

  /** The client id of a connection that is dead without knowing it is free again. */
  releaseFrozen(): void {
    for (const session of this.#options.sessions.all) if (session.isFrozen) session.reset();
    this.#options.sessions.releaseIds();
  }

  /** An order is lost for good: TWS and the exchange know nothing of it any more. */
  loseOrder(order: SimulatedOrder): void {
    const isAtVenue = order.stage === 'live' || order.isKeptByVenue;
    this.#options.orders.remove(order);
    if (isAtVenue && !order.isDone) this.#options.venue.cancelOrder(order.venueOrder);
  }

  /** Clients are told to come to another port, and let go. */
  movePort(port: number): void {
    this.notice(
      1300,
      `TWS socket port has been reset and this connection is being dropped. Please reconnect on the new port - ${port}`,
    );
    this.#options.close();
    this.closeConnections();
    this.#options.listen(port);
  }

  /** Nobody can connect until `open`. */
  shut(): void {
    this.#options.close();
    this.closeConnections();
  }

  open(): void {
    this.#options.listen();
  }

  /** TWS ends and comes again, as every night. Orders at IB live on. */
  restart(options: RestartOptions = {}): void {
    const { downMs = 0, idsRollBack = 0, dropsDrafts = true, forgetsToday = true, isAbrupt = false } = options;
    const { clock, ids, orders, executions, sessions } = this.#options;
    this.#options.close();
    if (isAbrupt) this.resetConnections();
    else this.closeConnections();
    sessions.releaseIds();
    if (idsRollBack > 0) ids.rollBack(idsRollBack, orders.open());
    if (dropsDrafts) orders.dropDrafts();
    if (forgetsToday) {
      executions.forgetBefore(clock.utcNow());
      orders.forgetCompletedBefore(clock.utcNow());
    }
    this.#isIbLost = false;
    if (downMs === 0) this.#options.listen();
    else clock.at(clock.utcNow() + downMs, () => this.#options.listen());
  }
}

const LOST = 'Connectivity between IB and Trader Workstation has been lost.';

type FarmKind = 'market' | 'history' | 'definitions';

const FARMS: ReadonlyMap<string, FarmKind> = new Map([
  ['usfarm', 'market'],
  ['ushmds', 'history'],
  ['secdefil', 'definitions'],
]);

function farmNotice(kind: FarmKind, name: string, isUp: boolean): [code: number, text: string] {
  switch (kind) {
    case 'market':
      return isUp
        ? [2104, `Market data farm connection is OK:${name}`]
        : [2103, `Market data farm connection is broken:${name}`];
    case 'history':
      return isUp
        ? [2106, `HMDS data farm connection is OK:${name}`]
        : [2105, `HMDS data farm connection is broken:${name}`];
    case 'definitions':
      return isUp
        ? [2158, `Sec-def data farm connection is OK:${name}`]
        : [2157, `Sec-def data farm connection is broken:${name}`];
  }
}
