import { OrderStatus } from '../../orders/order-status.ts';
import { OrderType } from '../../orders/order-type.ts';
import { clientOrderIdOf, FIRST_PRICE } from './brokerage-desk.ts';
import type { BrokerageSuite } from './brokerage-suite.ts';
import { testUnless } from './test-framework.ts';

/** Questions that reconciliation asks. */
export function describeBrokerageAccount(suite: BrokerageSuite): void {
  describeOrderQuestions(suite);
  describeExecutions(suite);
  describeBalances(suite);
}

function describeOrderQuestions({ framework, capabilities, withDesk }: BrokerageSuite): void {
  const { expect } = framework;
  const lack = capabilities.clientOrderIdLength > 0 ? null : 'no field for a client order id';

  framework.test(
    'describes open orders',
    withDesk(async (desk) => {
      const order = await desk.place(OrderType.Limit, 10, { limit: 95 });
      const open = await desk.harness.brokerage.getOpenOrders();
      expect(
        open.map((each) => [each.symbol?.id, each.type, each.quantity.toNumber(), each.limitPrice?.toNumber()]),
      ).toEqual([[order.symbol.id, OrderType.Limit, 10, 95]]);
      expect(open.map((each) => [each.filledQuantity.toNumber(), each.stopPrice, each.status])).toEqual([
        [0, null, OrderStatus.Submitted],
      ]);
      expect(open[0]?.brokerIds.length !== 0).toBe(true);
    }),
  );

  testUnless(
    framework,
    lack,
    'finds an order by our id, open or closed',
    withDesk(async (desk) => {
      const { brokerage } = desk.harness;
      const resting = await desk.place(OrderType.Limit, 10, { limit: 95 });
      const filled = await desk.place(OrderType.Market, 5);
      expect((await brokerage.findOrder(clientOrderIdOf(resting)))?.status).toBe(OrderStatus.Submitted);
      const found = await brokerage.findOrder(clientOrderIdOf(filled));
      expect([found?.status, found?.filledQuantity.toNumber(), found?.clientOrderId]).toEqual([
        OrderStatus.Filled,
        5,
        clientOrderIdOf(filled),
      ]);
    }),
  );

  framework.test(
    'finds nothing for an id it has never seen',
    withDesk(async (desk) => {
      expect(await desk.harness.brokerage.findOrder('T999')).toBe(null);
    }),
  );
}

function describeExecutions({ framework, capabilities, withDesk }: BrokerageSuite): void {
  const { expect } = framework;

  framework.test(
    'lists the executions that it told, oldest first',
    withDesk(async (desk) => {
      const since = desk.harness.utcNow();
      const first = await desk.place(OrderType.Market, 10);
      await desk.trade(101);
      const second = await desk.place(OrderType.Market, -4);
      const { executions } = await desk.harness.brokerage.getExecutions(since);
      const told = [...desk.fillsOf(first), ...desk.fillsOf(second)];
      expect(executions.map(({ id, quantity, price }) => [id, quantity.toNumber(), price.toNumber()])).toEqual(
        told.map(({ executionId, fillQuantity, fillPrice }) => [executionId, fillQuantity, fillPrice]),
      );
      expect(executions.map(({ brokerIds }) => brokerIds.some((id) => first.brokerId.includes(id)))[0]).toBe(true);
    }),
  );

  framework.test(
    'leaves out executions from before, and says how far back it reaches',
    withDesk(async (desk) => {
      await desk.place(OrderType.Market, 10);
      await desk.trade(101);
      const since = desk.harness.utcNow();
      const { executions, completeFromMs } = await desk.harness.brokerage.getExecutions(since);
      expect(executions).toEqual([]);
      expect(completeFromMs <= desk.harness.utcNow()).toBe(true);
    }),
  );

  const included = capabilities.executionFees === 'included' ? null : `fees come ${capabilities.executionFees}`;
  testUnless(
    framework,
    included,
    'tells the fee with the execution',
    withDesk(async (desk) => {
      const since = desk.harness.utcNow();
      await desk.place(OrderType.Market, 10);
      const { executions } = await desk.harness.brokerage.getExecutions(since);
      expect(executions.every(({ fee }) => fee !== null)).toBe(true);
    }),
  );

  const later = capabilities.executionFees === 'later' ? null : `fees come ${capabilities.executionFees}`;
  testUnless(
    framework,
    later,
    'tells the fee of every execution in a message of its own',
    withDesk(async (desk) => {
      const order = await desk.place(OrderType.Market, 10);
      const told = desk.messages.flatMap((message) => (message.kind === 'commission' ? [message.executionId] : []));
      expect(told.toSorted()).toEqual(
        desk
          .fillsOf(order)
          .map(({ executionId }) => executionId)
          .toSorted(),
      );
    }),
  );
}

function describeBalances({ framework, withDesk }: BrokerageSuite): void {
  const { test, expect } = framework;

  test(
    'knows the position',
    withDesk(async (desk) => {
      const { brokerage, symbol } = desk.harness;
      expect(await brokerage.getHoldings()).toEqual([]);
      await desk.place(OrderType.Market, 10);
      await desk.place(OrderType.Market, -4);
      const held = (await brokerage.getHoldings()).filter((holding) => holding.symbol?.id === symbol.id);
      expect(held.reduce((sum, holding) => sum + holding.quantity.toNumber(), 0)).toBe(6);
      await desk.place(OrderType.Market, -6);
      expect((await brokerage.getHoldings()).filter(({ quantity }) => !quantity.isZero())).toEqual([]);
    }),
  );

  test(
    'knows the cash',
    withDesk(async (desk) => {
      const { brokerage } = desk.harness;
      const cash = async (): Promise<number> =>
        (await brokerage.getCashBalance()).find(({ currency }) => currency === 'USD')?.amount.toNumber() ?? Number.NaN;
      const before = await cash();
      await desk.place(OrderType.Market, 10);
      const spent = before - (await cash());
      // Price and fee may differ from venue to venue, the size of the purchase not.
      expect(Math.abs(spent - 10 * FIRST_PRICE) < 0.05 * FIRST_PRICE * 10).toBe(true);
    }),
  );
}
