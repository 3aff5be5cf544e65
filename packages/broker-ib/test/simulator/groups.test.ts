import { OrderAction, OrderType } from '@stoqey/ib';
import { afterEach, describe, expect, test } from 'vitest';
import { courseOf, errorsOf, executionsOf, openOrdersOf, statusesOf } from './readings.ts';
import { Stage, type StageOptions } from './stage.ts';

const SELL = OrderAction.SELL;

describe('brackets and groups', () => {
  let stage: Stage;
  const open = async (options: StageOptions = {}): Promise<Stage> => {
    stage = await Stage.open(options);
    return stage;
  };
  afterEach(async () => {
    expect(stage.client.defects).toEqual([]);
    expect(stage.simulator.failures).toEqual([]);
    await stage.close();
  });

  /** Entry 1, target 2, stop 3. */
  async function bracket(lastTransmits = true): Promise<void> {
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 95, transmit: false });
    await stage.place(2, { action: SELL, orderType: OrderType.LMT, lmtPrice: 105, parentId: 1, transmit: false });
    await stage.place(3, {
      action: SELL,
      orderType: OrderType.STP,
      auxPrice: 90,
      parentId: 1,
      transmit: lastTransmits,
    });
  }

  test('a bracket is transmitted with its last order, and its children wait', async () => {
    const { client } = await open();
    await bracket();
    expect(courseOf(client, 1)).toEqual(['Inactive', 'PreSubmitted', 'Submitted']);
    expect(courseOf(client, 2)).toEqual(['Inactive', 'PreSubmitted (child)']);
    expect(courseOf(client, 3)).toEqual(['PreSubmitted (child,trigger)']);
    expect(statusesOf(client, 3)[0]?.parentId).toBe(1);
  });

  test('the entry fills, the target fills, the stop is cancelled', async () => {
    const { client, venue } = await open({ prices: [100, 94, 106] });
    await bracket();
    await stage.minutes();
    expect(courseOf(client, 1).at(-1)).toBe('Filled');
    expect(courseOf(client, 2).at(-1)).toBe('Submitted');
    expect(courseOf(client, 3).at(-1)).toBe('PreSubmitted (trigger)');
    await stage.minutes();
    expect(courseOf(client, 2).at(-1)).toBe('Filled');
    expect(courseOf(client, 3).at(-1)).toBe('Cancelled');
    expect(errorsOf(client, 3)).toEqual([202]);
    expect(await venue.getHoldings()).toEqual([]);
  });

  test('children go with their parent', async () => {
    const { client } = await open();
    await bracket();
    await stage.ask((api) => api.cancelOrder(1));
    expect([1, 2, 3].map((id) => courseOf(client, id).at(-1))).toEqual(['Cancelled', 'Cancelled', 'Cancelled']);
    expect([1, 2, 3].map((id) => errorsOf(client, id))).toEqual([[202], [202], [202]]);
  });

  test('a parent that is refused takes its children along', async () => {
    const { client } = await open();
    await stage.place(1, { totalQuantity: 1_000_000, transmit: false });
    await stage.place(2, {
      action: SELL,
      totalQuantity: 1_000_000,
      orderType: OrderType.LMT,
      lmtPrice: 105,
      parentId: 1,
    });
    expect(errorsOf(client, 1)).toEqual([201]);
    expect(courseOf(client, 2).at(-1)).toBe('Cancelled');
    expect(stage.simulator.orders.open()).toEqual([]);
  });

  test('what was not transmitted stays in TWS, and is gone after a restart', async () => {
    const { client } = await open();
    await bracket(false);
    await stage.ask((api) => api.reqOpenOrders());
    expect(
      openOrdersOf(client)
        .slice(-3)
        .map(({ state }) => state.status),
    ).toEqual(['Inactive', 'Inactive', 'Inactive']);
    stage.simulator.life.restart();
    await stage.simulator.quiet();
    const again = stage.connect(1);
    await stage.simulator.quiet();
    again.api.reqOpenOrders();
    await stage.simulator.quiet();
    expect(again.names('openOrder', 'openOrderEnd')).toEqual(['openOrderEnd']);
  });

  test('children that no bracket of the venue has are kept all the same', async () => {
    const { client, venue } = await open({ prices: [100, 94, 106], capabilities: { nativeBrackets: false } });
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 95, transmit: false });
    await stage.place(2, {
      action: SELL,
      orderType: OrderType.LMT,
      lmtPrice: 105,
      parentId: 1,
      totalQuantity: 4,
      transmit: false,
    });
    await stage.place(3, {
      action: SELL,
      orderType: OrderType.LMT,
      lmtPrice: 108,
      parentId: 1,
      totalQuantity: 6,
      transmit: false,
    });
    await stage.place(4, { action: SELL, orderType: OrderType.STP, auxPrice: 90, parentId: 1 });
    await stage.minutes();
    expect([2, 3, 4].map((id) => courseOf(client, id).at(-1))).toEqual([
      'Submitted',
      'Submitted',
      'PreSubmitted (trigger)',
    ]);
    await stage.minutes();
    expect([2, 3, 4].map((id) => courseOf(client, id).at(-1))).toEqual(['Filled', 'Cancelled', 'Cancelled']);
    expect((await venue.getHoldings()).map(({ quantity }) => quantity.toString())).toEqual(['6']);
  });

  test('a child that comes later waits for its parent, or works if that has filled', async () => {
    const { client } = await open({ prices: [100, 94] });
    await stage.place(1, { orderType: OrderType.LMT, lmtPrice: 95 });
    await stage.place(2, { action: SELL, orderType: OrderType.STP, auxPrice: 90, parentId: 1 });
    expect(courseOf(client, 2)).toEqual(['PreSubmitted (child,trigger)']);
    await stage.minutes();
    expect(courseOf(client, 2).at(-1)).toBe('PreSubmitted (trigger)');
    await stage.place(3, { action: SELL, orderType: OrderType.LMT, lmtPrice: 105, parentId: 1 });
    expect(courseOf(client, 3).at(-1)).toBe('Submitted');
  });

  test('one of a group fills, the others are cancelled', async () => {
    const { client } = await open({ prices: [100, 106] });
    await stage.place(1, {});
    const group = { action: SELL, ocaGroup: 'exit', ocaType: 1 };
    await stage.place(2, { ...group, orderType: OrderType.STP, auxPrice: 95 });
    await stage.place(3, { ...group, orderType: OrderType.LMT, lmtPrice: 105 });
    await stage.minutes();
    expect(courseOf(client, 3).at(-1)).toBe('Filled');
    expect(courseOf(client, 2).at(-1)).toBe('Cancelled');
    expect(errorsOf(client, 2)).toEqual([202]);
  });

  test('a fill can come in parts', async () => {
    const { client } = await open();
    stage.simulator.faults.splits.push([30, 50]);
    await stage.place(1, { totalQuantity: 100 });
    expect(executionsOf(client).map(({ shares, cumQty }) => [shares, cumQty])).toEqual([
      [30, 30],
      [50, 80],
      [20, 100],
    ]);
    expect(statusesOf(client).map(({ status, filled }) => [status, filled])).toEqual([
      ['PreSubmitted', 0],
      ['Submitted', 30],
      ['Submitted', 80],
      ['Filled', 100],
    ]);
    const fees = client.all('commissionReport').map(([report]) => (report as { commission: number }).commission);
    expect(fees).toEqual([0, 0, 1]);
  });
});
