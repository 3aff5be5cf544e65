import { type Clock, type ReferenceData, type SimulatedVenue, sleepUntil } from '@lockstep/core';
import { type BridgeProcessOptions, bridgeProcess, simulatedTerminal } from '../bridge/bridge-process.ts';
import type { BridgeTransport } from '../bridge/bridge-transport.ts';
import { MarginMode, OrderFilling, OrderReason } from '../wire/enums.ts';
import { NEW_YORK_CLOSE, ServerTime } from '../wire/server-time.ts';
import { AccountDesk, DEMO_ACCOUNT, type SimulatedAccount } from './account/account-desk.ts';
import { HistoryDesk } from './account/history-desk.ts';
import { SimulatedExpert } from './expert/simulated-expert.ts';
import { type CallFate, SimulatorFaults } from './faults/simulator-faults.ts';
import { Instruments, type SymbolTraits } from './market/instruments.ts';
import { PriceDesk } from './market/price-desk.ts';
import type { SimulatedMarket } from './market/price-history.ts';
import type { DeskParts } from './orders/desk-parts.ts';
import { Ledger } from './orders/ledger.ts';
import { OrderDesk, type SendResult } from './orders/order-desk.ts';
import { NOTHING_SAID, type TradeRequest } from './orders/order-draft.ts';
import { HedgingPositions } from './positions/hedging-positions.ts';
import { NettingPositions } from './positions/netting-positions.ts';
import { MT5_RULES, type SimulatorRules } from './rules/simulator-rules.ts';
import { type TerminalAnswer, type TerminalCall, TerminalServer } from './terminal-server.ts';

/** What a simulated terminal is made of. */
export interface Mt5SimulatorOptions {
  /** The market and the account behind the wire. Nobody else connects to it. */
  readonly venue: SimulatedVenue;
  /** Times, delays and timers. */
  readonly clock: Clock;
  /** What instruments are called. Tickers that never changed unless given. */
  readonly reference?: Pick<ReferenceData, 'identify'> | undefined;
  readonly account?: Partial<SimulatedAccount> | undefined;
  /** MetaTrader's own rules, all on unless switched off; see `VENUE_RULES`. */
  readonly rules?: Partial<SimulatorRules> | undefined;
  /** In what symbols differ from those that take whatever the venue takes, by their names. */
  readonly symbols?: Readonly<Record<string, SymbolTraits>> | undefined;
  /** The broker's name of a ticker where it is another: `{ EURUSD: 'EURUSD.m' }`. */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** Wall clock of the trade server. @defaultValue `America/New_York+7` */
  readonly serverTime?: string | undefined;
  /** Where past prices come from; without it there are none. */
  readonly market?: SimulatedMarket | undefined;
  /** @defaultValue a free one */
  readonly port?: number | undefined;
}

type Call = (args: Readonly<Record<string, unknown>>) => unknown;

const SUCCESS = [1, 'Success'] as const;
const NOT_FOUND = [-4, 'Terminal: Not found'] as const;
const UNSUPPORTED = [-7, 'Unsupported'] as const;
const AUTH_FAILED = [-6, 'Terminal: Authorization failed'] as const;

/**
 * A terminal on this machine in front of a simulated venue. The bridge finds it through a stand-in for the MetaTrader5
 * package, and runs unchanged.
 *
 * @example
 * const simulator = await Mt5Simulator.start({ venue, clock });
 * const brokerage = new Mt5Brokerage({ terminal: new Mt5Terminal({ transport: simulator.bridge(), clock }), clock });
 */
export class Mt5Simulator {
  readonly account: SimulatedAccount;
  readonly faults = new SimulatorFaults();
  readonly ledger: Ledger;
  readonly instruments: Instruments;
  readonly prices: PriceDesk;
  readonly #clock: Clock;
  readonly #server: TerminalServer;
  readonly #calls: Readonly<Record<string, Call>>;
  readonly #orders: OrderDesk;
  readonly #said: string[] = [];
  #parked = 0;

  private constructor(options: Mt5SimulatorOptions) {
    const { venue, clock, names = {}, symbols = {} } = options;
    this.#clock = clock;
    this.account = { ...DEMO_ACCOUNT, ...options.account };
    const isHedging = this.account.marginMode === MarginMode.RetailHedging;
    this.ledger = new Ledger(isHedging ? new HedgingPositions() : new NettingPositions());
    const reference = options.reference ?? {
      identify: (ticker, securityType, market) => ({ ticker, securityType, market }),
    };
    this.instruments = new Instruments({ venue, reference, traits: symbols, names });
    const parts: DeskParts = {
      venue,
      clock,
      server: new ServerTime(options.serverTime ?? NEW_YORK_CLOSE),
      instruments: this.instruments,
      rules: { ...MT5_RULES, ...options.rules },
      faults: this.faults,
      ledger: this.ledger,
      account: this.account,
    };
    this.prices = new PriceDesk(parts, options.market);
    this.#orders = new OrderDesk(parts);
    this.#calls = this.#routes(parts);
    this.#server = new TerminalServer((call) => this.#answer(call));
  }

  /** Starts one, reachable from this machine only. */
  static async start(options: Mt5SimulatorOptions): Promise<Mt5Simulator> {
    const simulator = new Mt5Simulator(options);
    await simulator.#server.listen(options.port ?? 0);
    return simulator;
  }

  /** `HOST:PORT`, for LOCKSTEP_MT5_TERMINAL. */
  get address(): string {
    return this.#server.address;
  }

  /** Grows whenever something has changed that a look would show. */
  get revision(): number {
    return this.ledger.revision;
  }

