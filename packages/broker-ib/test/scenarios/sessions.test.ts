import { type Order, OrderStatus, OrderType } from '@lockstep/core';
import { afterEach, describe, expect, it } from 'vitest';
import { BrokerageDesk } from '../../../core/src/testing/contracts/brokerage-desk.ts';
import { AdapterStage, type AdapterStageOptions } from '../adapter-stage.ts';
import { fillsOf, messagesOf, outcomesOf, type ScenarioDesk } from './scenario-desk.ts';

let stage: AdapterStage;
let desk: ScenarioDesk;

async function open(options: AdapterStageOptions = {}): Promise<void> {
  stage = await AdapterStage.open(options);
  desk = await stage.desk();
}

afterEach(async () => {
  expect(stage.simulator.failures).toEqual([]);
  await stage.close();
});

const resting = (): Promise<Order> => desk.place(OrderType.Limit, 10, { limit: 95 });

describe('A. Sessions', () => {
  it('A7 takes in once what TWS tells of orders before it tells the ids', async () => {
    await open({ simulator: { habits: { tellsOrdersOnConnect: true, tellsExecutionsOnConnect: true } } });
    const [rests, fills] = [await resting(), desk.handover(OrderType.Limit, 4, { limit: 97 })];
    await desk.send(fills);
    stage.simulator.life.shut();
    await stage.settle();
    await stage.pass(1);
    stage.quote(96);
    stage.simulator.life.open();
    await stage.pass(10_000);
    expect([rests.status, fills.order.status]).toEqual([OrderStatus.Submitted, OrderStatus.Filled]);
    expect(fillsOf(desk, fills.order)).toHaveLength(1);
    expect(messagesOf(desk, 'externalOrder')).toEqual([]);
    expect(stage.connection.undecoded).toBe(0);
  });

  it('A17 two clients of one account: each has its own orders, and those of the other are external', async () => {
    await open();
    const first = await resting();
    const other = stage.connectAnew({ clientId: 2 });
    const otherDesk = await BrokerageDesk.open(stage.harness());
    const handover = { ...otherDesk.handover(OrderType.Limit, 3, { limit: 94 }), clientOrderId: 'of-2' };
    await otherDesk.send(handover);
    const listed = await other.getOpenOrders();
    expect(new Map(listed.map((order) => [order.clientOrderId, order.quantity.toNumber()]))).toEqual(
      new Map([
        ['T1', 10],
        ['of-2', 3],
      ]),
    );
    expect(messagesOf(otherDesk, 'externalOrder').length).toBe(1);
    expect(otherDesk.statusesOf(handover.order)).toEqual([OrderStatus.Submitted]);
    other.cancelOrder(
      Object.assign(otherDesk.handover(OrderType.Limit, 10, { limit: 95 }).order, { brokerId: first.brokerId }),
    );
    await stage.settle();
    expect(messagesOf(otherDesk, 'outcome').at(-1)).toMatchObject({ request: 'cancel', code: 'OTHER_CLIENT' });
    await desk.cancel(first);
    expect([first.status, handover.order.status]).toEqual([OrderStatus.Canceled, OrderStatus.Submitted]);
  });

  it('A18 waits for the figures of an account that TWS has not got yet', async () => {
    await open({ simulator: { habits: { accountReadyAfterMs: 65_000 } } });
    let cash: readonly string[] | null = null;
    void stage.adapter.getCashBalance().then((found) => {
      cash = found.map(({ currency, amount }) => `${amount} ${currency}`);
    });
    await stage.pass(3_000);
    expect(cash).toBe(null);
    await stage.pass(10_000);
    expect(cash).toEqual(['100000 USD']);
  });

  it('A19 ends in order: what was handed over goes out, orders stay, and nothing is left of the connection', async () => {
    await open();
    const order = await resting();
    const last = desk.handover(OrderType.Limit, 5, { limit: 94 });
    stage.adapter.placeOrder(last);
    stage.adapter.disconnect();
    await stage.settle();
    expect(stage.simulator.sessions.all).toEqual([]);
    expect(stage.simulator.orders.open().map(({ terms }) => terms.orderRef)).toEqual(['T1', last.clientOrderId]);
    expect([order.status, outcomesOf(desk, order)]).toEqual([OrderStatus.Submitted, []]);
    await stage.pass(120_000);
    expect([stage.connection.state, stage.simulator.sessions.all.length]).toEqual(['closed', 0]);
  });
});

describe('F. Brackets in part', () => {
  it('F3 an entry that is cancelled after a part takes its children along, and the part is held', async () => {
    await open();
    const stop = desk.handover(OrderType.StopMarket, -10, { stop: 90 });
    const target = desk.handover(OrderType.Limit, -10, { limit: 105 });
    const entry = desk.handover(OrderType.Limit, 10, { limit: 95 }, [stop, target]);
    await desk.send(entry);
    stage.fillInParts('SPY', [4]);
    await stage.tradeAtOnce(94);
    expect([entry.order.status, entry.order.quantityFilled.toNumber()]).toEqual([OrderStatus.PartiallyFilled, 4]);
    await desk.cancel(entry.order);
    expect([entry, stop, target].map(({ order }) => order.status)).toEqual([
      OrderStatus.Canceled,
      OrderStatus.Canceled,
      OrderStatus.Canceled,
    ]);
    expect(fillsOf(desk, entry.order)).toEqual(['4 @ 95']);
    expect((await stage.adapter.getHoldings()).map(({ quantity }) => quantity.toNumber())).toEqual([4]);
    expect(await stage.adapter.getOpenOrders()).toEqual([]);
  });
});
