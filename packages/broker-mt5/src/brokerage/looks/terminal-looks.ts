import { type BrokerageInbox, type Clock, Decimal } from '@lockstep/core';
import { BridgeFailure } from '../../bridge/bridge-failure.ts';
import type { TerminalSession } from '../../bridge/terminal-session.ts';
import type { Instrument } from '../../symbols/instrument.ts';
import type { SymbolBook } from '../../symbols/symbol-book.ts';
import { DealEntry, DealReason } from '../../wire/enums.ts';
import type { ServerTime } from '../../wire/server-time.ts';
import type { WireDeal, WireOrder, WirePosition, WireSnapshot } from '../../wire/structures.ts';
import { wireDecimal } from '../../wire/wire-decimal.ts';
import type { OrderRegistry } from '../orders/order-registry.ts';
import { pricesOf } from '../orders/order-terms.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { isNamed } from '../requests/order-search.ts';
import type { PositionStops } from '../stops/position-stops.ts';
import { instrumentOf, isCanceled, isTrade, readDeal } from './deal-reader.ts';
import type { ExternalActivity } from './external-activity.ts';
import { endingOf } from './order-endings.ts';

export interface TerminalLooksOptions {
  readonly session: TerminalSession;
  readonly clock: Clock;
  readonly server: ServerTime;
  readonly symbols: SymbolBook;
  readonly registry: OrderRegistry;
  readonly inbox: () => BrokerageInbox | null;
  readonly external: ExternalActivity;
  readonly stops: PositionStops;
  readonly magic: number;
  /** Of the account. */
  readonly currency: () => string;
  /** What the terminal says of itself. */
  readonly onSnapshot: (snapshot: WireSnapshot) => void;
  /** Positions as they are once everything that has happened was told. */
  readonly onPositions: (positions: readonly WirePosition[]) => void;
}

/** The server's clock may be ahead, and deals may come to the history late. */
const DAY_MS = 86_400_000;
/** What comes a little late every look sees; what comes later than that, one look in a minute, which takes in the day. */
const USUALLY_MS = 5 * 60_000;
const WIDE_EVERY_MS = 60_000;

/** Something that has happened at the broker, in its place in time. */
interface Happening {
  readonly timeMs: number;
  readonly order: string;
  /** What was executed comes before how the order ended. */
  readonly rank: 0 | 1;
  readonly tell: () => void;
}

/**
 * Looks at the terminal, which tells nothing by itself: new deals are executions, orders that are gone are looked up in the
 * history. Everything is told once, in the order in which it happened.
 */
