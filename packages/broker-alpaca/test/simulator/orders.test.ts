import { afterEach, describe, expect, it } from 'vitest';
import type { AlpacaSimulatorOptions } from '../../src/simulator/index.ts';
import { SimulatorStage } from './simulator-stage.ts';

let stage: SimulatorStage;

async function open(prices?: readonly number[], options?: Partial<AlpacaSimulatorOptions>): Promise<SimulatorStage> {
  stage = await SimulatorStage.open(prices, options);
  return stage;
}

afterEach(() => stage.close());

const BUY = { symbol: 'AAPL', side: 'buy', type: 'market', timeInForce: 'day', qty: '10' } as const;

describe('orders', () => {
  it('takes a market order, fills it at the venue and tells it on the stream', async () => {
    const { client, simulator, eventsOf } = await openAndListen();
    const order = await client.trading.orders.postOrder({ postOrderRequest: BUY });
    await simulator.quiet();
    expect(order.status).toBe('pending_new');
    expect(eventsOf(order.id!)).toEqual(['pending_new', 'new', 'fill']);
    const filled = await client.trading.orders.getOrderByOrderID({ orderId: order.id! });
    expect([filled.status, filled.filledQty, filled.filledAvgPrice]).toEqual(['filled', '10', '100']);
    const [position] = await client.trading.positions.getAllOpenPositions();
    expect([position?.symbol, position?.qty, position?.avgEntryPrice]).toEqual(['AAPL', '10', '100']);
    const account = await client.trading.account.getAccount();
    // The venue's own fee is one dollar.
    expect(account.equity).toBe('99999');
    const fill = stage.updates.at(-1);
    const [activity] = await client.trading.accountActivities.getAccountActivities();
    expect(JSON.stringify(activity)).toContain(String(fill?.execution_id));
  });

  it('keeps a limit order until the market comes to it', async () => {
    const { client, eventsOf } = await openAndListen([100, 99, 94]);
    const order = await client.trading.orders.postOrder({
      postOrderRequest: { ...BUY, type: 'limit', limitPrice: '95' },
    });
    await stage.minute();
    expect(eventsOf(order.id!)).toEqual(['pending_new', 'new']);
    await stage.minute();
    expect(eventsOf(order.id!)).toEqual(['pending_new', 'new', 'fill']);
  });

  it('replaces an order by another with a new id, which goes on', async () => {
    const { client, eventsOf } = await openAndListen([100, 99, 94]);
    const order = await client.trading.orders.postOrder({
      postOrderRequest: { ...BUY, type: 'limit', limitPrice: '90' },
    });
    const replacement = await client.trading.orders.patchOrderByOrderId({
      orderId: order.id!,
      patchOrderRequest: { limitPrice: '95', qty: '7' },
    });
    expect([replacement.replaces, replacement.qty, replacement.limitPrice]).toEqual([order.id, '7', '95']);
    await stage.minute();
    await stage.minute();
    expect(eventsOf(order.id!)).toEqual(['pending_new', 'new', 'replaced']);
    expect(eventsOf(replacement.id!)).toEqual(['new', 'fill']);
    const before = await client.trading.orders.getOrderByOrderID({ orderId: order.id! });
    expect([before.status, before.replacedBy, before.qty, before.limitPrice]).toEqual([
      'replaced',
      replacement.id,
      '10',
      '90',
    ]);
  });

  it('cancels an order, and none that is filled', async () => {
    const { client, simulator, eventsOf } = await openAndListen();
    const order = await client.trading.orders.postOrder({
      postOrderRequest: { ...BUY, type: 'limit', limitPrice: '90' },
    });
    await client.trading.orders.deleteOrderByOrderID({ orderId: order.id! });
    await simulator.quiet();
    expect(eventsOf(order.id!)).toEqual(['pending_new', 'new', 'pending_cancel', 'canceled']);
    const filled = await client.trading.orders.postOrder({ postOrderRequest: BUY });
    const refused = await stage.fetch('DELETE', `/v2/orders/${filled.id}`);
    expect(refused).toEqual({
      status: 422,
      json: { code: 42_210_000, message: 'order is already in "filled" state' },
    });
  });

  it('holds the children of a bracket until the entry is filled, and cancels one with the other', async () => {
    const { client, eventsOf } = await openAndListen([100, 100, 106]);
    const order = await client.trading.orders.postOrder({
      postOrderRequest: {
        ...BUY,
        orderClass: 'bracket',
        takeProfit: { limitPrice: '105' },
        stopLoss: { stopPrice: '95' },
      },
    });
    const legs = (order.legs ?? []) as unknown as { id: string; type: string; status: string }[];
    expect(legs.map(({ type, status }) => [type, status])).toEqual([
      ['stop', 'held'],
      ['limit', 'held'],
    ]);
    await stage.minute();
    await stage.minute();
    expect(eventsOf(order.id!)).toEqual(['pending_new', 'new', 'fill']);
    expect(eventsOf(legs[1]!.id)).toEqual(['new', 'fill']);
    expect(eventsOf(legs[0]!.id)).toEqual(['new', 'canceled']);
    expect(await client.trading.positions.getAllOpenPositions()).toEqual([]);
  });
});

async function openAndListen(
  prices?: readonly number[],
): Promise<Pick<SimulatorStage, 'client' | 'simulator'> & { eventsOf: (id: string) => string[] }> {
  await open(prices);
  await stage.listen();
  return { client: stage.client, simulator: stage.simulator, eventsOf: (id) => stage.eventsOf(id) };
}
