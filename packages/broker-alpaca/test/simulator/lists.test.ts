import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireOrder } from '../../src/wire/order.ts';
import { SimulatorStage } from './simulator-stage.ts';

let stage: SimulatorStage;

beforeEach(async () => {
  stage = await SimulatorStage.open([100]);
});

afterEach(() => stage.close());

async function place(id: string, order: Record<string, unknown> = {}): Promise<WireOrder> {
  const limit = { symbol: 'AAPL', side: 'buy', type: 'limit', limit_price: '50', time_in_force: 'day', qty: '1' };
  return (await stage.fetch('POST', '/v2/orders', { ...limit, client_order_id: id, ...order })).json as WireOrder;
}

async function ids(path: string): Promise<string[]> {
  return ((await stage.fetch('GET', path)).json as WireOrder[]).map((order) => order.client_order_id);
}

describe('lists', () => {
  it('give orders in pages, by time and by id', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await place(id);
    const first = (await stage.fetch('GET', '/v2/orders?direction=asc&limit=2')).json as WireOrder[];
    expect(first.map(({ client_order_id: id }) => id)).toEqual(['a', 'b']);
    const last = first.at(-1)!;
    expect(await ids(`/v2/orders?direction=asc&limit=2&after=${last.submitted_at}`)).toEqual(['c', 'd']);
    expect(await ids(`/v2/orders?direction=asc&after_order_id=${last.id}`)).toEqual(['c', 'd', 'e']);
    expect(await ids(`/v2/orders?before_order_id=${last.id}`)).toEqual(['a']);
    expect(await ids(`/v2/orders?until=${last.submitted_at}`)).toEqual(['a']);
    expect(await ids('/v2/orders')).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  it('give equal times where times are coarse', async () => {
    await stage.fetch('POST', '/__sim/faults', { coarseTimes: true });
    const [first, second] = [await place('a'), await place('b')];
    expect(first.submitted_at).toBe(second.submitted_at);
    expect(await ids(`/v2/orders?direction=asc&after=${first.submitted_at}`)).toEqual([]);
    expect(await ids(`/v2/orders?direction=asc&after_order_id=${first.id}`)).toEqual(['b']);
  });

  it('give open and closed orders, of a symbol and a side', async () => {
    await place('a');
    await place('b', { symbol: 'MSFT' });
    await place('c', { type: 'market', limit_price: undefined });
    expect(await ids('/v2/orders')).toEqual(['b', 'a']);
    expect(await ids('/v2/orders?status=closed')).toEqual(['c']);
    expect(await ids('/v2/orders?status=all&symbols=AAPL')).toEqual(['c', 'a']);
    expect(await ids('/v2/orders?status=all&side=sell')).toEqual([]);
    expect((await stage.fetch('GET', '/v2/orders?status=some')).status).toBe(422);
    expect((await stage.fetch('GET', '/v2/orders?limit=501')).status).toBe(422);
  });

  it('give legs with their entry, or by themselves', async () => {
    const bracket = {
      order_class: 'bracket',
      take_profit: { limit_price: '60' },
      stop_loss: { stop_price: '40' },
    };
    const entry = await place('a', bracket);
    expect(entry.legs?.map(({ type, side, status }) => [type, side, status])).toEqual([
      ['stop', 'sell', 'held'],
      ['limit', 'sell', 'held'],
    ]);
    const nested = (await stage.fetch('GET', '/v2/orders?nested=true')).json as WireOrder[];
    expect(nested.map(({ legs }) => legs?.length)).toEqual([2]);
    const flat = (await stage.fetch('GET', '/v2/orders')).json as WireOrder[];
    expect(flat.map(({ legs }) => legs)).toEqual([null, null, null]);
    await stage.fetch('DELETE', `/v2/orders/${entry.id}`);
    expect(await ids('/v2/orders')).toEqual([]);
  });

  it('give fills in pages of which the token is the last id', async () => {
    for (const id of ['a', 'b', 'c']) await place(id, { type: 'market', limit_price: undefined });
    const page = async (query: string): Promise<{ id: string; order_id: string; cum_qty: string }[]> =>
      (await stage.fetch('GET', `/v2/account/activities/FILL?direction=asc&page_size=2${query}`)).json as never;
    const first = await page('');
    expect(first).toHaveLength(2);
    expect(first[0]?.id).toMatch(/^20240304094600000::[0-9a-f-]{36}$/);
    const second = await page(`&page_token=${first[1]?.id}`);
    expect(second).toHaveLength(1);
    expect((await stage.fetch('GET', '/v2/account/activities/DIV')).json).toEqual([]);
  });
});

describe('the market', () => {
  it('has a clock on New York time', async () => {
    expect((await stage.fetch('GET', '/v2/clock')).json).toEqual({
      timestamp: '2024-03-04T09:46:00.000-05:00',
      is_open: true,
      next_open: '2024-03-05T09:30:00.000-05:00',
      next_close: '2024-03-04T16:00:00.000-05:00',
    });
    const clock = await stage.client.trading.clock.legacyClock();
    expect(clock.isOpen).toBe(true);
  });

  it('has a calendar with half days', async () => {
    const { json } = await stage.fetch('GET', '/v2/calendar?start=2024-11-27&end=2024-12-02');
    expect(json).toEqual([
      day('2024-11-27', '16:00', '2000', '2024-11-29'),
      day('2024-11-29', '13:00', '1700', '2024-12-02'),
      day('2024-12-02', '16:00', '2000', '2024-12-03'),
    ]);
    const start = new Date('2024-11-27T00:00:00Z');
    const days = await stage.client.trading.calendar.legacyCalendar({ start, end: new Date('2024-12-02T00:00:00Z') });
    expect(days).toHaveLength(3);
  });

  it('has assets', async () => {
    const asset = await stage.client.trading.assets.getV2AssetsSymbolOrAssetId({ symbolOrAssetId: 'AAPL' });
    expect([asset.symbol, asset.tradable, asset.fractionable, asset.shortable]).toEqual(['AAPL', true, true, true]);
    expect((await stage.fetch('GET', '/v2/assets/NOPE')).status).toBe(404);
    expect((await stage.fetch('GET', '/v2/assets?status=inactive')).json).toEqual([]);
  });
});

function day(date: string, close: string, sessionClose: string, settlement: string): Record<string, string> {
  return {
    date,
    open: '09:30',
    close,
    session_open: '0400',
    session_close: sessionClose,
    settlement_date: settlement,
  };
}
