import { type Clock, type Decimal, OrderStatus, OrderType } from '@lockstep/core';
import type { Instrument } from '../../symbols/instrument.ts';
import type { SymbolBook } from '../../symbols/symbol-book.ts';
import { DealReason } from '../../wire/enums.ts';
import type { ServerTime } from '../../wire/server-time.ts';
import type { WireDeal, WireOrder, WirePosition } from '../../wire/structures.ts';
import { wireDecimal, wireText } from '../../wire/wire-decimal.ts';
import type { OrderRegistry } from '../orders/order-registry.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import type { PartPlanning } from '../positions/part-planning.ts';

export interface PositionStopsOptions {
  readonly registry: OrderRegistry;
  readonly symbols: SymbolBook;
  readonly planning: PartPlanning;
  readonly clock: Clock;
  readonly server: ServerTime;
}

/** How long a position may be gone before the deal that has closed it is seen, ms. */
const GONE_MS = 10_000;
const NONE = '0';

/** What a request says of the stop loss and the take profit of a position. */
export interface StopFields {
  readonly sl?: string;
  readonly tp?: string;
}

/**
 * Children of an entry on a hedging account: the stop loss and the take profit of the position that the entry opens. They go
 * out in its own request, and the trade server lets one end the other; they have no ticket before they are reached.
 */
export class PositionStops {
  readonly #options: PositionStopsOptions;
  /** Since when positions are gone, epoch ms UTC. */
  readonly #goneSince = new Map<string, number>();

  constructor(options: PositionStopsOptions) {
    this.#options = options;
  }

  /** Whether the children of an order are stops of its position. */
  hasStops({ children }: TrackedOrder): boolean {
    return children.length > 0 && this.#options.planning.isHedging;
  }

  /** Whether an order is a stop of a position. */
  isStop({ parent, isPlacedAlone }: TrackedOrder): boolean {
    return parent !== null && !isPlacedAlone && this.#options.planning.isHedging;
  }

  /** The stops of an entry as its request says them. @param without a child that is to be taken away */
  fieldsOf(entry: TrackedOrder, instrument: Instrument, without: TrackedOrder | null = null): StopFields {
    if (!this.hasStops(entry)) return {};
    const priced = (isTarget: boolean): string => {
      const child = entry.children.find((each) => isTargetOrder(each) === isTarget);
      const price = child === undefined || child.isClosed || child === without ? null : priceOf(child);
      return price === null ? NONE : wireText(instrument.priceOf(price));
    };
    return { sl: priced(false), tp: priced(true) };
  }

  /** The stop that a deal is of; null where it is of none. */
  ownerOf({ reason, position_id }: WireDeal): TrackedOrder | null {
    if (reason !== DealReason.StopLoss && reason !== DealReason.TakeProfit) return null;
    const entry = this.#options.registry.bracketed().find(({ position }) => position === position_id);
    return entry?.children.find((child) => isTargetOrder(child) === (reason === DealReason.TakeProfit)) ?? null;
  }

  /** Takes in that an order was executed: stops wake with their entry, and one ends the other. */
  onExecuted(tracked: TrackedOrder, { position_id, time_msc }: WireDeal): void {
    const timeMs = this.#options.server.toUtc(time_msc);
    if (this.hasStops(tracked)) {
      tracked.position = position_id;
      for (const child of tracked.children) this.#wake(tracked, child, timeMs);
    }
    if (!this.isStop(tracked) || !tracked.isClosed) return;
    for (const sibling of tracked.parent?.children ?? [])
      sibling.end(OrderStatus.Canceled, timeMs, 'The position was closed at the other one.');
  }

  #wake(entry: TrackedOrder, child: TrackedOrder, timeMs: number): void {
    child.target = entry.filled.negated();
    if (child.isClosed) return;
    child.place(`${isTargetOrder(child) ? 'tp' : 'sl'}${entry.position}`, timeMs);
  }

  /** Which positions entries of an earlier process have opened. */
  learn(deals: readonly WireDeal[]): void {
    for (const entry of this.#options.registry.bracketed()) {
      const deal = deals.find(({ order, reason }) => entry.tickets.includes(order) && reason <= DealReason.Expert);
      entry.position ??= deal?.position_id ?? null;
    }
  }

  /** Entries that may have opened a position of which nothing is known. */
  get hasUnknown(): boolean {
    return this.#options.registry.bracketed().some(({ position, tickets }) => position === null && tickets.length > 0);
  }

  /** Takes in the positions of the account, once everything that has happened was told. */
  async see(positions: readonly WirePosition[]): Promise<void> {
    if (!this.#options.planning.isHedging) return;
    for (const entry of this.#options.registry.bracketed()) {
      if (entry.position !== null) await this.#compare(entry, positions);
      else if (entry.isClosed && !entry.hasFilled) this.#end(entry, 'The entry has ended before it filled.');
    }
  }

  async #compare(entry: TrackedOrder, positions: readonly WirePosition[]): Promise<void> {
    const { clock, symbols } = this.#options;
    const ticket = entry.position ?? '';
    const position = positions.find((each) => each.ticket === ticket);
    if (position === undefined) {
      const since = this.#goneSince.get(ticket) ?? clock.utcNow();
      this.#goneSince.set(ticket, since);
      if (clock.utcNow() - since < GONE_MS) return;
      this.#goneSince.delete(ticket);
      this.#end(entry, 'The position was closed otherwise.');
      return;
    }
    const instrument = await symbols.instrument(entry.symbol);
    for (const child of entry.children)
      if (!child.isClosed && !child.isChanging) this.#follow(child, position, instrument);
  }

  /** Somebody has moved a stop, or taken it away. */
  #follow(child: TrackedOrder, position: WirePosition, instrument: Instrument): void {
    const price = wireDecimal(isTargetOrder(child) ? position.tp : position.sl);
    if (price.isZero()) {
      child.end(OrderStatus.Canceled, this.#options.clock.utcNow(), 'The position has it no more.');
      return;
    }
    const { order } = child;
    const told = child.told ?? { limitPrice: order.limitPrice, stopPrice: order.stopPrice };
    const known = isTargetOrder(child) ? told.limitPrice : told.stopPrice;
    if (price.equals(instrument.priceOf(known))) return;
    child.told = isTargetOrder(child) ? { ...told, limitPrice: price } : { ...told, stopPrice: price };
    child.change(isTargetOrder(child) ? { limitPrice: price } : { stopPrice: price });
  }

  #end(entry: TrackedOrder, text: string): void {
    for (const child of entry.children) child.end(OrderStatus.Canceled, this.#options.clock.utcNow(), text);
  }
}

export function isTargetOrder({ order }: TrackedOrder): boolean {
  return order.type === OrderType.Limit;
}

function priceOf(child: TrackedOrder): Decimal {
  return isTargetOrder(child) ? child.order.limitPrice : child.order.stopPrice;
}

/** The price at which an order or a position has a stop; 0 where it has none. */
export function stopPriceOf(child: TrackedOrder, { sl, tp }: Pick<WireOrder | WirePosition, 'sl' | 'tp'>): number {
  return isTargetOrder(child) ? tp : sl;
}
