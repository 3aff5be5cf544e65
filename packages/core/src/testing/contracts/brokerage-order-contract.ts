import { OrderStatus } from '../../orders/order-status.ts';
import { OrderType } from '../../orders/order-type.ts';
import { RESTING_ORDERS } from './brokerage-desk.ts';
import type { BrokerageSuite } from './brokerage-suite.ts';
import { testUnless } from './test-framework.ts';

/** More than the harness's account can pay. */
const TOO_MUCH = 10_000_000;

/** Placing, filling, changing and cancelling. */
export function describeBrokerageOrders(suite: BrokerageSuite): void {
  describeFills(suite);
  describeResting(suite);
  describeUpdates(suite);
  describeRefusals(suite);
}

function describeFills({ framework, capabilities, withDesk }: BrokerageSuite): void {
  const { expect } = framework;
  const lacks = (type: OrderType): string | null => (capabilities.orderTypes.has(type) ? null : 'no such order type');

  testUnless(
    framework,
    lacks(OrderType.Market),
    'fills a market order: Submitted, then executions that sum up to it',
    withDesk(async (desk) => {
      const order = await desk.place(OrderType.Market, 10);
      const fills = desk.fillsOf(order);
      expect(desk.statusesOf(order)[0]).toBe(OrderStatus.Submitted);
      expect(order.status).toBe(OrderStatus.Filled);
      expect(order.quantityFilled.toNumber()).toBe(10);
      expect(fills.every(({ executionId }) => executionId !== '')).toBe(true);
      expect(new Set(fills.map(({ executionId }) => executionId)).size).toBe(fills.length);
      expect(fills.every(({ utcTimeMs }) => utcTimeMs <= desk.harness.utcNow())).toBe(true);
      expect(order.brokerId.length > 0).toBe(true);
    }),
  );

  testUnless(
    framework,
    lacks(OrderType.Market),
    'fills a sale with negative quantities',
    withDesk(async (desk) => {
      await desk.place(OrderType.Market, 10);
      const sale = await desk.place(OrderType.Market, -10);
      expect(sale.quantityFilled.toNumber()).toBe(-10);
    }),
  );

  testUnless(
    framework,
    lacks(OrderType.Limit),
    'fills a limit order when the market goes through it, at the limit or better',
    withDesk(async (desk) => {
      const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
      await desk.trade(97);
      expect(desk.fillsOf(order)).toEqual([]);
      await desk.trade(94);
      expect(order.status).toBe(OrderStatus.Filled);
      expect(desk.fillsOf(order).every(({ fillPrice }) => fillPrice <= 95)).toBe(true);
    }),
  );

  testUnless(
    framework,
    lacks(OrderType.StopMarket),
    'fills a stop order when the market comes to it',
    withDesk(async (desk) => {
      const order = await desk.place(OrderType.StopMarket, 10, { stop: 105 });
      await desk.trade(103);
      expect(desk.fillsOf(order)).toEqual([]);
      await desk.trade(106);
      expect(order.status).toBe(OrderStatus.Filled);
    }),
  );

  testUnless(
    framework,
    lacks(OrderType.TrailingStop),
    'lets a trailing stop follow the market and says so',
    withDesk(async (desk) => {
      const order = await desk.place(OrderType.TrailingStop, -10, { stop: 98, trailing: 2 });
      await desk.trade(110);
      expect(order.stopPrice.toNumber()).toBe(108);
      expect(desk.messages.some(({ kind }) => kind === 'orderChanged')).toBe(true);
      await desk.trade(107);
      expect(order.status).toBe(OrderStatus.Filled);
    }),
  );

  testUnless(
    framework,
    capabilities.fractionalQuantities ? null : 'whole units only',
    'fills a fraction of a unit',
    withDesk(async (desk) => {
      const order = await desk.place(OrderType.Market, 0.5);
      expect(order.quantityFilled.toNumber()).toBe(0.5);
    }),
  );
}

