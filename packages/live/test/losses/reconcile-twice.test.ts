import { Decimal, Order, OrderType, type SecuritySymbol } from '@lockstep/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BuysTen, heldAtVenue, heldHere, minutes, stageOf } from './one-trade.ts';

/** What somebody did by hand while the process was down: units bought or sold, one after the other. */
const byHand = fc.array(
  fc.integer({ min: -20, max: 20 }).filter((units) => units !== 0),
  { maxLength: 4 },
);

test('reconciling twice changes nothing, whatever had changed before', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(byHand, async (trades) => {
      const stage = stageOf();
      await stage.start(BuysTen);
      await minutes(stage, 2);
      await stage.crash();
      const { venue } = stage.standing;
      const [holding] = await venue.getHoldings();
      const { symbol } = holding as { readonly symbol: SecuritySymbol };
      for (const [index, units] of trades.entries()) {
        const timeMs = stage.clock.utcNow();
        const quantity = Decimal.fromInteger(units);
        const order = new Order({ id: 900 + index, type: OrderType.Market, symbol, quantity, timeMs, tag: '' });
        venue.placeOrder({ order, clientOrderId: `by-hand-${index}`, children: [] });
        venue.scan();
      }
      await stage.start(BuysTen);
      await minutes(stage, 4);
      expect(heldHere(stage)).toBe(await heldAtVenue(stage));
      const differences = async (): Promise<unknown> =>
        (await stage.session.store.queries.recentEvents({ limit: 1_000 })).filter(
          ({ code }) => code === 'RECONCILIATION_DIFFERENCE',
        );
      const [status, found] = [stage.session.status, await differences()];
      stage.line.disconnect('once more', true);
      stage.line.reconnect();
      await stage.seconds(40);
      expect(await differences()).toEqual(found);
      expect(stage.session.status).toMatchObject({
        positions: [...status.positions].map(({ quantity }) => ({ quantity })),
        cash: status.cash,
      });
      await stage.dispose();
    }),
    { numRuns: 12 },
  );
});
