import { Decimal, Order, OrderStatus, OrderType, type SecuritySymbol } from '@lockstep/core';
import { expect, test } from 'vitest';
import { BuysTen, MINUTE_MS, minutes, OPEN_UTC, stageOf } from './one-trade.ts';

/** Buys ten, and another five with a stop and a target three minutes later. */
class ThenEntersWithChildren extends BuysTen {
  override onData(): void {
    this.state.steps += 1;
    if (this.state.steps === 1) this.marketOrder('ABC', 10);
    if (this.state.steps === 4) this.bracketOrder('ABC', 5, { limitPrice: 90, stopLoss: 80, takeProfit: 120 });
  }
}

test('children of an entry that waits for the broker to be back are not missed there', async () => {
  const stage = stageOf();
  await stage.start(ThenEntersWithChildren, { settings: { whileDisconnected: 'queue' } });
  await minutes(stage, 3);
  const { venue } = stage.standing;
  const [holding] = await venue.getHoldings();
  const { symbol } = holding as { readonly symbol: SecuritySymbol };
  await stage.run(OPEN_UTC + 4 * MINUTE_MS - 10_000);
  stage.line.disconnect('a moment', true);
  // What somebody does meanwhile has to last before it is believed: orders wait that long.
  const quantity = Decimal.fromInteger(3);
  const timeMs = stage.clock.utcNow();
  const order = new Order({ id: 900, type: OrderType.Market, symbol, quantity, timeMs, tag: '' });
  venue.placeOrder({ order, clientOrderId: 'by-hand', children: [] });
  venue.scan();
  await stage.run(OPEN_UTC + 4 * MINUTE_MS + 500);
  stage.line.reconnect();
  await minutes(stage, 6);

  const orders = await stage.session.store.queries.recentOrders();
  expect(stage.session.status.openOrders).toBe(1);
  expect(orders.filter(({ status }) => status === 'Canceled')).toEqual([]);
  expect((await venue.getOpenOrders()).map(({ status }) => status)).toEqual([
    OrderStatus.Submitted,
    OrderStatus.New,
    OrderStatus.New,
  ]);
  expect(stage.notices.map(({ code }) => code)).not.toContain('EXTERNAL_ORDER');
});
