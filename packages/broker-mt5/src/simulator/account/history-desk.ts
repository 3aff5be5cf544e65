import type { DeskParts } from '../orders/desk-parts.ts';
import { dealRecord, orderRecord, type TerminalRecord } from '../orders/order-records.ts';
import type { SimulatedOrder } from '../orders/simulated-order.ts';

type Query = Readonly<Record<string, unknown>>;

/** Orders that rest, and the past: by ticket, by position, or by a range of the server's time. */
export class HistoryDesk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  active(): TerminalRecord[] {
    return this.#parts.ledger.active().map((order) => orderRecord(order, this.#parts.server));
  }

  orders({ from, to, ticket }: Query): TerminalRecord[] {
    const { ledger, server } = this.#parts;
    const found = typeof ticket === 'number' ? [ledger.orders.get(ticket)] : [...ledger.orders.values()];
    return found
      .filter((order) => order !== undefined)
      .filter(
        (order) =>
          this.#isHistory(order) &&
          (ticket !== null && ticket !== undefined ? true : this.#isWithin(order.doneMs ?? 0, from, to)),
      )
      .map((order) => orderRecord(order, server));
  }

  deals({ from, to, ticket, position }: Query): TerminalRecord[] {
    const { ledger, server, clock, faults } = this.#parts;
    const latestMs = clock.utcNow() - faults.dealLagMs;
    return ledger.deals
      .filter(({ timeMs }) => timeMs <= latestMs)
      .filter((deal) => {
        // By ticket means: those of the order with this ticket.
        if (typeof ticket === 'number') return deal.order === ticket;
        if (typeof position === 'number') return deal.positionId === position;
        return this.#isWithin(deal.timeMs, from, to);
      })
      .map((deal) => dealRecord(deal, server));
  }

  #isHistory({ doneMs, isStop, filled }: SimulatedOrder): boolean {
    if (isStop && filled.isZero()) return false;
    const { clock, faults } = this.#parts;
    return doneMs !== null && doneMs <= clock.utcNow() - faults.historyLagMs;
  }

  #isWithin(utcMs: number, from: unknown, to: unknown): boolean {
    const seconds = Math.floor(this.#parts.server.toServer(utcMs) / 1000);
    return seconds >= Number(from) && seconds <= Number(to);
  }
}
