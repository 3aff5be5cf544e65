import { DealEntry, DealReason, DealType, OrderModeBit } from '../../wire/enums.ts';
import { HedgingPositions } from '../positions/hedging-positions.ts';
import type { DeskParts } from './desk-parts.ts';
import type { TradeRequest } from './order-draft.ts';

const DONE = 10_009;
const INVALID = 10_013;
const INVALID_ORDER = 10_035;
const POSITION_CLOSED = 10_036;

/** What closing a position by an opposite one came to. */
export interface ClosedBy {
  readonly retcode: number;
  /** Ticket of the order; 0 where there is none. */
  readonly order: number;
}

/** Closes a position by an opposite one, as much as both have: two deals that leave the sum of the positions as it was. */
export function closeBy({ position, position_by }: TradeRequest, { ledger, clock }: DeskParts): ClosedBy {
  const { positions } = ledger;
  const [first, second] = [positions.find(position), positions.find(position_by)];
  if (!(positions instanceof HedgingPositions)) return { retcode: INVALID, order: 0 };
  if (first === null || second === null) return { retcode: POSITION_CLOSED, order: 0 };
  if ((first.instrument.wire.order_mode & OrderModeBit.CloseBy) === 0) return { retcode: INVALID_ORDER, order: 0 };
  const timeMs = clock.utcNow();
  const closed = positions.closeBy(position, position_by, timeMs);
  if (closed === null) return { retcode: INVALID, order: 0 };
  const order = ledger.nextTicket();
  const { instrument, magic } = first;
  for (const [each, price, profit] of [
    [first, second.price, closed.profit.toNumber()],
    [second, first.price, 0],
  ] as const) {
    ledger.addDeal({
      ticket: ledger.nextTicket(),
      order,
      timeMs,
      type: each.units.sign() > 0 ? DealType.Sell : DealType.Buy,
      entry: DealEntry.OutBy,
      magic,
      positionId: each.ticket,
      reason: DealReason.Expert,
      volume: instrument.lotsOf(closed.units).toNumber(),
      price: price.toNumber(),
      commission: 0,
      swap: 0,
      profit,
      symbol: instrument.name,
      comment: `close #${position} by #${position_by}`,
    });
  }
  return { retcode: DONE, order };
}
