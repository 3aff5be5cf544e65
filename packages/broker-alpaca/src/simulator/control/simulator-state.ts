import { cashOf, equityOf } from '../account/account-figures.ts';
import type { DeskParts } from '../orders/desk-parts.ts';
import { stamp } from '../wire-times.ts';

/** Everything that the simulator holds, for people and tests to look at. */
export function renderState(parts: DeskParts, listeners: number): Record<string, unknown> {
  const { venue, clock, account, rules, orders, executions, updates, instruments } = parts;
  return {
    time: stamp(clock.utcNow()),
    account: { ...account, cash: cashOf(venue).toString(), equity: equityOf(venue).toString() },
    rules,
    assets: instruments.all().map(({ symbol, security }) => ({
      symbol,
      price: security.exactPrice.toString(),
      bid: security.exactBidPrice.toString(),
      ask: security.exactAskPrice.toString(),
      position: security.holdings.exactQuantity.toString(),
    })),
    orders: orders.all.map((order) => order.render(false)),
    executions: executions.all.map(({ id, order, quantity, price, timeMs }) => ({
      id,
      order_id: order.id,
      qty: quantity.toString(),
      price: price.toString(),
      time: stamp(timeMs),
    })),
    updates: updates.log.map(({ event, event_id, at, order }) => ({ event, event_id, at, order_id: order.id })),
    listeners,
  };
}
