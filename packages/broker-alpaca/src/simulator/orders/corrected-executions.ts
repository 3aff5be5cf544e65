import type { BrokerageMessage } from '@lockstep/core';
import { Decimal } from '@lockstep/core';
import { stamp } from '../wire-times.ts';
import type { DeskParts } from './desk-parts.ts';
import type { SimulatedOrder } from './simulated-order.ts';

/** Writes executions that the venue has taken back or corrected onto orders and activities, and tells of them. */
export class CorrectedExecutions {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  onCorrected({ executionId, correction }: Extract<BrokerageMessage, { kind: 'executionCorrected' }>): void {
    const { executions, updates, clock, ids } = this.#parts;
    const before = executions.all.find(({ venueId }) => venueId === executionId);
    if (before === undefined) return;
    const { id, order, quantity, price } = before;
    const now = correction?.exactFillQuantity.abs() ?? Decimal.ZERO;
    const nowPaid = correction?.exactFillPrice ?? price;
    const units = now.minus(quantity);
    this.#correct(order, units, now.times(nowPaid).minus(quantity.times(price)));
    const venueId = correction?.executionId ?? `${executionId}.bust`;
    const newId = ids.uuid('execution', venueId);
    const after = { ...before, id: newId, venueId, quantity: now, price: nowPaid };
    executions.correct(
      id,
      correction === null
        ? null
        : { ...after, cumulativeQuantity: order.filledQuantity, leavesQuantity: order.leavesQuantity },
    );
    const utcMs = clock.utcNow();
    updates.tell(correction === null ? 'trade_bust' : 'trade_correct', order, utcMs, {
      timestamp: stamp(utcMs),
      execution_id: newId,
      previous_execution_id: id,
      price: nowPaid.toString(),
      qty: (correction === null ? quantity.negated() : now).toString(),
      position_qty: order.fields.instrument.security.holdings.exactQuantity.toString(),
    });
  }

  /** What an order has filled, and those that went on from it. */
  #correct(order: SimulatedOrder, units: Decimal, money: Decimal): void {
    const { orders, faults } = this.#parts;
    const { venueOrder } = order.fields;
    venueOrder.quantityFilled = venueOrder.quantityFilled.plus(
      venueOrder.quantity.sign() < 0 ? units.negated() : units,
    );
    order.correct(units, money);
    if (!faults.replacementsInherit) return;
    for (let next = order.replacedBy; next !== null; ) {
      const successor = orders.get(next);
      successor?.correct(units, money);
      next = successor?.replacedBy ?? null;
    }
  }
}
