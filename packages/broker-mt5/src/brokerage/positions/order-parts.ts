import { Decimal } from '@lockstep/core';
import { PositionSide } from '../../wire/enums.ts';
import type { WirePosition } from '../../wire/structures.ts';
import { wireDecimal } from '../../wire/wire-decimal.ts';

/** A part of an order: what it closes of one position, or what it opens. */
export interface OrderPart {
  readonly lots: Decimal;
  /** Ticket of the position that it closes; null where it opens one. */
  readonly position: string | null;
}

/** What is to be carried out against the positions of a symbol. */
export interface PartsTerms {
  readonly lots: Decimal;
  readonly isSale: boolean;
  readonly magic: string;
  /** The oldest is closed first, whoever has opened it: some accounts allow nothing else. */
  readonly isStrict: boolean;
}

/**
 * A market order on a hedging account, where an order that names no position opens another one: opposite positions are closed,
 * ours before those of others, of either the oldest first, and what is left of the order opens a position.
 *
 * @param positions those of the symbol
 */
export function orderParts(positions: readonly WirePosition[], terms: PartsTerms): OrderPart[] {
  const opposite = terms.isSale ? PositionSide.Buy : PositionSide.Sell;
  const isOurs = ({ magic }: WirePosition): number => (terms.isStrict || magic === terms.magic ? 0 : 1);
  const inTurn = positions
    .filter(({ type }) => type === opposite)
    .toSorted((a, b) => isOurs(a) - isOurs(b) || compareAges(a, b));
  const parts: OrderPart[] = [];
  let left = terms.lots;
  for (const { ticket, volume } of inTurn) {
    if (left.isZero()) break;
    const held = wireDecimal(volume);
    const lots = held.lt(left) ? held : left;
    parts.push({ lots, position: ticket });
    left = left.minus(lots).normalize();
  }
  return left.isZero() ? parts : [...parts, { lots: left, position: null }];
}

/** An order that is carried out as a whole. */
export function wholeOrder(lots: Decimal): OrderPart[] {
  return [{ lots, position: null }];
}

export function lotsOf(parts: readonly OrderPart[]): Decimal {
  return parts.reduce((sum, { lots }) => sum.plus(lots), Decimal.ZERO).normalize();
}

/** Older ones first. */
export function compareAges(a: WirePosition, b: WirePosition): number {
  return a.time_msc - b.time_msc || a.ticket.length - b.ticket.length || (a.ticket < b.ticket ? -1 : 1);
}
