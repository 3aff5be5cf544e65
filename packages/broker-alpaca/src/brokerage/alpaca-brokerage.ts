import type { Alpaca } from '@alpacahq/alpaca-trade-api';
import {
  type Brokerage,
  type BrokerageCash,
  type BrokerageExecutions,
  type BrokerageHolding,
  type BrokerageInbox,
  type BrokerageOrder,
  type Clock,
  machineClock,
  type Order,
  type OrderHandover,
  type SecuritySymbol,
  type SecurityType,
  sleepUntil,
  type UpdateOrderRequest,
} from '@lockstep/core';
import { AuctionWindows } from '../calendar/auction-windows.ts';
import { alpacaClient } from '../wire/alpaca-client.ts';
import { alpacaEndpoints } from '../wire/endpoints.ts';
import { wireSymbol } from '../wire/symbol-form.ts';
import { AccountAnswers } from './account/account-answers.ts';
import { AccountWatch } from './account/account-watch.ts';
import { AssetBook } from './account/asset-book.ts';
import { HeldUnits } from './account/held-units.ts';
import type { AlpacaBrokerageOptions } from './alpaca-brokerage-options.ts';
import { ALPACA_CAPABILITIES } from './alpaca-capabilities.ts';
import { CallFailure } from './calls/call-failure.ts';
import { connectError } from './calls/connect-error.ts';
import { RequestBudget } from './calls/request-budget.ts';
import { TradingApi } from './calls/trading-api.ts';
import { ExternalOrders } from './orders/external-orders.ts';
import { OrderReader } from './orders/order-reader.ts';
import { OrderRegistry } from './orders/order-registry.ts';
import { OrderSurvey } from './orders/order-survey.ts';
import { RememberedOrders } from './orders/remembered-orders.ts';
import { SymbolBook } from './orders/symbol-book.ts';
import type { TrackedOrder } from './orders/tracked-order.ts';
import { orderForm, type ValueHandover } from './requests/order-form.ts';
import { OrderRequests } from './requests/order-requests.ts';
import { OrderWatch } from './requests/order-watch.ts';
import { GapRecovery } from './updates/gap-recovery.ts';
import { TradeUpdates } from './updates/trade-updates.ts';
import { UpdateIntake } from './updates/update-intake.ts';

const DEADLINE_MS = 8_000;
/** Waits before connecting is tried again, ms. */
const CONNECT_AGAIN_MS = [500, 1_000, 2_000, 5_000, 10_000, 20_000];

type Notice = (severity: 'info' | 'warning' | 'error', code: string, text: string) => void;

/** Alpaca as a brokerage: orders over its API, what becomes of them over its stream of trade updates. */
export class AlpacaBrokerage implements Brokerage {
  readonly name = 'alpaca';
  readonly capabilities = ALPACA_CAPABILITIES;
  readonly #clock: Clock;
  readonly #api: TradingApi;
  readonly #updates: TradeUpdates;
  readonly #registry: OrderRegistry;
  readonly #reader: OrderReader;
  readonly #watch: OrderWatch;
  readonly #requests: OrderRequests;
  readonly #answers: AccountAnswers;
  readonly #account: AccountWatch;
  readonly #intake: UpdateIntake;
  readonly #survey: OrderSurvey;
  readonly #assets: AssetBook;
  readonly #symbols: SymbolBook;
  readonly #held = new HeldUnits();
  readonly #hasCents: boolean;
  /** Whose account, for people. */
  readonly #whose: { readonly keyId: string; readonly paper: boolean };
  #inbox: BrokerageInbox | null = null;
  readonly #remembered: RememberedOrders;

