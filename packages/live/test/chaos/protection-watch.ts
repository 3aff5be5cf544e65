import { OrderStatus, OrderType, type SimulatedVenue } from '@lockstep/core';
import { BRACKETED, LIQUIDATION } from './random-trader.ts';
import type { SentOrder } from './sent-orders.ts';

/**
 * Looks, at the venue itself, whether positions that were entered with a bracket have their stop. A position that somebody
 * asked to close is nobody's to protect.
 */
export class ProtectionWatch {
  readonly #venue: SimulatedVenue;
  readonly #sent: ReadonlyMap<number, SentOrder>;
  readonly #deadlineMs: number;
  #sinceMs: number | null = null;
  #isTold = false;
  /** Positions that were without their stop for longer than the deadline, in words. */
  readonly found: string[] = [];

  /** @param sent what the engine has handed to the wire, by number */
  constructor(venue: SimulatedVenue, sent: ReadonlyMap<number, SentOrder>, deadlineMs: number) {
    this.#venue = venue;
    this.#sent = sent;
    this.#deadlineMs = deadlineMs;
  }

  /** @param isExcused nobody can place anything at present, or could a moment ago */
  async look(nowMs: number, isExcused: boolean): Promise<void> {
    const missing = await this.#missing();
    if (missing === 0 || isExcused) {
      this.#sinceMs = null;
      this.#isTold = false;
      return;
    }
    this.#sinceMs ??= nowMs;
    if (nowMs - this.#sinceMs <= this.#deadlineMs || this.#isTold) return;
    this.#isTold = true;
    this.found.push(`${missing} of ${BRACKETED} without a stop since ${new Date(this.#sinceMs).toISOString()}`);
  }

  /** Units of the position that no stop, and no order that closes them, stands for. */
  async #missing(): Promise<number> {
    const venue = this.#venue;
    const holding = (await venue.getHoldings()).find(({ instrument }) => instrument === BRACKETED);
    const held = holding?.quantity.toNumber() ?? 0;
    if (held === 0) return 0;
    const seen = [...this.#sent.values()].filter(({ symbol }) => symbol === BRACKETED);
    const closing = seen.findLast(({ bracketId, tag }) => bracketId === 0 && isClosing(tag));
    const entry = seen.findLast(({ hasChildren }) => hasChildren);
    if (entry === undefined || (closing !== undefined && closing.id > entry.id)) return 0;
    const ofBracket = new Map(seen.map(({ id, bracketId, clientOrderId }) => [clientOrderId, bracketId || id]));
    let exposed = 0;
    for (const { clientOrderId, quantity } of (await venue.getExecutions(0)).executions)
      if (ofBracket.get(clientOrderId ?? '') === entry.id) exposed += quantity.toNumber();
    // What was closed twice is another position: nobody entered it.
    if (Math.sign(exposed) !== Math.sign(entry.quantity) || Math.sign(exposed) !== Math.sign(held)) return 0;
    const units = Math.min(Math.abs(held), Math.abs(exposed));
    const open = (await venue.getOpenOrders()).filter(({ instrument }) => instrument === BRACKETED);
    let covered = 0;
    for (const { type, quantity, filledQuantity, parentBrokerId, status } of open) {
      const closes = Math.sign(quantity.toNumber()) === -Math.sign(held);
      const waits = parentBrokerId !== null && status === OrderStatus.New;
      if (closes && !waits && (type === OrderType.StopMarket || type === OrderType.Market))
        covered += Math.abs(quantity.minus(filledQuantity).toNumber());
    }
    return Math.max(0, units - covered);
  }
}

/** Tags of orders that give a bracket up: the strategy's, an operator's. */
function isClosing(tag: string): boolean {
  return tag === LIQUIDATION || tag.startsWith('chaos') || tag.startsWith('Kill switch') || tag.startsWith('Error of');
}
