import { OrderStatus, OrderType, TimeInForce } from '@lockstep/core';
import { afterEach, describe, expect, it } from 'vitest';
import { RESTING_ORDERS } from '../../../core/src/testing/contracts/brokerage-desk.ts';
import { AdapterStage, FIELD } from '../adapter-stage.ts';
import { fillsOf, messagesOf, outcomesOf, type ScenarioDesk } from './scenario-desk.ts';

let stage: AdapterStage;
let desk: ScenarioDesk;

async function open(): Promise<void> {
  stage = await AdapterStage.open();
  desk = await stage.desk();
}

afterEach(async () => {
  expect([stage.connection.undecoded, stage.simulator.failures]).toEqual([0, []]);
  await stage.close();
});

/** Where an execution has its units and its price. */
const EXECUTION = { shares: 19, price: 20 } as const;

describe('B. What is on the wire', () => {
  it('B7 what IB ends by itself after a part, as an order that has to fill at once, is no refusal', async () => {
    await open();
    stage.fillInParts('SPY', [4]);
    const order = await desk.place(OrderType.Limit, 10, { limit: 99 });
    await stage.tradeAtOnce(98);
    const simulated = stage.simulator.orders.withRef('T1');
    if (simulated !== undefined) stage.simulator.manual.cancel(simulated);
    await desk.settle();
    expect([order.status, fillsOf(desk, order)]).toEqual([OrderStatus.Canceled, ['4 @ 99']]);
    expect(outcomesOf(desk, order)).toEqual([]);
    expect((await stage.adapter.getHoldings())[0]?.quantity.toNumber()).toBe(4);
  });

  it('B12 every order says its time in force, account, hours, name and whether it is transmitted', async () => {
    await open();
    for (const [, type, prices] of RESTING_ORDERS) await desk.place(type, 10, prices);
    expect(stage.placed).toHaveLength(RESTING_ORDERS.length);
    for (const { fields, orderRef } of stage.placed) {
      const said = [FIELD.tif, FIELD.account, FIELD.outsideRth, FIELD.transmit].map((at) => fields[at]);
      expect(said).toEqual([expect.stringMatching(/^(GTC|OPG|DAY)$/), 'DU1234567', '0', '1']);
      expect(orderRef).toMatch(/^T\d$/);
    }
  });

  it('B12 an order that may be executed outside regular hours says so', async () => {
    await open();
    const handover = desk.handover(OrderType.Limit, 10, { limit: 95 });
    Object.assign(handover.order, { properties: { timeInForce: TimeInForce.Day, outsideRegularTradingHours: true } });
    await desk.send(handover);
    expect([FIELD.tif, FIELD.outsideRth].map((at) => stage.placed[0]?.fields[at])).toEqual(['DAY', '1']);
  });

  it('C12 units and prices of a fill are exact to the last digit', async () => {
    await open();
    stage.simulator.faults.onTelling('execDetails', {
      kind: 'changed',
      fields: (fields) =>
        fields.map((field, at) =>
          at === EXECUTION.shares ? '0.0001' : at === EXECUTION.price ? '64123.12345678' : field,
        ),
    });
    const order = await desk.place(OrderType.Market, 10);
    const [fill] = desk.fillsOf(order);
    expect([fill?.exactFillQuantity.toString(), fill?.exactFillPrice.toString()]).toEqual(['0.0001', '64123.12345678']);
    expect(messagesOf(desk, 'externalExecution')).toEqual([]);
  });
});
