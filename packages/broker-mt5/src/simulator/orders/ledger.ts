import { DealType } from '../../wire/enums.ts';
import type { SimulatedPositions } from '../positions/simulated-positions.ts';
import type { SimulatedOrder } from './simulated-order.ts';

/** A deal of the terminal. */
export interface SimulatedDeal {
  readonly ticket: number;
  /** Ticket of its order; 0 for money that comes or goes. */
  readonly order: number;
  readonly timeMs: number;
  readonly type: number;
  readonly entry: number;
  readonly magic: number;
  readonly positionId: number;
  readonly reason: number;
  /** Lots. */
  readonly volume: number;
  readonly price: number;
  readonly commission: number;
  readonly swap: number;
  readonly profit: number;
  readonly symbol: string;
  readonly comment: string;
}

/** What a terminal knows: orders, deals and positions by their tickets. */
export class Ledger {
  readonly orders = new Map<number, SimulatedOrder>();
  readonly deals: SimulatedDeal[] = [];
  readonly positions: SimulatedPositions;
  #tickets = 0;
  #revision = 0;
  readonly #active = new Set<SimulatedOrder>();
  /** Told of each change. */
  onTouched: (() => void) | null = null;

  constructor(positions: SimulatedPositions) {
    this.positions = positions;
  }

  /** Grows whenever something has changed that a look would show. */
  get revision(): number {
    return this.#revision;
  }

  touch(): void {
    this.#revision += 1;
    this.onTouched?.();
  }

  nextTicket(): number {
    return (this.#tickets += 1);
  }

  add(order: SimulatedOrder): void {
    this.orders.set(order.ticket, order);
    this.#active.add(order);
    this.touch();
  }

  /** It never came to be. */
  remove(order: SimulatedOrder): void {
    this.orders.delete(order.ticket);
    this.#active.delete(order);
  }

  addDeal(deal: SimulatedDeal): void {
    this.deals.push(deal);
    this.touch();
  }

  /** The broker takes a deal back. */
  cancelDeal(deal: SimulatedDeal): void {
    const type = deal.type === DealType.Sell ? DealType.SellCanceled : DealType.BuyCanceled;
    this.deals[this.deals.indexOf(deal)] = { ...deal, type, profit: 0 };
    this.touch();
  }

  /** Orders that rest. */
  active(): SimulatedOrder[] {
    for (const order of this.#active) if (order.doneMs !== null) this.#active.delete(order);
    return [...this.#active].filter(({ isStop }) => !isStop);
  }
}