  /** Calls that wait for the clock. */
  get parked(): number {
    return this.#parked;
  }

  /** Names of the calls so far, oldest first. */
  get calls(): readonly string[] {
    return this.#said;
  }

  /** A bridge that finds this terminal. */
  bridge(options: BridgeProcessOptions = {}): BridgeTransport {
    const { environment, modules } = this.surroundings();
    return bridgeProcess({ ...options, modules, environment: { ...environment, ...options.environment } });
  }

  /** What a bridge has to be started with to find this terminal. */
  surroundings(): Required<Pick<BridgeProcessOptions, 'environment' | 'modules'>> {
    return simulatedTerminal(this.address);
  }

  /** An expert in this terminal, which dials in to whoever waits for it at a port. Not attached to a chart yet. */
  expert({ port, token }: { readonly port: number; readonly token: string }): SimulatedExpert {
    const expert = new SimulatedExpert({ port, token, clock: this.#clock, ask: (call) => this.#answer(call) });
    this.ledger.onTouched = () => expert.onTransaction();
    return expert;
  }

  /** Somebody trades by hand in the terminal. What is not said is zero or empty. */
  byHand(request: Partial<TradeRequest>): SendResult {
    return this.#trade(request, OrderReason.Client);
  }

  /** The trade server itself trades: at a stop of a position, or since the margin is used up. @param reason of `OrderReason` */
  byServer(reason: number, request: Partial<TradeRequest>): SendResult {
    return this.#trade(request, reason);
  }

  /** Breaks every connection without a word: the terminal is gone. It can be found again at once. */
  dropConnections(): void {
    this.#server.drop();
  }

  /** Gives the port back. The venue goes on. */
  stop(): Promise<void> {
    return this.#server.stop();
  }

  async #answer({ call, args }: TerminalCall): Promise<TerminalAnswer> {
    this.#said.push(call);
    const fate = this.faults.next(call, args);
    if (fate.delayMs !== undefined) {
      this.#parked += 1;
      await sleepUntil(this.#clock, this.#clock.utcNow() + fate.delayMs);
      this.#parked -= 1;
    }
    const fails = fate.error !== undefined || fate.drop === true || fate.retcode !== undefined;
    const result = fails && fate.executes !== true ? null : await this.#carryOut(call, args);
    if (fate.drop === true) return null;
    if (fate.error !== undefined) return { result: null, error: fate.error };
    if (fate.retcode !== undefined) return { result: this.#retcode(fate), error: SUCCESS };
    if (result instanceof Refused) return { result: null, error: result.error };
    const isTwice = fate.doubled === true && Array.isArray(result);
    return { result: isTwice ? result.flatMap((entry: unknown) => [entry, entry]) : result, error: SUCCESS };
  }

  #carryOut(call: string, args: Readonly<Record<string, unknown>>): unknown {
    const carryOut = this.#calls[call];
    return carryOut === undefined ? new Refused(UNSUPPORTED) : carryOut(args);
  }

  #retcode({ retcode = 0, comment = '' }: CallFate): object {
    return {
      retcode,
      comment,
      deal: 0,
      order: 0,
      volume: 0,
      price: 0,
      bid: 0,
      ask: 0,
      request_id: 0,
      retcode_external: 0,
    };
  }

  #routes(parts: DeskParts): Readonly<Record<string, Call>> {
    const orders = this.#orders;
    const account = new AccountDesk(parts);
    const history = new HistoryDesk(parts);
    const { prices } = this;
    const requestOf = (args: Readonly<Record<string, unknown>>): TradeRequest => args['request'] as TradeRequest;
    return {
      initialize: (args) => this.#logIn(args),
      account_info: () => account.account(),
      terminal_info: () => account.terminal(),
      positions_get: ({ symbol }) => account.positions((symbol as string | null) ?? null),
      orders_get: () => history.active(),
      history_orders_get: (args) => history.orders(args),
      history_deals_get: (args) => history.deals(args),
      order_send: (args) => orders.send(requestOf(args)),
      order_check: (args) => ({ retcode: orders.check(requestOf(args)), comment: '', ...account.account() }),
      symbols_get: () => prices.symbols(),
      symbol_info: ({ symbol }) => prices.symbol(String(symbol)) ?? new Refused(NOT_FOUND),
      symbol_select: ({ symbol }) => prices.select(String(symbol)),
      copy_rates_range: async ({ symbol, timeframe, from, to }) =>
        (await prices.rates(String(symbol), Number(timeframe), Number(from), Number(to))) ?? new Refused(NOT_FOUND),
      copy_ticks_range: async ({ symbol, from, to }) =>
        (await prices.ticksRange(String(symbol), Number(from), Number(to))) ?? new Refused(NOT_FOUND),
      copy_ticks_from: ({ symbol, from, count }) => prices.ticksFrom(String(symbol), Number(from), Number(count)),
      symbol_info_tick: ({ symbol }) => prices.tick(String(symbol)) ?? new Refused(NOT_FOUND),
    };
  }

  #trade(request: Partial<TradeRequest>, reason: number): SendResult {
    return this.#orders.send({ ...NOTHING_SAID, type_filling: OrderFilling.Return, ...request }, reason);
  }

  #logIn({ login, password, server }: Readonly<Record<string, unknown>>): unknown {
    const { account } = this;
    const isRight =
      (login === 0 || login === account.login) &&
      (password === '' || password === account.password) &&
      (server === '' || server === account.server);
    return isRight ? true : new Refused(AUTH_FAILED);
  }
}

/** The package answers None. */
class Refused {
  readonly error: readonly [number, string];

  constructor(error: readonly [number, string]) {
    this.error = error;
  }
}