  constructor(options: AlpacaBrokerageOptions) {
    const {
      clock = machineClock(globalThis),
      deadlineMs = DEADLINE_MS,
      requestsPerMinute,
      paper = true,
      endpoints,
    } = options;
    this.#clock = clock;
    this.#whose = { keyId: options.credentials.keyId, paper };
    this.#hasCents = options.hasCents ?? true;
    this.#symbols = new SymbolBook(options.symbolOf);
    const client = alpacaClient({ ...options, timeoutMs: 0 });
    const budget = new RequestBudget({ clock, perMinute: requestsPerMinute });
    const api = new TradingApi({ client, clock, budget, deadlineMs });
    const inbox = (): BrokerageInbox | null => this.#inbox;
    const symbolOf = (ticker: string, securityType: SecurityType): SecuritySymbol | null =>
      this.#symbols.find(ticker, securityType);
    const notice: Notice = (severity, code, text) => this.#notice(severity, code, text);
    this.#api = api;
    this.#registry = new OrderRegistry({
      inbox,
      utcNow: () => clock.utcNow(),
      habit: { inherits: null },
      onPartFilled: (tracked) => this.#requests.sendRemainder(tracked),
      onEnded: (tracked) => this.#onEnded(tracked),
    });
    const registry = this.#registry;
    this.#reader = new OrderReader(api, {
      onTaken: (tracked) => this.#watch.look(tracked),
      onLegs: () => this.#intake.takeNameless(),
    });
    const reader = this.#reader;
    this.#watch = new OrderWatch({ api, reader, clock, inbox });
    this.#assets = new AssetBook(api, clock);
    this.#account = new AccountWatch({ api, clock, paper, inbox, hours: options.hours });
    this.#requests = this.#createRequests(options);
    this.#answers = new AccountAnswers({
      api,
      registry,
      reader,
      symbolOf,
      utcNow: () => clock.utcNow(),
      onPositions: (positions) => this.#held.take(positions),
    });
    const external = new ExternalOrders({ inbox, symbolOf, describe: (wire) => this.#answers.describe(wire) });
    this.#intake = new UpdateIntake({
      registry,
      reader,
      watch: this.#watch,
      external,
      onPosition: (symbol, quantity) => this.#held.set(symbol, quantity),
      notice,
    });
    this.#survey = this.#createSurvey();
    this.#remembered = this.#createRemembered(options.splitsAtZero ?? true);
    const url = alpacaEndpoints(paper, endpoints).tradingStream;
    this.#updates = this.#createUpdates(client, url, new GapRecovery({ api, registry, reader, external }));
  }

  #createRemembered(splitsAtZero: boolean): RememberedOrders {
    const readPositions = (): Promise<unknown> => this.#answers.getHoldings();
    return new RememberedOrders({
      reader: this.#reader,
      splitsAtZero,
      readPositions,
      held: ({ order }) => this.#held.of(order.symbol),
    });
  }

  #createSurvey(): OrderSurvey {
    return new OrderSurvey({
      api: this.#api,
      registry: this.#registry,
      reader: this.#reader,
      clock: this.#clock,
      inbox: () => this.#inbox,
      lastHeardMs: () => this.#updates.heardMs,
      onDeaf: (what) => this.#updates.rebuild(what),
    });
  }

  #createUpdates(client: Alpaca, url: string, recovery: GapRecovery): TradeUpdates {
    return new TradeUpdates({
      client,
      url,
      recovery,
      clock: this.#clock,
      intake: this.#intake,
      inbox: () => this.#inbox,
      readPositions: () => this.#answers.getHoldings(),
      onReady: () => {
        for (const tracked of this.#registry.open()) this.#watch.look(tracked);
      },
      notice: (severity, code, text) => this.#notice(severity, code, text),
    });
  }

  #createRequests({
    splitsAtZero = true,
    checksShortSales = true,
    checksAuctionTimes = true,
  }: AlpacaBrokerageOptions): OrderRequests {
    const auctions = new AuctionWindows(this.#api, this.#clock);
    return new OrderRequests({
      api: this.#api,
      reader: this.#reader,
      watch: this.#watch,
      clock: this.#clock,
      splitsAtZero,
      checksShortSales,
      lateForAuction: (order) => (checksAuctionTimes ? auctions.refusal(order) : Promise.resolve(null)),
      hasCents: this.#hasCents,
      assetOf: ({ order }) => this.#assets.get(wireSymbol(order.symbol)),
      held: ({ order }) => this.#held.of(order.symbol),
      refusal: () => this.#account.refusal,
      onBlocked: () => void this.#account.look().catch(() => undefined),
      onPlaced: () => this.#intake.takeNameless(),
      onUnresolved: (_, text) => this.#notice('error', 'ORDER_UNRESOLVED', text),
    });
  }

  get isReady(): boolean {
    return this.#updates.isReady;
  }

  /** Calls that were sent and have no answer: a rehearsal lets no time pass while there are any. */
  get pendingCalls(): number {
    return this.#api.pending + (this.#updates.isConnecting ? 1 : 0);
  }

  /** Requests that are not seen through to an outcome. */
  get openRequests(): number {
    return this.#requests.running;
  }

  /** Resolves when no call waits for an answer, and all that was on the stream is taken in. */
  async idle(): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet = this.pendingCalls === 0 ? quiet + 1 : 0) {
      await new Promise(setImmediate);
      await this.echo();
    }
  }

  /** Resolves when all that was on the stream is taken in, either way. */
  echo(): Promise<void> {
    return this.#updates.echo();
  }

  /**
   * Checks the keys and the account, and opens the stream; resolves once updates come and nothing is missing.
   *
   * @throws LockstepError `BROKER_AUTH` for keys that are not taken, `BROKER_ACCOUNT` for an account that may not trade,
   * `BROKER_SILENT` when Alpaca cannot be reached
   */
  async connect(inbox: BrokerageInbox): Promise<void> {
    this.#inbox = inbox;
    this.#requests.open();
    this.#watch.open();
    try {
      await this.#openAccount();
      await this.#updates.open();
    } catch (error) {
      this.disconnect();
      throw connectError(error, this.#whose);
    }
    this.#survey.open();
  }

  /** An account that cannot be asked for a moment is asked again for a while. */
  async #openAccount(): Promise<void> {
    for (const wait of [...CONNECT_AGAIN_MS, null]) {
      try {
        await this.#account.open();
        return;
      } catch (error) {
        const isPassing = error instanceof CallFailure && (error.isAmbiguous || error.status === 429);
        if (!isPassing || wait === null) throw error;
        await sleepUntil(this.#clock, this.#clock.utcNow() + wait);
      }
    }
  }

  disconnect(): void {
    this.#updates.close();
    this.#account.close();
    this.#survey.close();
    this.#requests.close();
    this.#watch.close(this.#registry.all());
    this.#api.close();
    this.#inbox = null;
  }

  /**
   * Orders that an earlier process handed over and that may live on, entries with their children. They are looked up before
   * the next question is answered.
   */
  remember(orders: readonly OrderHandover[]): void {
    for (const handover of orders) this.#remembered.add(this.#track(handover), handover);
  }

  /** @param handover by units, or by value */
  placeOrder(handover: ValueHandover): void {
    const tracked = this.#track(handover);
    tracked.isByValue = handover.notional !== undefined;
    const owner = handover.sibling === undefined ? tracked : (tracked.parent ?? tracked);
    if (!this.isReady) {
      const text = 'Alpaca is not connected, or does not tell of orders at present: the order was not sent.';
      for (const each of owner.isPair ? [owner, ...owner.legs] : [owner]) each.refuse('place', 'NOT_CONNECTED', text);
      return;
    }
    this.#requests.place(owner, (asset) => orderForm(handover, asset, this.#hasCents));
  }

  updateOrder(order: Order, request: UpdateOrderRequest): void {
    const tracked = this.#trackedOf(order, 'update', request.number);
    if (tracked !== null) this.#requests.update(tracked, request);
  }

  cancelOrder(order: Order): void {
    const tracked = this.#trackedOf(order, 'cancel', 0);
    if (tracked !== null) this.#requests.cancel(tracked);
  }

  /**
   * Asks for the cancel of every open order of the account, whoever placed it.
   *
   * @returns Alpaca's ids of those of which it refused the cancel
   */
  async cancelAllOrders(): Promise<readonly string[]> {
    const results = await this.#api.cancelAllOrders();
    for (const { id, status } of results) {
      const tracked = this.#registry.withBrokerId(id);
      if (tracked === null || status >= 300) continue;
      tracked.cancelledMs = this.#clock.utcNow();
      this.#watch.heard(tracked);
    }
    const refused = results.filter(({ status }) => status >= 300).map(({ id }) => id);
    if (refused.length > 0)
      this.#notice(
        'error',
        'CANCEL_REFUSED',
        `Alpaca did not cancel these orders, which stay open: ${refused.join(', ')}.`,
      );
    return refused;
  }

  async getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    await this.#remembered.read();
    return this.#answers.getOpenOrders();
  }

  async findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    await this.#remembered.read();
    return this.#answers.findOrder(clientOrderId);
  }

  async getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    await this.#remembered.read();
    return this.#answers.getExecutions(sinceMs);
  }

  getHoldings(): Promise<readonly BrokerageHolding[]> {
    return this.#answers.getHoldings();
  }

  getCashBalance(): Promise<readonly BrokerageCash[]> {
    return this.#account.balance(() => this.#answers.getCashBalance());
  }

  #track(handover: OrderHandover): TrackedOrder {
    this.#symbols.add(handover.order.symbol);
    return this.#registry.track(handover);
  }

  #trackedOf(order: Order, request: 'update' | 'cancel', updateNumber: number): TrackedOrder | null {
    const known =
      this.#registry.get(order) ?? order.brokerId.map((id) => this.#registry.withBrokerId(id)).find(Boolean) ?? null;
    if (known !== null) {
      known.meet(order);
      return known;
    }
    // An order of which nothing but Alpaca's id is known can be changed all the same.
    if (order.brokerId.length > 0) return this.#track({ order, clientOrderId: `unknown-${order.id}`, children: [] });
    this.#inbox?.message({
      kind: 'outcome',
      orderId: order.id,
      request,
      outcome: 'refused',
      code: 'NOT_FOUND',
      text: `Order ${order.id} was not placed here, and has no id of Alpaca's.`,
      ...(updateNumber === 0 ? {} : { updateNumber }),
    });
    return null;
  }

  #onEnded(tracked: TrackedOrder): void {
    this.#watch.look(tracked);
    const { head } = tracked.chain;
    if (head?.status !== 'filled' || tracked.legs.length === 0) return;
    for (const leg of tracked.legs) leg.chain.wake(Date.parse(head.wire.filled_at ?? head.wire.updated_at));
  }

  #notice(severity: 'info' | 'warning' | 'error', code: string, text: string): void {
    this.#inbox?.message({ kind: 'notice', severity, code, text });
  }
}
