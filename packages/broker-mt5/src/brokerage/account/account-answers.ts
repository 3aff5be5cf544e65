import {
  type BrokerageCash,
  type BrokerageExecutions,
  type BrokerageHolding,
  type BrokerageOrder,
  type Clock,
  Decimal,
  SecurityType,
} from '@lockstep/core';
import type { TerminalSession } from '../../bridge/terminal-session.ts';
import type { Instrument } from '../../symbols/instrument.ts';
import type { SymbolBook } from '../../symbols/symbol-book.ts';
import { PositionSide } from '../../wire/enums.ts';
import type { ServerTime } from '../../wire/server-time.ts';
import type { WireAccount, WireDeal, WireOrder, WirePosition } from '../../wire/structures.ts';
import { wireDecimal } from '../../wire/wire-decimal.ts';
import { instrumentOf, isTrade } from '../looks/deal-reader.ts';
import type { OrderRegistry } from '../orders/order-registry.ts';
import { type FoundOrders, isNamed } from '../requests/order-search.ts';
import { describeDeal, describeOrder } from './broker-records.ts';

export interface AccountAnswersOptions {
  readonly session: TerminalSession;
  readonly clock: Clock;
  readonly server: ServerTime;
  readonly symbols: SymbolBook;
  readonly registry: OrderRegistry;
  readonly magic: number;
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
    return Promise.all(orders.map((wire) => this.#describe(wire, deals)));
  }

  async findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    const { registry, magic } = this.#options;
    const { orders, ended, deals } = await this.#find(LOOKED_DAYS);
    const known = registry.withClientOrderId(clientOrderId);
    const wire = [...orders, ...ended].find(
      (each) => each.ticket === known?.ticket || (each.magic === String(magic) && isNamed(each.comment, clientOrderId)),
    );
    if (wire === undefined) return null;
    known?.place(wire.ticket, this.#options.server.toUtc(wire.time_setup_msc));
    return this.#describe(wire, deals);
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
  #nameOf({ magic, comment }: WireOrder | WireDeal): string | null {
    return magic === String(this.#options.magic) && comment !== '' ? (comment.split(' ')[0] ?? null) : null;
  }

  async getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    const { session, server, registry, symbols } = this.#options;
    const from = Math.floor(server.toServer(sinceMs) / 1000) - 1;
    const range = { from, to: this.#now() + DAY_SECONDS };
    const deals = await session.request<WireDeal[]>('deals', range);
    const account = await session.request<WireAccount>('account_info', {});
    const trades = deals
      .filter((deal) => isTrade(deal) && server.toUtc(deal.time_msc) >= sinceMs)
      .sort((a, b) => a.time_msc - b.time_msc || Number(a.ticket) - Number(b.ticket));
    const executions = await Promise.all(
      trades.map(async (deal) =>
        describeDeal(deal, {
          instrument: await instrumentOf(symbols, deal.symbol),
          server,
          currency: account.currency,
          clientOrderId: registry.withTicket(deal.order)?.clientOrderId ?? this.#nameOf(deal),
        }),
      ),
    );
    return { executions, completeFromMs: sinceMs };
  }

  async getHoldings(): Promise<readonly BrokerageHolding[]> {
    const positions = await this.#options.session.request<WirePosition[]>('positions', {});
    return Promise.all(
      positions.map(async (position) => {
        const instrument = await instrumentOf(this.#options.symbols, position.symbol);
        return {
          symbol: instrument?.symbol ?? null,
          instrument: position.symbol,
          quantity: unitsOf(position, instrument),
          averagePrice: wireDecimal(position.price_open),
          marketPrice: position.price_current === 0 ? null : wireDecimal(position.price_current),
          positionId: null,
        };
      }),
    );
  }

  /**
   * Balances as a portfolio keeps them that books purchases as cash: MetaTrader has one balance, which a position does not
   * change before it is closed.
   */
  async getCashBalance(): Promise<readonly BrokerageCash[]> {
    const { session, symbols } = this.#options;
    const account = await session.request<WireAccount>('account_info', {});
    const positions = await session.request<WirePosition[]>('positions', {});
    const amounts = new Map([[account.currency, wireDecimal(account.balance)]]);
    const add = (currency: string, amount: Decimal): void =>
      void amounts.set(currency, (amounts.get(currency) ?? Decimal.ZERO).plus(amount));
    for (const position of positions) {
      const instrument = await instrumentOf(symbols, position.symbol);
      if (instrument === null || !movesCash(instrument)) continue;
      const units = unitsOf(position, instrument);
      add(instrument.wire.currency_profit, units.times(wireDecimal(position.price_open)).negated());
      if (isPair(instrument)) add(instrument.wire.currency_base, units);
    }
    return [...amounts].map(([currency, amount]) => ({ currency, amount }));
  }
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
