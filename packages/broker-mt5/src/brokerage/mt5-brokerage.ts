import {
  type Brokerage,
  type BrokerageCapabilities,
  type BrokerageCash,
  type BrokerageExecutions,
  type BrokerageHolding,
  type BrokerageInbox,
  type BrokerageOrder,
  type Clock,
  LockstepError,
  type Order,
  type OrderHandover,
  type SecuritySymbol,
  type UpdateOrderRequest,
} from '@lockstep/core';
import { BridgeFailure } from '../bridge/bridge-failure.ts';
import type { Mt5Terminal, TerminalListener, TerminalState } from '../bridge/mt5-terminal.ts';
import { SymbolBook } from '../symbols/symbol-book.ts';
import { AccountAnswers } from './account/account-answers.ts';
import { ExternalActivity } from './looks/external-activity.ts';
import { LOOK_INTERVALS, type LookIntervals, LookLoop } from './looks/look-loop.ts';
import { TerminalHealth } from './looks/terminal-health.ts';
import { TerminalLooks } from './looks/terminal-looks.ts';
import { MT5_CAPABILITIES, MT5_HEDGING_CAPABILITIES } from './mt5-capabilities.ts';
import { OrderRegistry } from './orders/order-registry.ts';
import type { TrackedOrder } from './orders/tracked-order.ts';
import { OppositePositions } from './positions/opposite-positions.ts';
import { PartPlanning } from './positions/part-planning.ts';
import { OrderChanging } from './requests/order-changing.ts';
import { OrderPlacing } from './requests/order-placing.ts';
import { OrderSearch } from './requests/order-search.ts';
import { OrderSending } from './requests/order-sending.ts';
import { SendingLines } from './requests/sending-lines.ts';
import { PositionStops } from './stops/position-stops.ts';
import { StopChanging } from './stops/stop-changing.ts';

/** What the adapter is made with. */
export interface Mt5BrokerageOptions {
  readonly terminal: Mt5Terminal;
  readonly clock: Clock;
  /** The broker's name of a ticker where it is another: `{ EURUSD: 'EURUSD.m' }`. */
  readonly symbols?: Readonly<Record<string, string>> | undefined;
  /** The security behind a ticker; those of orders that were handed over are known. */
  readonly symbolOf?: ((ticker: string) => SecuritySymbol | null) | undefined;
  /** Marks our orders among those of other programs. @defaultValue 76737683 */
  readonly magic?: number | undefined;
  /** By how many points a fill may be worse than the quote, where the broker heeds it. @defaultValue 20 */
  readonly deviation?: number | undefined;
  readonly looks?: Partial<LookIntervals> | undefined;
}

const MAGIC = 76_737_683;
const DEVIATION = 20;