function describeResting({ framework, capabilities, withDesk }: BrokerageSuite): void {
  const { expect } = framework;
  for (const [name, type, prices] of RESTING_ORDERS) {
    const lack = capabilities.orderTypes.has(type) ? null : 'no such order type';
    testUnless(
      framework,
      lack,
      `keeps a ${name} order until it is cancelled`,
      withDesk(async (desk) => {
        const order = await desk.place(type, 10, prices);
        expect(order.status).toBe(OrderStatus.Submitted);
        expect((await desk.harness.brokerage.getOpenOrders()).map((open) => open.type)).toEqual([type]);
        await desk.trade(101);
        expect(desk.fillsOf(order)).toEqual([]);
        await desk.cancel(order);
        expect(order.status).toBe(OrderStatus.Canceled);
        expect(await desk.harness.brokerage.getOpenOrders()).toEqual([]);
      }),
    );
  }

  framework.test(
    'fills nothing after a cancel',
    withDesk(async (desk) => {
      const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
      await desk.cancel(order);
      await desk.trade(90);
      expect(desk.fillsOf(order)).toEqual([]);
    }),
  );

  framework.test(
    'keeps orders while the connection is away',
    withDesk(async (desk) => {
      const { brokerage } = desk.harness;
      const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
      await brokerage.disconnect();
      await brokerage.connect(desk);
      await desk.trade(94);
      expect(order.status).toBe(OrderStatus.Filled);
      expect(desk.fillsOf(order).length).toBe(new Set(desk.fillsOf(order).map(({ executionId }) => executionId)).size);
    }),
  );
}

function describeUpdates({ framework, capabilities, withDesk }: BrokerageSuite): void {
  const { expect } = framework;
  const lacks = (field: 'limitPrice' | 'quantity'): string | null =>
    capabilities.updates.has(field) ? null : `a ${field} cannot change in place`;

  testUnless(
    framework,
    lacks('limitPrice'),
    'moves the limit of a working order',
    withDesk(async (desk) => {
      const order = await desk.place(OrderType.Limit, 10, { limit: 90 });
      await desk.update(order, { limitPrice: 98 });
      expect(desk.statusesOf(order).at(-1)).toBe(OrderStatus.UpdateSubmitted);
      expect((await desk.harness.brokerage.getOpenOrders())[0]?.limitPrice?.toNumber()).toBe(98);
      await desk.trade(97);
      expect(order.status).toBe(OrderStatus.Filled);
    }),
  );

  testUnless(
    framework,
    lacks('quantity'),
    'changes the total quantity of a working order',
    withDesk(async (desk) => {
      const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
      await desk.update(order, { quantity: 7 });
      await desk.trade(94);
      expect(order.quantityFilled.toNumber()).toBe(7);
    }),
  );

  const keeps = capabilities.replaceKeepsId ? null : 'a changed order gets a new id';
  testUnless(
    framework,
    keeps ?? lacks('limitPrice'),
    'knows a changed order by the same id',
    withDesk(async (desk) => {
      const order = await desk.place(OrderType.Limit, 10, { limit: 90 });
      const before = [...order.brokerId];
      await desk.update(order, { limitPrice: 91 });
      expect(order.brokerId).toEqual(before);
    }),
  );
}

function describeRefusals({ framework, capabilities, withDesk }: BrokerageSuite): void {
  const { test, expect } = framework;

  test(
    'refuses what the account cannot pay, and says so once and for all',
    withDesk(async (desk) => {
      const order = await desk.place(OrderType.Market, TOO_MUCH);
      expect(desk.wasRefused(order)).toBe(true);
      expect(desk.fillsOf(order)).toEqual([]);
      expect(await desk.harness.brokerage.getOpenOrders()).toEqual([]);
    }),
  );

  test(
    'answers a cancel that comes too late with a refusal, and keeps the fill',
    withDesk(async (desk) => {
      const order = await desk.place(OrderType.Market, 10);
      await desk.cancel(order);
      expect(desk.wasRefused(order)).toBe(true);
      expect(order.status).toBe(OrderStatus.Filled);
      expect(order.quantityFilled.toNumber()).toBe(10);
    }),
  );

  const lack = capabilities.enforcesUniqueClientOrderId ? null : 'client order ids are not kept unique';
  testUnless(
    framework,
    lack,
    'executes a client order id once, however often it is sent',
    withDesk(async (desk) => {
      const handover = desk.handover(OrderType.Market, 10, {});
      await desk.send(handover);
      await desk.send(handover);
      expect(handover.order.quantityFilled.toNumber()).toBe(10);
    }),
  );
}
