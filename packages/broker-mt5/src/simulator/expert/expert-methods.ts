import type { TradeRequest } from '../orders/order-draft.ts';
import { NOTHING_SAID } from '../orders/order-draft.ts';
import type { TerminalAnswer, TerminalCall } from '../terminal-server.ts';

type Params = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, unknown>>;

/** What an expert answers instead of a result. */
export class ExpertError extends Error {
  readonly kind: string;
  readonly code: number;
  readonly sent: boolean | null;

  constructor(kind: string, code: number, message: string, sent: boolean | null = false) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.sent = sent;
  }
}

/** The terminal has ended with the expert in it. */
export class ExpertGone extends Error {}

/** Values that may have more bits than a number, as texts. */
const TICKETS: ReadonlySet<string> = new Set(
  'ticket order deal position position_by position_id position_by_id identifier magic login request_id'.split(' '),
);
const TEXTS: ReadonlySet<string> = new Set(['symbol', 'comment']);
const RATE = ['time', 'open', 'high', 'low', 'close', 'tick_volume', 'spread', 'real_volume'];
const TICK = ['time', 'bid', 'ask', 'last', 'volume', 'time_msc', 'flags', 'volume_real'];
const REAL_MONEY = 2;

/** The methods of the protocol as the Expert Advisor has them, in front of a simulated terminal. */
export class ExpertMethods {
  readonly #ask: (call: TerminalCall) => Promise<TerminalAnswer>;
  #login: string | null = null;

  constructor(ask: (call: TerminalCall) => Promise<TerminalAnswer>) {
    this.#ask = ask;
  }

  /** @throws ExpertError, or ExpertGone */
  async run(method: string, params: Params): Promise<unknown> {
    const found = this.#methods[method];
    if (found === undefined) throw new ExpertError('params', 0, `unknown method ${method}`);
    return found(params);
  }

  readonly #methods: Readonly<Record<string, (params: Params) => Promise<unknown>>> = {
    initialize: (params) => this.#initialize(params),
    shutdown: () => Promise.resolve(true),
    account_info: () => this.#object('account_info'),
    terminal_info: () => this.#object('terminal_info'),
    orders: () => this.#list('orders_get'),
    positions: () => this.#list('positions_get'),
    deals: (params) => this.#list('history_deals_get', spanOf(params)),
    order_check: (params) => this.#check(params),
    order_send: (params) => this.#send(params),
    snapshot: (params) => this.#snapshot(params),
    find: (params) => this.#find(params),
    symbols: async () => (await this.#list('symbols_get')).map(({ name }) => name),
    symbol: (params) => this.#symbol(String(params['name'])),
    tick: ({ name }) => this.#object('symbol_info_tick', { symbol: name }),
    ticks: ({ name, ...rest }) => this.#columns('copy_ticks_from', TICK, { symbol: name, ...rest }),
    ticks_range: ({ name, ...rest }) => this.#columns('copy_ticks_range', TICK, { symbol: name, ...rest }),
    rates: ({ name, ...rest }) => this.#columns('copy_rates_range', RATE, { symbol: name, ...rest }),
  };

  async #initialize({ login, server, allowReal }: Params): Promise<unknown> {
    const account = (await this.#object('account_info')) as Row;
    const [number, there] = [String(account['login']), String(account['server'])];
    if (typeof login === 'string' && login !== '' && number !== login)
      throw new ExpertError('account', 0, `the terminal is logged in to ${number}, expected ${login}`);
    if (typeof server === 'string' && server !== '' && there !== server)
      throw new ExpertError('account', 0, `the terminal is connected to ${there}, expected ${server}`);
    if (allowReal !== true && account['trade_mode'] === REAL_MONEY)
      throw new ExpertError('real', 0, `account ${number} holds real money, which was not allowed`);
    this.#login = number;
    return { account, terminal: await this.#object('terminal_info'), version: null };
  }

  async #check({ request }: Params): Promise<unknown> {
    return shown((await this.#result('order_check', { request: wholeRequest(request as Row) })) as Row);
  }

  async #send({ request }: Params): Promise<unknown> {
    const whole = wholeRequest(request as Row);
    const account = (await this.#object('account_info')) as Row;
    const number = String(account['login']);
    if (number !== this.#login) {
      const text = `the terminal is logged in to ${number}, not to ${this.#login} any more`;
      throw new ExpertError('account', 0, text);
    }
    return shown((await this.#result('order_send', { request: whole }, null)) as Row);
  }

  async #snapshot(params: Params): Promise<unknown> {
    const orders = await this.#list('orders_get');
    const active = new Set(orders.map(({ ticket }) => ticket));
    const deals = new Map(
      (await this.#list('history_deals_get', spanOf(params))).map((deal) => [deal['ticket'], deal]),
    );
    const ended: Row[] = [];
    for (const ticket of (params['tickets'] as readonly string[]) ?? []) {
      if (active.has(ticket)) continue;
      ended.push(...(await this.#list('history_orders_get', { ticket: Number(ticket) })));
      for (const deal of await this.#list('history_deals_get', { ticket: Number(ticket) }))
        deals.set(deal['ticket'], deal);
    }
    return {
      orders,
      ended,
      deals: [...deals.values()],
      positions: await this.#list('positions_get'),
      account: await this.#object('account_info'),
      terminal: await this.#object('terminal_info'),
    };
  }

  async #find(params: Params): Promise<unknown> {
    return {
      orders: await this.#list('orders_get'),
      ended: await this.#list('history_orders_get', spanOf(params)),
      deals: await this.#list('history_deals_get', spanOf(params)),
      terminal: await this.#object('terminal_info'),
    };
  }

  async #symbol(name: string): Promise<unknown> {
    const found = await this.#answer('symbol_info', { symbol: name });
    if (found === null) return null;
    await this.#result('symbol_select', { symbol: name, enable: true });
    return shown(((await this.#answer('symbol_info', { symbol: name })) ?? found) as Row);
  }

  async #object(call: string, args: Params = {}): Promise<unknown> {
    return shown((await this.#result(call, args)) as Row);
  }

  async #list(call: string, args: Params = {}): Promise<Row[]> {
    return ((await this.#result(call, args)) as Row[]).map(shown);
  }

  async #columns(call: string, names: readonly string[], args: Params): Promise<unknown> {
    const rows = (await this.#result(call, args)) as readonly (readonly number[])[];
    return rows.length === 0 ? {} : Object.fromEntries(names.map((name, at) => [name, rows.map((row) => row[at])]));
  }

  /** @param sent whether a request may have gone out when there is no result */
  async #result(call: string, args: Params, sent: boolean | null = false): Promise<unknown> {
    const answer = await this.#ask({ call, args });
    if (answer === null) throw new ExpertGone();
    if (answer.result !== null && answer.result !== false) return answer.result;
    const [code, text] = answer.error;
    throw new ExpertError('mt5', code, `${call}: ${text}`, code === -2 ? false : sent);
  }

  async #answer(call: string, args: Params): Promise<unknown> {
    const answer = await this.#ask({ call, args });
    if (answer === null) throw new ExpertGone();
    return answer.result;
  }
}

function spanOf({ from, to }: Params): Params {
  return { from, to };
}

function shown(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      TICKETS.has(name) && typeof value === 'number' ? String(value) : value,
    ]),
  );
}

/** Prices, volumes and tickets come as texts. */
function wholeRequest(request: Row): TradeRequest {
  const fields = Object.entries(request).map(([name, value]) => [name, TEXTS.has(name) ? value : Number(value)]);
  return { ...NOTHING_SAID, ...Object.fromEntries(fields) } as TradeRequest;
}