/** A MetaTrader 5 terminal as a brokerage: orders and looks go through a bridge beside it. */
export class Mt5Brokerage implements Brokerage {
  readonly name = 'mt5';
  readonly #terminal: Mt5Terminal;
  readonly #listener: TerminalListener = {
    lost: (reason) => this.#inbox?.message({ kind: 'disconnected', reason, expected: false }),
    back: (state) => this.#onBack(state),
    notice: (severity, code, text) => this.#inbox?.message({ kind: 'notice', severity, code, text }),
    changed: () => void this.look(),
  };
  readonly #symbols: SymbolBook;
  readonly #registry: OrderRegistry;
  readonly #health: TerminalHealth;
  readonly #looks: TerminalLooks;
  readonly #loop: LookLoop;
  readonly #lines = new SendingLines();
  readonly #placing: OrderPlacing;
  readonly #changing: OrderChanging;
  readonly #answers: AccountAnswers;
  readonly #planning: PartPlanning;
  readonly #stops: PositionStops;
  readonly #stopChanging: StopChanging;
  #inbox: BrokerageInbox | null = null;
  #currency = 'USD';

  constructor(options: Mt5BrokerageOptions) {
    const { terminal: session, clock, magic = MAGIC } = options;
    const { deadlineMs, server } = session;
    const inbox = (): BrokerageInbox | null => this.#inbox;
    this.#terminal = session;
    const symbols = new SymbolBook({ session, names: options.symbols, symbolOf: options.symbolOf });
    this.#symbols = symbols;
    const registry = new OrderRegistry({ inbox, utcNow: () => clock.utcNow() });
    this.#registry = registry;
    this.#health = new TerminalHealth(inbox);
    const planning = new PartPlanning(session, magic);
    this.#planning = planning;
    const sending = new OrderSending({ session, clock, deadlineMs });
    const opposite = new OppositePositions({ session, symbols, planning, sending, lines: this.#lines, magic, inbox });
    const stops = new PositionStops({ registry, symbols, planning, clock, server });
    this.#stops = stops;
    this.#looks = new TerminalLooks({
      session,
      clock,
      server,
      symbols,
      registry,
      inbox,
      magic,
      stops,
      external: new ExternalActivity(inbox, symbols, server),
      currency: () => this.#currency,
      onSnapshot: (snapshot) => this.#health.see(snapshot),
      onPositions: (positions) => opposite.see(positions),
    });
    const intervals = { ...LOOK_INTERVALS, ...options.looks };
    this.#loop = new LookLoop({
      clock,
      look: () => this.look(),
      intervalMs: () => this.#intervalMs(intervals),
    });
    const look = (): Promise<void> => this.look();
    const isOver = (): boolean => this.#inbox === null;
    this.#placing = new OrderPlacing({
      session,
      clock,
      symbols,
      registry,
      sending,
      search: new OrderSearch({ session, clock, server }),
      planning,
      stops,
      own: { magic, deviation: options.deviation ?? DEVIATION },
      isOver,
      look,
      onHalted: (text) => this.#health.halt(text),
    });
    this.#changing = new OrderChanging({ session, clock, symbols, sending, stops, look, isOver });
    this.#stopChanging = new StopChanging({ symbols, sending, stops, look, utcNow: () => clock.utcNow() });
    this.#answers = new AccountAnswers({ session, clock, server, symbols, registry, magic, planning, stops });
  }

  #intervalMs({ busyMs, openMs, idleMs }: LookIntervals): number {
    if (this.#lines.running > 0) return busyMs;
    return this.#registry.open().length > 0 ? openMs : idleMs;
  }

  /** Those of a netting account until it is known which kind it is. */
  get capabilities(): BrokerageCapabilities {
    return this.#planning.isHedging ? MT5_HEDGING_CAPABILITIES : MT5_CAPABILITIES;
  }

  get isReady(): boolean {
    return this.#inbox !== null && this.#terminal.isReady && this.#health.isConnected;
  }

  /** Calls that were sent and have no answer: a rehearsal lets no time pass while there are any. */
  get pendingCalls(): number {
    return this.#terminal.pending + (this.#looks.isLooking ? 1 : 0);
  }

  /** Requests that are not seen through to an outcome. */
  get openRequests(): number {
    return this.#lines.running;
  }

  /** Resolves when no call waits for an answer, and nothing follows from the last one. */
  async idle(): Promise<void> {
    for (let still = 0; still < 2; still = this.pendingCalls === 0 ? still + 1 : 0) {
      await this.#terminal.settled();
      await new Promise(setImmediate);
    }
  }

  /**
   * Starts the bridge, and through it the terminal, and takes in what has happened.
   *
   * @throws LockstepError `BROKER_AUTH` for a login that is not taken, `BROKER_ACCOUNT` for an account that is another, may not
   * trade or holds real money without leave, `BROKER_UNAVAILABLE` without Python, package or terminal, `BROKER_SILENT` when the
   * terminal cannot be reached
   */
  async connect(inbox: BrokerageInbox): Promise<void> {
    this.#inbox = inbox;
    try {
      const state = await this.#terminal.open(this.#listener);
      this.#meet(state);
      this.#looks.begin();
      if (this.#stops.hasUnknown) this.#stops.learn(await this.#answers.deals());
      await this.#looks.look();
    } catch (error) {
      this.disconnect();
      if (!(error instanceof BridgeFailure)) throw error;
      throw new LockstepError('BROKER_SILENT', `The terminal was lost while connecting: ${error.message}.`, {
        cause: error,
      });
    }
    this.#loop.open();
  }

  #meet({ account, terminal }: TerminalState): void {
    this.#planning.meet(account);
    this.#currency = account.currency;
    this.#health.see({ account, terminal });
  }

  async #onBack(state: TerminalState): Promise<void> {
    this.#meet(state);
    this.#symbols.forget();
    await this.#looks.look();
    this.#inbox?.message({ kind: 'reconnected', ordersLost: false });
  }

  disconnect(): void {
    this.#loop.close();
    this.#inbox = null;
    this.#terminal.close(this.#listener);
  }

  /** Looks at the terminal now. A look that fails is made up for by the next one. */
  async look(): Promise<void> {
    if (this.#inbox === null || !this.#terminal.isReady) return;
    try {
      await this.#looks.look();
    } catch (error) {
      if (!(error instanceof BridgeFailure)) throw error;
    }
  }

  /** Orders that an earlier process handed over and that may live on. */
  remember(orders: readonly OrderHandover[]): void {
    for (const handover of orders) {
      this.#symbols.meet(handover.order.symbol);
      this.#registry.track(handover);
    }
  }

  placeOrder(handover: OrderHandover): void {
    this.#symbols.meet(handover.order.symbol);
    const tracked = this.#registry.track(handover);
    const refusal = this.isReady ? this.#health.refusal : 'MetaTrader is not connected';
    if (refusal !== null) {
      tracked.refuse('place', this.isReady ? 'TRADING_OFF' : 'NOT_CONNECTED', `The order was not sent: ${refusal}.`);
      return;
    }
    this.#send(tracked, () => this.#placing.place(tracked));
  }

  updateOrder(order: Order, request: UpdateOrderRequest): void {
    const tracked = this.#registry.find(order);
    if (tracked === null) this.#refuse(order, 'update', request.number);
    else if (this.#stops.isStop(tracked)) this.#changeStop(tracked, () => this.#stopChanging.update(tracked, request));
    else this.#send(tracked, () => this.#changing.update(tracked, request));
  }

  cancelOrder(order: Order): void {
    const tracked = this.#registry.find(order);
    if (tracked === null) {
      this.#refuse(order, 'cancel', 0);
      return;
    }
    if (this.#stops.isStop(tracked)) {
      this.#changeStop(tracked, () => this.#stopChanging.cancel(tracked));
      return;
    }
    tracked.isUnwanted = true;
    this.#send(tracked, () => this.#changing.cancel(tracked));
  }

  #changeStop(tracked: TrackedOrder, work: () => Promise<void>): void {
    // From now on the position has not to be as the order says.
    tracked.isChanging = true;
    this.#send(tracked, work);
  }

  #send({ symbol }: TrackedOrder, work: () => Promise<void>): void {
    this.#lines.add(this.#symbols.nameOf(symbol), work);
    this.#loop.hurry();
  }

  #refuse({ id }: Order, request: 'update' | 'cancel', updateNumber: number): void {
    this.#inbox?.message({
      kind: 'outcome',
      orderId: id,
      request,
      outcome: 'refused',
      code: 'NOT_FOUND',
      text: `Order ${id} was not placed here, and has no ticket.`,
      ...(updateNumber === 0 ? {} : { updateNumber }),
    });
  }

  getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    return answered(this.#answers.getOpenOrders());
  }

  findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    return answered(this.#answers.findOrder(clientOrderId));
  }

  getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    return answered(this.#answers.getExecutions(sinceMs));
  }

  getHoldings(): Promise<readonly BrokerageHolding[]> {
    return answered(this.#answers.getHoldings());
  }

  getCashBalance(): Promise<readonly BrokerageCash[]> {
    return answered(this.#answers.getCashBalance());
  }
}

/** @throws LockstepError `BROKER_SILENT` for a question that was not answered */
async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof BridgeFailure)) throw error;
    throw new LockstepError('BROKER_SILENT', `The terminal did not answer: ${error.message}.`, { cause: error });
  }
}
