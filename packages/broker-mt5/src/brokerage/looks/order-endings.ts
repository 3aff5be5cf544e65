import { type Decimal, OrderStatus } from '@lockstep/core';
import { OrderState } from '../../wire/enums.ts';
import type { WireOrder } from '../../wire/structures.ts';

/** How an order has ended. */
export interface OrderEnding {
  readonly status: OrderStatus;
  readonly text: string;
}

/**
 * How an order has ended, by the entries of its parts in the history; null where all of it was carried out.
 *
 * @param shortfall why parts of it are not there; empty where none is missing
 */
export function endingOf(records: readonly WireOrder[], shortfall: string): OrderEnding | null {
  const endings = records.map(recordedEnding).filter((ending) => ending !== null);
  if (records.length === 1 && shortfall === '') return endings[0] ?? null;
  const text = [shortfall, ...endings.map((ending) => ending.text)].find((each) => each !== '') ?? '';
  return shortfall === '' && endings.length === 0 ? null : { status: OrderStatus.Canceled, text };
}

/** How one order has ended, by its entry in the history; null while that is not settled. */
function recordedEnding({ state, comment }: WireOrder): OrderEnding | null {
  switch (state) {
    case OrderState.Canceled:
      return { status: OrderStatus.Canceled, text: '' };
    case OrderState.Expired:
      return { status: OrderStatus.Canceled, text: 'The order has expired.' };
    case OrderState.Rejected:
      return { status: OrderStatus.Invalid, text: `The broker rejected the order (${comment}).` };
    // In the history: a part was filled and the rest cancelled.
    case OrderState.Partial:
      return { status: OrderStatus.Canceled, text: 'What was not filled was cancelled.' };
    default:
      return null;
  }
}

/** Our status of one of MetaTrader's orders. */
export function statusOf(wire: WireOrder, filled: Decimal): OrderStatus {
  const ended = wire.time_done_msc === 0 ? null : recordedEnding(wire);
  if (ended !== null) return ended.status;
  if (wire.state === OrderState.Filled) return OrderStatus.Filled;
  return filled.isZero() ? OrderStatus.Submitted : OrderStatus.PartiallyFilled;
}
