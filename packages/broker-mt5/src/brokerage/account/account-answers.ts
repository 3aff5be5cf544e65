import {
  type BrokerageCash,
  type BrokerageExecutions,
  type BrokerageHolding,
  type BrokerageOrder,
  type Clock,
  Decimal,
  OrderStatus,
  SecurityType,
} from '@lockstep/core';
import type { TerminalSession } from '../../bridge/terminal-session.ts';
import type { Instrument } from '../../symbols/instrument.ts';
import type { SymbolBook } from '../../symbols/symbol-book.ts';
import { DealEntry, DealReason, OrderReason, PositionSide } from '../../wire/enums.ts';
import type { ServerTime } from '../../wire/server-time.ts';
import type { WireAccount, WireDeal, WireOrder, WirePosition } from '../../wire/structures.ts';
import { wireDecimal } from '../../wire/wire-decimal.ts';
import { instrumentOf, isTrade } from '../looks/deal-reader.ts';
import type { OrderRegistry } from '../orders/order-registry.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import type { PartPlanning } from '../positions/part-planning.ts';
import { type FoundOrders, isNamed } from '../requests/order-search.ts';
import { isTargetOrder, type PositionStops, stopPriceOf } from '../stops/position-stops.ts';
import { describeDeal, describeOrder, joinParts } from './broker-records.ts';
import { netPositionOf } from './net-position.ts';
import { describeStop, hostOf } from './stop-records.ts';

export interface AccountAnswersOptions {
  readonly session: TerminalSession;
  readonly clock: Clock;
  readonly server: ServerTime;
  readonly symbols: SymbolBook;
  readonly registry: OrderRegistry;
  readonly magic: number;
  readonly planning: PartPlanning;
  readonly stops: PositionStops;
}

const DAY_SECONDS = 86_400;
/** How far back an order is looked for, days. */
const LOOKED_DAYS = 400;

/** Answers questions about the account, each in full or not at all. */
export class AccountAnswers {
  readonly #options: AccountAnswersOptions;

  constructor(options: AccountAnswersOptions) {
    this.#options = options;
  }

