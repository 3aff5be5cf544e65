import { OrderStatus, OrderType, type SimulatedVenue } from '@lockstep/core';
import type { EngineHost } from './engine-host.ts';
import { CLOSED_AFTER_MS } from './known-after.ts';
import { BRACKETED, LIQUIDATION } from './random-trader.ts';

/**
 * Looks, at the venue itself, whether positions that were entered with a bracket have their stop. A position for which an order
 * that closes it was sent is nobody's to protect; one whose stop somebody gave up has to be closed soon.
 */
export class ProtectionWatch {
  readonly #venue: SimulatedVenue;
  readonly #engine: Pick<EngineHost, 'sent' | 'cancelled'>;
  readonly #deadlineMs: number;
  #sinceMs: number | null = null;
  #isTold = false;
  /** Positions that were without their stop for longer than the deadline, in words. */
  readonly found: string[] = [];

  /** @param engine what it has handed to the wire */
  constructor(venue: SimulatedVenue, engine: Pick<EngineHost, 'sent' | 'cancelled'>, deadlineMs: number) {
    this.#venue = venue;
    this.#engine = engine;
    this.#deadlineMs = deadlineMs;
  }

  /** @param isExcused nobody can place anything at present, or could a moment ago */
  async look(nowMs: number, isExcused: boolean): Promise<void> {
    const { missing, isGivenUp } = await this.#exposure();
    if (missing === 0 || isExcused) {
      this.#sinceMs = null;
      this.#isTold = false;
      return;
    }
    this.#sinceMs ??= nowMs;
    const deadlineMs = isGivenUp ? CLOSED_AFTER_MS : this.#deadlineMs;
    if (nowMs - this.#sinceMs <= deadlineMs || this.#isTold) return;
    this.#isTold = true;
    this.found.push(`${missing} of ${BRACKETED} without a stop since ${new Date(this.#sinceMs).toISOString()}`);
  }

  /** Units of the position that no stop, and no order that closes them, stands for; and whether its stop was given up. */
  async #exposure(): Promise<Exposure> {
    const venue = this.#venue;
    const { sent, cancelled } = this.#engine;
    const holding = (await venue.getHoldings()).find(({ instrument }) => instrument === BRACKETED);
    const held = holding?.quantity.toNumber() ?? 0;
    if (held === 0) return NO_EXPOSURE;
    const seen = [...sent.values()].filter(({ symbol }) => symbol === BRACKETED);
    const closing = seen.findLast(({ bracketId, tag }) => bracketId === 0 && isClosing(tag));
    const entry = seen.findLast(({ hasChildren }) => hasChildren);
    if (entry === undefined || (closing !== undefined && closing.id > entry.id)) return NO_EXPOSURE;
    const ofBracket = new Map(seen.map(({ id, bracketId, clientOrderId }) => [clientOrderId, bracketId || id]));
    let exposed = 0;
    for (const { clientOrderId, quantity } of (await venue.getExecutions(0)).executions)
      if (ofBracket.get(clientOrderId ?? '') === entry.id) exposed += quantity.toNumber();
    // What was closed twice is another position: nobody entered it.
    if (Math.sign(exposed) !== Math.sign(entry.quantity) || Math.sign(exposed) !== Math.sign(held)) return NO_EXPOSURE;
    const units = Math.min(Math.abs(held), Math.abs(exposed));
    const open = (await venue.getOpenOrders()).filter(({ instrument }) => instrument === BRACKETED);
    let covered = 0;
    for (const { type, quantity, filledQuantity, parentBrokerId, status } of open) {
      const closes = Math.sign(quantity.toNumber()) === -Math.sign(held);
      const waits = parentBrokerId !== null && status === OrderStatus.New;
      if (closes && !waits && (type === OrderType.StopMarket || type === OrderType.Market))
        covered += Math.abs(quantity.minus(filledQuantity).toNumber());
    }
    const isGivenUp = seen.some(({ id, bracketId }) => bracketId === entry.id && isClosing(cancelled.get(id) ?? ''));
    return { missing: Math.max(0, units - covered), isGivenUp };
  }
}

interface Exposure {
  readonly missing: number;
  readonly isGivenUp: boolean;
}

const NO_EXPOSURE: Exposure = { missing: 0, isGivenUp: false };

/** Tags of orders that give a bracket up: the strategy's, an operator's. */
function isClosing(tag: string): boolean {
  return tag === LIQUIDATION || tag.startsWith('chaos') || tag.startsWith('Kill switch') || tag.startsWith('Error of');
}
