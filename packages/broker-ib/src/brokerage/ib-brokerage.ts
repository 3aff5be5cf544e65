import {
  type Brokerage,
  type BrokerageCapabilities,
  type BrokerageCash,
  type BrokerageExecutions,
  type BrokerageHolding,
  type BrokerageInbox,
  type BrokerageOrder,
  type Order,
  type OrderHandover,
  TimeZone,
  type UpdateOrderRequest,
} from '@lockstep/core';
import type { IbConnection } from '../connection/ib-connection.ts';
import { ibErrorText } from '../connection/ib-errors.ts';
import type { IbNotice } from '../connection/ib-events.ts';
import type { ContractBook } from '../contracts/contract-book.ts';
import { AccountAnswers } from './account/account-answers.ts';
import { IB_CAPABILITIES } from './ib-capabilities.ts';
import type { Refusal } from './orders/order-form.ts';
import { OrderNotices } from './orders/order-notices.ts';
import { OrderSide } from './orders/order-side.ts';
import type { TrackedOrder } from './orders/tracked-order.ts';
import { Readiness } from './readiness.ts';
import { OrderRequests } from './requests/order-requests.ts';
import { OrderWatch } from './requests/order-watch.ts';
import { type MarginImpact, WhatIf } from './requests/what-if.ts';

/** What the adapter is made with. */
export interface IbBrokerageOptions {
  /** Shared with whoever watches prices. */
  readonly connection: IbConnection;
  readonly contracts: ContractBook;
  /** Fractions of units may be ordered, as of crypto; IB takes none of shares. @defaultValue false */
  readonly fractionalQuantities?: boolean | undefined;
  /** The zone in which TWS tells times that name none, where it does not name one that is known. @defaultValue America/New_York */
  readonly timeZone?: string | undefined;
}

const NEW_YORK = 'America/New_York';
/** Where the name of the zone begins in TWS's connection time. */
const ZONE_AT = 18;

/** Interactive Brokers as a brokerage, by TWS or Gateway: executions are the only source of fills. */
export class IbBrokerage implements Brokerage {
  readonly name = 'ib';
  readonly capabilities: BrokerageCapabilities;
  readonly #connection: IbConnection;
  readonly #side: OrderSide;
  readonly #notices: OrderNotices;
  readonly #watch: OrderWatch;
  readonly #requests: OrderRequests;
  readonly #account: AccountAnswers;
  readonly #whatIf: WhatIf;
  readonly #readiness: Readiness;
  #inbox: BrokerageInbox | null = null;
  #zone: TimeZone;
  #beganMs = Number.NEGATIVE_INFINITY;
  /** Ends listening to the connection. */
  #unlisten: (() => void)[] = [];

