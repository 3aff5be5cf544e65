import type { Ledger } from '../orders/ledger.ts';
import type { OrderDraft } from '../orders/order-draft.ts';
import { NettingPositions } from '../positions/netting-positions.ts';

/** The return code with which an order is refused that is to close a position; null when it is taken, or closes none. */
export function closeRefusal({ request, instrument, order }: OrderDraft, ledger: Ledger, fifo: boolean): number | null {
  const { positions } = ledger;
  if (request.position === 0 || positions instanceof NettingPositions) return null;
  const position = positions.find(request.position);
  if (position === null) return 10_036;
  if (position.instrument !== instrument || position.units.sign() === order.quantity.sign()) return 10_013;
  if (order.quantity.abs().gt(position.units.abs())) return 10_038;
  const oldest = positions.all().find((each) => each.instrument === instrument);
  return fifo && oldest !== undefined && oldest.ticket !== position.ticket ? 10_045 : null;
}