  async getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    const { session } = this.#options;
    const orders = await session.request<WireOrder[]>('orders', {});
    const isPartial = orders.some(({ volume_initial, volume_current }) => volume_initial !== volume_current);
    const deals = isPartial ? (await this.#find(LOOKED_DAYS)).deals : [];
    const described = await Promise.all(orders.map((wire) => this.#describe(wire, deals)));
    return [...described, ...(await this.#stopOrders(orders))];
  }

  /** Stops of positions, and of orders that rest: they have no record of their own. */
  async #stopOrders(orders: readonly WireOrder[]): Promise<BrokerageOrder[]> {
    const { registry, stops, session } = this.#options;
    const entries = registry.bracketed().filter((entry) => stops.hasStops(entry));
    if (entries.length === 0) return [];
    const positions = await session.request<WirePosition[]>('positions', {});
    return entries.flatMap((entry) =>
      entry.children.flatMap((child) => {
        const host = hostOf(entry, orders, positions);
        const isThere = host !== null && !child.isClosed && stopPriceOf(child, host) !== 0;
        return isThere ? [describeStop(child, OrderStatus.Submitted, stopPriceOf(child, host))] : [];
      }),
    );
  }

  /** Everything that was traded, as far back as orders are looked for. */
  async deals(): Promise<readonly WireDeal[]> {
    return (await this.#find(LOOKED_DAYS)).deals;
  }

  async findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    const { registry, magic } = this.#options;
    const { orders, ended, deals } = await this.#find(LOOKED_DAYS);
    const known = registry.withClientOrderId(clientOrderId);
    if (known !== null && this.#options.stops.isStop(known)) return this.#findStop(known, orders, deals);
    const parts = [...ended, ...orders].filter(
      ({ ticket, magic: own, comment }) =>
        known?.tickets.includes(ticket) || (own === String(magic) && isNamed(comment, clientOrderId)),
    );
    for (const { ticket, time_setup_msc } of parts) known?.place(ticket, this.#options.server.toUtc(time_setup_msc));
    const described = await Promise.all(parts.map((wire) => this.#describe(wire, deals)));
    const [first] = described;
    if (first === undefined) return null;
    if (known === null) return described.length === 1 ? first : joinParts(described, null, false);
    return joinParts(described, await this.#wanted(known), known.isPlacing);
  }

  async #findStop(
    child: TrackedOrder,
    orders: readonly WireOrder[],
    deals: readonly WireDeal[],
  ): Promise<BrokerageOrder | null> {
    const { session, symbols } = this.#options;
    const entry = child.parent;
    if (entry === null || entry.tickets.length === 0) return null;
    const positions = await session.request<WirePosition[]>('positions', {});
    const reason = isTargetOrder(child) ? DealReason.TakeProfit : DealReason.StopLoss;
    const own = deals.filter((deal) => isTrade(deal) && deal.position_id === entry.position && deal.reason === reason);
    const host = hostOf(entry, orders, positions);
    const price = host === null ? 0 : stopPriceOf(child, host);
    const status =
      own.length > 0 && host === null ? OrderStatus.Filled : price === 0 ? OrderStatus.Canceled : OrderStatus.Submitted;
    const instrument = await symbols.instrument(child.symbol);
    return describeStop(child, child.ending ?? status, price, own, instrument);
  }

  /** What the broker is asked for of an order: whole steps of its volume; null for one that could not be asked for. */
  async #wanted({ order, target }: TrackedOrder): Promise<Decimal | null> {
    if (target !== null) return target;
    const instrument = await this.#options.symbols.instrument(order.symbol);
    const lots = instrument.lotsOf(order.quantity);
    if ('refusal' in lots) return null;
    const units = lots.times(instrument.unitsPerLot).normalize();
    return order.quantity.sign() < 0 ? units.negated() : units;
  }

  #find(days: number): Promise<FoundOrders> {
    const now = this.#now();
    return this.#options.session.request<FoundOrders>('find', {
      from: now - days * DAY_SECONDS,
      to: now + DAY_SECONDS,
    });
  }

  /** Seconds of the server. */
  #now(): number {
    const { server, clock } = this.#options;
    return Math.floor(server.toServer(clock.utcNow()) / 1000);
  }

  async #describe(wire: WireOrder, deals: readonly WireDeal[]): Promise<BrokerageOrder> {
    const { symbols, server, registry } = this.#options;
    const tracked = registry.withTicket(wire.ticket);
    const instrument = await instrumentOf(symbols, wire.symbol);
    return describeOrder(wire, {
      instrument,
      server,
      deals,
      clientOrderId: tracked?.clientOrderId ?? this.#nameOf(wire),
    });
  }

  /** Our id of an order, of which nothing but its record is known here. */
  #nameOf({ magic, comment, reason }: WireOrder | WireDeal): string | null {
    // What the server does by itself, such as at a stop of a position, has its magic number and a comment of the server's.
    if (magic !== String(this.#options.magic) || reason > OrderReason.Expert || comment === '') return null;
    return comment.split(' ')[0] ?? null;
  }

  async getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    const { session, server, registry, symbols, stops } = this.#options;
    const from = Math.floor(server.toServer(sinceMs) / 1000) - 1;
    const range = { from, to: this.#now() + DAY_SECONDS };
    const deals = await session.request<WireDeal[]>('deals', range);
    const account = await session.request<WireAccount>('account_info', {});
    const trades = deals
      .filter((deal) => isTrade(deal) && deal.entry !== DealEntry.OutBy && server.toUtc(deal.time_msc) >= sinceMs)
      .sort((a, b) => a.time_msc - b.time_msc || Number(a.ticket) - Number(b.ticket));
    const executions = await Promise.all(
      trades.map(async (deal) =>
        describeDeal(deal, {
          instrument: await instrumentOf(symbols, deal.symbol),
          server,
          currency: account.currency,
          clientOrderId: (registry.withTicket(deal.order) ?? stops.ownerOf(deal))?.clientOrderId ?? this.#nameOf(deal),
        }),
      ),
    );
    return { executions, completeFromMs: sinceMs };
  }

  async getHoldings(): Promise<readonly BrokerageHolding[]> {
    const { session, planning } = this.#options;
    const positions = await session.request<WirePosition[]>('positions', {});
    return Promise.all(
      positions.map(async (position) => {
        const instrument = await instrumentOf(this.#options.symbols, position.symbol);
        return {
          symbol: instrument?.symbol ?? null,
          instrument: position.symbol,
          quantity: unitsOf(position, instrument),
          averagePrice: wireDecimal(position.price_open),
          marketPrice: position.price_current === 0 ? null : wireDecimal(position.price_current),
          positionId: planning.isHedging ? position.ticket : null,
        };
      }),
    );
  }

  /**
   * Balances as a portfolio keeps them that books purchases as cash and nets positions: MetaTrader has one balance, which a
   * position does not change before it is closed.
   */
  async getCashBalance(): Promise<readonly BrokerageCash[]> {
    const { session, symbols } = this.#options;
    const account = await session.request<WireAccount>('account_info', {});
    const positions = await session.request<WirePosition[]>('positions', {});
    const amounts = new Map([[account.currency, wireDecimal(account.balance)]]);
    const add = (currency: string, amount: Decimal): void =>
      void amounts.set(currency, (amounts.get(currency) ?? Decimal.ZERO).plus(amount));
    const unpaid = new Map<string, Ticketed>();
    for (const position of positions) {
      const instrument = await instrumentOf(symbols, position.symbol);
      if (instrument === null) continue;
      const units = unitsOf(position, instrument);
      const cost = units.times(wireDecimal(position.price_open));
      if (movesCash(instrument)) {
        add(instrument.wire.currency_profit, cost.negated());
        if (isPair(instrument)) add(instrument.wire.currency_base, units);
      } else {
        const { units: others, cost: theirs } = unpaid.get(position.symbol) ?? {
          units: Decimal.ZERO,
          cost: Decimal.ZERO,
        };
        unpaid.set(position.symbol, { instrument, units: others.plus(units), cost: theirs.plus(cost) });
      }
    }
    for (const ticketed of await this.#realised(unpaid)) add(ticketed.instrument.wire.currency_profit, ticketed.amount);
    return [...amounts].map(([currency, amount]) => ({ currency, amount }));
  }

  /**
   * What a portfolio that nets has booked as profit beyond what the account has: a hedging one closes ticket by ticket, and two
   * opposite ones have closed nothing. Where the past does not explain the positions, nothing is said.
   */
  async #realised(
    unpaid: ReadonlyMap<string, Ticketed>,
  ): Promise<{ readonly instrument: Instrument; readonly amount: Decimal }[]> {
    if (!this.#options.planning.isHedging || unpaid.size === 0) return [];
    const { deals } = await this.#find(LOOKED_DAYS);
    const inTurn = deals.toSorted((a, b) => a.time_msc - b.time_msc || Number(a.ticket) - Number(b.ticket));
    return [...unpaid.values()].flatMap(({ instrument, units, cost }) => {
      const net = netPositionOf(inTurn, instrument);
      if (!net.quantity.equals(units)) return [];
      return [{ instrument, amount: net.quantity.times(net.averagePrice).minus(cost).normalize() }];
    });
  }
}

/** Positions of one instrument on a hedging account. */
interface Ticketed {
  readonly instrument: Instrument;
  /** Signed, of all of them. */
  readonly units: Decimal;
  /** Units at the prices at which they were opened. */
  readonly cost: Decimal;
}

function unitsOf({ volume, type }: WirePosition, instrument: Instrument | null): Decimal {
  const units = instrument?.unitsOf(volume) ?? wireDecimal(volume);
  return type === PositionSide.Sell ? units.negated() : units;
}

/** Contracts for difference and futures are not paid for: only their profit is booked. */
function movesCash({ symbol: { securityType } }: Instrument): boolean {
  return (
    securityType !== SecurityType.Cfd &&
    securityType !== SecurityType.Future &&
    securityType !== SecurityType.CryptoFuture
  );
}

function isPair({ symbol: { securityType } }: Instrument): boolean {
  return securityType === SecurityType.Forex || securityType === SecurityType.Crypto;
}
