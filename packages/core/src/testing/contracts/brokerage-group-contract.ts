import type { Order } from '../../orders/order.ts';
import { OrderStatus } from '../../orders/order-status.ts';
import { OrderType } from '../../orders/order-type.ts';
import { type BrokerageDesk, clientOrderIdOf } from './brokerage-desk.ts';
import type { BrokerageSuite } from './brokerage-suite.ts';
import { testUnless } from './test-framework.ts';

/** Children that rest at the broker and cancel each other there. */
export function describeBrokerageGroups({ framework, capabilities, withDesk }: BrokerageSuite): void {
  const { expect } = framework;
  const lack = capabilities.nativeBrackets === false ? 'brackets are kept by execution' : null;

  testUnless(
    framework,
    lack,
    'wakes the children of a bracket when the entry has filled',
    withDesk(async (desk) => {
      const { entry, stop, target } = await placeBracket(desk, 95);
      await desk.trade(106);
      expect([entry.quantityFilled.toNumber(), target.quantityFilled.toNumber()]).toEqual([0, 0]);
      await desk.trade(94);
      expect(entry.status).toBe(OrderStatus.Filled);
      const open = await desk.harness.brokerage.getOpenOrders();
      expect(new Set(open.map(({ type }) => type))).toEqual(new Set([stop.type, target.type]));
      expect(open.length).toBe(2);
    }),
  );

  testUnless(
    framework,
    lack,
    'cancels the stop of a bracket when the target has filled',
    withDesk(async (desk) => {
      const { stop, target } = await placeBracket(desk, 95);
      await desk.trade(94);
      await desk.trade(106);
      expect([target.status, stop.status]).toEqual([OrderStatus.Filled, OrderStatus.Canceled]);
      expect(await desk.harness.brokerage.getHoldings()).toEqual([]);
    }),
  );

  testUnless(
    framework,
    lack,
    'cancels the children with the entry',
    withDesk(async (desk) => {
      const { entry, stop, target } = await placeBracket(desk, 95);
      await desk.cancel(entry);
      expect([stop.status, target.status]).toEqual([OrderStatus.Canceled, OrderStatus.Canceled]);
    }),
  );

  testUnless(
    framework,
    lack,
    'tells which entry the children wait for, and finds them by our ids',
    withDesk(async (desk) => {
      const { brokerage } = desk.harness;
      const { entry, stop, target } = await placeBracket(desk, 95);
      const open = await brokerage.getOpenOrders();
      const parent = open.find(({ clientOrderId }) => clientOrderId === clientOrderIdOf(entry));
      for (const child of [stop, target]) {
        const found = await brokerage.findOrder(clientOrderIdOf(child));
        expect(parent?.brokerIds.includes(found?.parentBrokerId ?? '')).toBe(true);
        expect(open.some(({ clientOrderId }) => clientOrderId === clientOrderIdOf(child))).toBe(true);
      }
    }),
  );

  testUnless(
    framework,
    capabilities.nativeOco ? null : 'pairs are kept by execution',
    'cancels one of a pair when the other has filled',
    withDesk(async (desk) => {
      await desk.place(OrderType.Market, 10);
      const stop = desk.handover(OrderType.StopMarket, -10, { stop: 95 });
      const target = desk.handover(OrderType.Limit, -10, { limit: 105 });
      await desk.send({ ...stop, sibling: target });
      expect([stop.order.status, target.order.status]).toEqual([OrderStatus.Submitted, OrderStatus.Submitted]);
      await desk.trade(106);
      expect([stop.order.status, target.order.status]).toEqual([OrderStatus.Canceled, OrderStatus.Filled]);
    }),
  );
}

interface PlacedBracket {
  readonly entry: Order;
  readonly stop: Order;
  readonly target: Order;
}

async function placeBracket(desk: BrokerageDesk, limit: number): Promise<PlacedBracket> {
  const stop = desk.handover(OrderType.StopMarket, -10, { stop: limit - 5 });
  const target = desk.handover(OrderType.Limit, -10, { limit: limit + 10 });
  const entry = desk.handover(OrderType.Limit, 10, { limit }, [stop, target]);
  await desk.send(entry);
  return { entry: entry.order, stop: stop.order, target: target.order };
}