export class TerminalLooks {
  readonly #options: TerminalLooksOptions;
  /** Deals that were told or are none of ours, with their time at the server. */
  readonly #seen = new Map<string, number>();
  /** Deals that were taken back, and told so. */
  readonly #canceled = new Set<string>();
  /** Time at the server of the newest deal. */
  #newestMs: number | null = null;
  /** What was before it is told only of our own orders. */
  #firstMs = Number.POSITIVE_INFINITY;
  /** When the whole day is looked at again, epoch ms UTC. */
  #nextWideUtc = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(options: TerminalLooksOptions) {
    this.#options = options;
  }

  get isLooking(): boolean {
    return this.#running !== null;
  }

  /** Deals from now on are news; those of our own orders always are. */
  begin(): void {
    const { server, clock } = this.#options;
    this.#firstMs = Math.min(this.#firstMs, server.toServer(clock.utcNow()));
  }

  /**
   * Takes in what has happened. One look at a time: who asks meanwhile gets the next one.
   *
   * @throws BridgeFailure
   */
  look(): Promise<void> {
    if (this.#running === null) {
      this.#running = this.#look().finally(() => {
        this.#running = null;
      });
      return this.#running;
    }
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return this.look();
      });
    return this.#next;
  }

  async #look(): Promise<void> {
    const { session, registry, onSnapshot, onPositions, stops } = this.#options;
    const open = registry.open();
    const tickets = open.flatMap((tracked) => tracked.tickets);
    const snapshot = await session.request<WireSnapshot | null>('snapshot', { ...this.#window(), tickets });
    if (!isWhole(snapshot))
      throw new BridgeFailure('internal', 0, 'the bridge answered a look with no snapshot', false);
    onSnapshot(snapshot);
    const happened = [...(await this.#deals(snapshot.deals)), ...(await this.#endings(open, snapshot.ended))];
    happened.sort((a, b) => a.timeMs - b.timeMs || compareTickets(a.order, b.order) || a.rank - b.rank);
    for (const { tell } of happened) tell();
    this.#orders(snapshot.orders);
    await stops.see(snapshot.positions);
    onPositions(snapshot.positions);
  }

  /** Seconds of the server. */
  #window(): { readonly from: number; readonly to: number } {
    const { server, clock } = this.#options;
    const utcNow = clock.utcNow();
    const now = server.toServer(utcNow);
    const newest = Math.min(this.#newestMs ?? now, now);
    const to = Math.ceil((now + DAY_MS) / 1000);
    if (utcNow < this.#nextWideUtc) return { from: Math.floor((newest - USUALLY_MS) / 1000), to };
    this.#nextWideUtc = utcNow + WIDE_EVERY_MS;
    const from = newest - DAY_MS;
    for (const [ticket, timeMs] of this.#seen) if (timeMs < from - DAY_MS) this.#seen.delete(ticket);
    return { from: Math.floor(from / 1000), to };
  }

  async #deals(deals: readonly WireDeal[]): Promise<Happening[]> {
    const happened: Happening[] = [];
    for (const deal of deals) {
      this.#newestMs = Math.max(this.#newestMs ?? deal.time_msc, deal.time_msc);
      if (isCanceled(deal)) happened.push(...this.#takenBack(deal));
      if (this.#seen.has(deal.ticket)) continue;
      const tell = await this.#news(deal);
      if (tell === 'later') continue;
      this.#seen.set(deal.ticket, deal.time_msc);
      if (tell !== null) happened.push({ timeMs: deal.time_msc, order: deal.order, rank: 0, tell });
    }
    return happened;
  }

  /** A deal that was told as an execution has become a cancelled one. */
  #takenBack(deal: WireDeal): Happening[] {
    if (this.#canceled.has(deal.ticket)) return [];
    this.#canceled.add(deal.ticket);
    const { registry, inbox } = this.#options;
    const { ticket: executionId, time_msc: timeMs, order } = deal;
    const tracked = registry.withTicket(order);
    if (tracked === null && !this.#seen.has(executionId)) return [];
    const whose = tracked === null ? {} : { orderId: tracked.id };
    const tell = (): void => inbox()?.message({ kind: 'executionCorrected', executionId, correction: null, ...whose });
    return [{ timeMs, order, rank: 1, tell }];
  }

  /** What there is to tell of a deal; `later` while it may be one of an order that is on its way. */
  async #news(deal: WireDeal): Promise<(() => void) | 'later' | null> {
    const { server, symbols, external, magic, currency } = this.#options;
    const isNew = deal.time_msc >= this.#firstMs;
    // Two positions that close each other leave their sum as it was.
    if (deal.entry === DealEntry.OutBy) return isNew ? () => this.#cost(deal) : null;
    if (!isTrade(deal)) return isNew ? () => external.money(deal, server.toUtc(deal.time_msc), currency()) : null;
    const tracked = this.#owner(deal);
    const instrument =
      tracked === null ? await instrumentOf(symbols, deal.symbol) : await symbols.instrument(tracked.symbol);
    if (tracked !== null && instrument !== null) return () => this.#execute(tracked, deal, instrument);
    const isForced = deal.reason === DealReason.StopOut;
    if (deal.magic === String(magic) && !isForced && this.#isAnyOnItsWay()) return 'later';
    if (!isNew) return null;
    return () => external.execution(deal, instrument, server, currency(), isForced);
  }

  #execute(tracked: TrackedOrder, deal: WireDeal, instrument: Instrument): void {
    const { server, currency } = this.#options;
    const told = readDeal(deal, instrument, server, currency());
    tracked.place(deal.order, told.timeMs);
    tracked.fill(told);
    this.#options.stops.onExecuted(tracked, deal);
    this.#flow(deal, 'financing', wireDecimal(deal.swap));
  }

  /** What it has cost that two positions have closed each other. */
  #cost(deal: WireDeal): void {
    this.#flow(deal, 'financing', wireDecimal(deal.swap));
    this.#flow(deal, 'fee', wireDecimal(deal.commission).plus(wireDecimal(deal.fee)));
  }

  #flow({ ticket, time_msc }: WireDeal, reason: 'financing' | 'fee', amount: Decimal): void {
    if (amount.isZero()) return;
    const { server, currency, inbox } = this.#options;
    const id = reason === 'financing' ? `swap-${ticket}` : `fee-${ticket}`;
    const timeMs = server.toUtc(time_msc);
    inbox()?.message({ kind: 'cashFlow', id, reason, currency: currency(), amount, timeMs });
  }

  #owner(deal: WireDeal): TrackedOrder | null {
    const { magic, comment } = deal;
    const { registry, magic: own, stops } = this.#options;
    const known = registry.withTicket(deal.order) ?? stops.ownerOf(deal);
    if (known !== null || magic !== String(own)) return known;
    return registry.open().find((tracked) => tracked.isOnItsWay && isNamed(comment, tracked.clientOrderId)) ?? null;
  }

  #isAnyOnItsWay(): boolean {
    return this.#options.registry.open().some(({ isOnItsWay }) => isOnItsWay);
  }

  /** Orders of which all parts are in the history have ended, once their deals are told. */
  async #endings(open: readonly TrackedOrder[], ended: readonly WireOrder[]): Promise<Happening[]> {
    const { symbols, server } = this.#options;
    const happened: Happening[] = [];
    for (const tracked of open) {
      const records = ended.filter(({ ticket }) => tracked.tickets.includes(ticket));
      const last = records.at(-1);
      if (tracked.isPlacing || last === undefined || records.length < tracked.tickets.length) continue;
      const ending = endingOf(records, tracked.shortfall);
      if (ending === null) continue;
      const instrument = await symbols.instrument(tracked.symbol);
      const executed = records.reduce((sum, { volume_initial, volume_current }) => {
        return sum.plus(instrument.unitsOf(volume_initial)).minus(instrument.unitsOf(volume_current));
      }, Decimal.ZERO);
      const tell = (): void => {
        if (tracked.filled.abs().gte(executed))
          tracked.end(ending.status, server.toUtc(last.time_done_msc), ending.text);
      };
      happened.push({ timeMs: last.time_done_msc, order: last.ticket, rank: 1, tell });
    }
    return happened;
  }

  /** Orders that rest: those of others, and those of ours that somebody has changed. */
  #orders(orders: readonly WireOrder[]): void {
    const { registry, external, magic } = this.#options;
    for (const wire of orders) {
      const tracked = registry.withTicket(wire.ticket);
      if (tracked !== null) tellChanges(tracked, wire);
      else if (wire.magic !== String(magic) || !this.#isAnyOnItsWay()) external.order(wire);
    }
  }
}

/** Of what a bridge says nothing is believed before it has the form of it. */
function isWhole(snapshot: WireSnapshot | null): snapshot is WireSnapshot {
  const { orders, ended, deals, positions } = snapshot ?? {};
  return [orders, ended, deals, positions].every(Array.isArray);
}

function tellChanges(tracked: TrackedOrder, wire: WireOrder): void {
  // What we have asked for ourselves is told when it is answered.
  if (tracked.isChanging || tracked.isClosed) return;
  const { limitPrice, stopPrice } = pricesOf(wire);
  const { order } = tracked;
  const known = tracked.told ?? { limitPrice: order.limitPrice, stopPrice: order.stopPrice };
  const changes = {
    ...(limitPrice !== null && !limitPrice.equals(known.limitPrice) && limitPrice.sign() > 0 ? { limitPrice } : {}),
    ...(stopPrice !== null && !stopPrice.equals(known.stopPrice) && stopPrice.sign() > 0 ? { stopPrice } : {}),
  };
  if (Object.keys(changes).length === 0) return;
  tracked.told = { limitPrice: limitPrice ?? known.limitPrice, stopPrice: stopPrice ?? known.stopPrice };
  tracked.change(changes);
}

function compareTickets(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