  constructor(options: IbBrokerageOptions) {
    const { connection, contracts, timeZone = NEW_YORK } = options;
    const { clock } = connection;
    this.#connection = connection;
    this.#zone = TimeZone.of(timeZone);
    this.capabilities = { ...IB_CAPABILITIES, fractionalQuantities: options.fractionalQuantities ?? false };
    const inbox = (): BrokerageInbox | null => this.#inbox;
    const notice = this.#notice.bind(this);
    this.#side = new OrderSide({
      connection,
      contracts,
      inbox,
      zone: () => this.#zone,
      beganMs: () => this.#beganMs,
      onHeard: (tracked) => this.#onHeard(tracked),
      onInactive: (tracked) => this.#onInactive(tracked),
    });
    const { ids, registry, lookUp } = this.#side;
    this.#watch = new OrderWatch({
      clock,
      lookUp,
      notice,
      onCancelOpen: (tracked) => this.#requests.cancelAgain(tracked),
      onUnwanted: (tracked, why) => this.#requests.takeBack(tracked, why),
    });
    const watch = this.#watch;
    this.#requests = new OrderRequests({
      connection,
      contracts,
      registry,
      ids,
      watch,
      refusal: () => this.#refusal(),
    });
    this.#notices = new OrderNotices({
      registry,
      clientId: connection.clientId,
      onRefused: (tracked, refusal) => this.#requests.takeBackChain(tracked, refusal),
      onDoubt: () => this.#side.doubt(),
      onDuplicateId: () => connection.send('orders', (api) => api.reqIds()),
      notice,
    });
    this.#account = new AccountAnswers({ connection, symbolOf: contracts.symbolOf.bind(contracts) });
    this.#whatIf = new WhatIf(connection, contracts, ids);
    const catchUp = (): Promise<void> => lookUp.run();
    this.#readiness = new Readiness({ clock, inbox, catchUp, isLinked: () => connection.isLinked });
  }

  get isReady(): boolean {
    return this.#readiness.isReady && !this.#connection.isRestarting;
  }

  /** Questions that wait for an answer: a rehearsal lets no time pass while there are any. */
  get pendingCalls(): number {
    return this.#connection.pending + this.#requests.resolving;
  }

  /** Resolves when all that was sent was taken in, and all that TWS said has come. */
  async idle(): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet = this.pendingCalls === 0 ? quiet + 1 : 0) {
      await new Promise(setImmediate);
      await this.echo();
    }
  }

  /** Resolves when all that was on the connection was taken in, either way; at once when there is none. */
  echo(): Promise<void> {
    return this.#connection.echo().catch(() => undefined);
  }

  /**
   * Connects, and finds out what there is; resolves once orders may be sent.
   *
   * @throws LockstepError `BROKER_SILENT` when TWS cannot be reached or does not answer, `BROKER_ACCOUNT` when it is that of
   * another account, `BROKER_UNAVAILABLE` when it speaks another version
   */
  async connect(inbox: BrokerageInbox): Promise<void> {
    this.#inbox = inbox;
    this.#watch.open();
    this.#listen();
    // Somebody else may have connected it before.
    if (this.#connection.state === 'up') this.#onBegin();
    try {
      await this.#connection.connect(this);
      await this.#readiness.ready();
    } catch (error) {
      this.disconnect();
      throw error;
    }
  }

  #listen(): void {
    const connection = this.#connection;
    this.#unlisten = [
      connection.listen({
        onBegin: () => this.#onBegin(),
        onEnd: (reason, isExpected) => this.#onAway(reason, isExpected),
        onLink: (link) => {
          if (link === 'lost') this.#onAway('TWS has lost its connection to IB', connection.isRestarting);
          else this.#readiness.begin();
        },
        onNotice: (notice) => this.#onNotice(notice),
        onTrouble: (text) => this.#notice('error', 'IB_TROUBLE', text),
      }),
      connection.on('openOrder', (orderId, _, { whatIf }, state) => {
        if (whatIf === true) this.#whatIf.onOpenOrder(orderId, state);
      }),
      ...this.#side.listen(connection),
    ];
  }

  #onBegin(): void {
    const { session, clock } = this.#connection;
    if (session === null) return;
    this.#beganMs = clock.utcNow();
    this.#side.ids.raiseTo(session.nextOrderId);
    this.#zone = zoneOf(session.connectionTime) ?? this.#zone;
    this.#readiness.begin();
  }

  #onAway(reason: string, isExpected: boolean): void {
    this.#whatIf.lose();
    this.#readiness.end(reason, isExpected);
  }

  disconnect(): void {
    this.#readiness.stop();
    this.#watch.close(this.#side.registry.all());
    for (const unlisten of this.#unlisten.splice(0)) unlisten();
    this.#connection.disconnect(this);
    this.#inbox = null;
  }

  /** Orders that an earlier process handed over and that may live on, entries with their children. */
  remember(orders: readonly OrderHandover[]): void {
    for (const handover of orders) {
      const tracked = this.#side.registry.track(handover);
      for (const { orderId } of [tracked, ...tracked.children]) if (orderId !== null) this.#side.ids.see(orderId);
    }
  }

  placeOrder(handover: OrderHandover): void {
    this.#side.settleStrangers();
    this.#requests.place(handover);
  }

  updateOrder(order: Order, request: UpdateOrderRequest): void {
    const tracked = this.#trackedOf(order, 'update', request.number);
    if (tracked !== null) this.#requests.update(tracked, request);
  }

  cancelOrder(order: Order): void {
    const tracked = this.#trackedOf(order, 'cancel', 0);
    if (tracked !== null) this.#requests.cancel(tracked);
  }

  /** Asks for the cancel of every open order of the login, whoever placed it. */
  cancelAllOrders(): void {
    this.#connection.send('orders', (api) => api.reqGlobalCancel());
  }

  /**
   * What an order would do to the account's margin; nothing is placed.
   *
   * @throws IbFailure when IB refuses or does not answer
   */
  whatIf(handover: OrderHandover): Promise<MarginImpact> {
    return this.#whatIf.ask(handover);
  }

  getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    this.#side.settleStrangers();
    return this.#side.answers.getOpenOrders();
  }

  findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    this.#side.settleStrangers();
    return this.#side.answers.findOrder(clientOrderId);
  }

  getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    this.#side.settleStrangers();
    return this.#side.executions.since(sinceMs);
  }

  getHoldings(): Promise<readonly BrokerageHolding[]> {
    return this.#account.getHoldings();
  }

  getCashBalance(): Promise<readonly BrokerageCash[]> {
    return this.#account.getCashBalance();
  }

  #refusal(): Refusal | null {
    if (this.#connection.isRestarting)
      return { code: 'RESTART_WINDOW', text: 'TWS restarts about now, as every day: the order was not sent.' };
    if (this.#readiness.isReady) return null;
    return {
      code: 'NOT_CONNECTED',
      text: 'TWS is not connected, has lost IB, or does not tell of orders at present: the order was not sent.',
    };
  }

  #trackedOf(order: Order, request: 'update' | 'cancel', updateNumber: number): TrackedOrder | null {
    const known = this.#side.registry.get(order) ?? this.#side.registry.withBrokerIds(order.brokerId);
    if (known !== null) {
      known.meet(order);
      return known;
    }
    // An order of which nothing but TWS's id is known can be changed all the same.
    if (order.brokerId.length > 0)
      return this.#side.registry.track({ order, clientOrderId: `unknown-${order.id}`, children: [] });
    this.#inbox?.message({
      kind: 'outcome',
      orderId: order.id,
      request,
      outcome: 'refused',
      code: 'NOT_FOUND',
      text: `Order ${order.id} was not placed here, and has no id of TWS's.`,
      ...(updateNumber === 0 ? {} : { updateNumber }),
    });
    return null;
  }

  #onHeard(tracked: TrackedOrder): void {
    this.#watch.heard(tracked);
    this.#requests.sendUpdate(tracked);
  }

  #onInactive(tracked: TrackedOrder): void {
    if (tracked.isInactive) return;
    // An earlier process has sent it.
    if (tracked.stage === 'unsent') tracked.stage = 'known';
    tracked.isInactive = true;
    tracked.looks = 0;
    this.#watch.heard(tracked);
  }

  #onNotice(notice: IbNotice): void {
    if (this.#whatIf.onNotice(notice) || this.#notices.take(notice)) return;
    const { code, text, id } = notice;
    if (id === -1 && WARNED.has(code)) this.#notice('warning', `IB_${code}`, ibErrorText(code, text));
  }

  #notice(severity: 'info' | 'warning' | 'error', code: string, text: string): void {
    this.#inbox?.message({ kind: 'notice', severity, code, text });
  }
}

/** Of what TWS says about no order and no question, this much concerns whoever trades. */
const WARNED: ReadonlySet<number> = new Set([100, 2103, 2105, 2110, 2157]);

/** The zone of TWS's connection time; null where it names none that is known. */
function zoneOf(connectionTime: string): TimeZone | null {
  try {
    return TimeZone.of(connectionTime.slice(ZONE_AT).trim());
  } catch {
    return null;
  }
}
