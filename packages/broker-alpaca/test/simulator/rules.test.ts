import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VENUE_RULES } from '../../src/simulator/index.ts';
import { SimulatorStage } from './simulator-stage.ts';

let stage: SimulatorStage;

beforeEach(async () => {
  stage = await SimulatorStage.open([100, 100, 100, 100]);
  // Whoever buys first may sell afterwards.
  stage.simulator.instruments.traits.set('MSFT', { fractionable: false, shortable: false });
});

afterEach(() => stage.close());

const MARKET = { symbol: 'AAPL', side: 'buy', type: 'market', time_in_force: 'day', qty: '10' };
const LIMIT = { ...MARKET, type: 'limit', limit_price: '90' };
const TRAILING = { ...MARKET, type: 'trailing_stop', trail_percent: '1' };
const BRACKET = {
  ...MARKET,
  order_class: 'bracket',
  take_profit: { limit_price: '110' },
  stop_loss: { stop_price: '90' },
};

describe('what is refused, with status, code and text', () => {
  it.each<[name: string, order: Record<string, unknown>, status: number, code: number, message: string]>([
    ['no quantity', { ...MARKET, qty: undefined }, 422, 40_010_001, 'qty or notional is required'],
    ['both', { ...MARKET, notional: '5' }, 422, 40_010_001, 'only one of qty or notional is accepted'],
    ['quantity zero', { ...MARKET, qty: '0' }, 422, 40_010_001, 'qty must be > 0'],
    ['no limit', { ...LIMIT, limit_price: undefined }, 422, 40_010_001, 'limit orders require a limit price'],
    ['no stop', { ...MARKET, type: 'stop' }, 422, 40_010_001, 'stop orders require a stop price'],
    [
      'market with limit',
      { ...MARKET, limit_price: '90' },
      422,
      40_010_001,
      'market orders require no stop or limit price',
    ],
    ['side', { ...MARKET, side: 'hold' }, 422, 40_010_001, 'invalid side'],
    ['time in force', { ...MARKET, time_in_force: 'never' }, 422, 40_010_001, 'invalid time_in_force'],
    [
      'long id',
      { ...MARKET, client_order_id: 'x'.repeat(129) },
      422,
      40_010_001,
      'client_order_id must be no more than 128 characters',
    ],
    ['unknown symbol', { ...MARKET, symbol: 'NOPE' }, 422, 42_210_000, 'asset "NOPE" not found'],
    [
      'sub-penny',
      { ...LIMIT, limit_price: '90.001' },
      422,
      42_210_000,
      'invalid limit_price 90.001. sub-penny increment does not fulfill minimum pricing criteria',
    ],
    [
      'fraction until cancelled',
      { ...MARKET, qty: '0.5', time_in_force: 'gtc' },
      422,
      42_210_000,
      'fractional orders must be DAY orders',
    ],
    ['fraction in a bracket', { ...BRACKET, qty: '0.5' }, 422, 42_210_000, 'fractional orders must be simple orders'],
    [
      'fraction short',
      { ...MARKET, side: 'sell', qty: '0.5' },
      422,
      42_210_000,
      'fractional orders cannot be sold short',
    ],
    ['little money', { ...MARKET, qty: undefined, notional: '0.5' }, 422, 42_210_000, 'notional must be >= 1.00'],
    ['no fractions', { ...MARKET, symbol: 'MSFT', qty: '0.5' }, 403, 40_310_000, 'asset "MSFT" is not fractionable'],
    ['no shorts', { ...MARKET, symbol: 'MSFT', side: 'sell' }, 403, 40_310_000, 'asset "MSFT" cannot be sold short'],
    [
      'little value',
      { ...LIMIT, limit_price: '0.05' },
      403,
      40_310_000,
      'cost basis must be >= minimal amount of order 1',
    ],
    [
      'market at night',
      { ...MARKET, extended_hours: true },
      422,
      42_210_000,
      'extended hours order must be DAY or GTC limit orders',
    ],
    [
      'stop at night',
      { ...MARKET, type: 'stop', stop_price: '110', extended_hours: true },
      422,
      42_210_000,
      'stop orders are not eligible for extended hours trading',
    ],
    [
      'auction in the day',
      { ...MARKET, time_in_force: 'opg' },
      403,
      40_310_000,
      'opg orders must be submitted after 7:00pm and before 9:28am',
    ],
    [
      'target below stop',
      { ...BRACKET, take_profit: { limit_price: '80' } },
      422,
      42_210_000,
      'take_profit.limit_price must be > stop_loss.stop_price',
    ],
    [
      'stop above base',
      { ...BRACKET, stop_loss: { stop_price: '100' } },
      422,
      42_210_000,
      'stop price must be less than base_price - 0.01',
    ],
    ['small trail', { ...TRAILING, trail_percent: '0.01' }, 422, 42_210_000, 'trail_percent must be >= 0.1'],
    [
      'pair without position',
      { ...BRACKET, order_class: 'oco', type: 'limit' },
      422,
      42_210_000,
      'oco orders must be exit orders',
    ],
    ['too dear', { ...MARKET, qty: '5000' }, 403, 40_310_000, 'insufficient buying power'],
  ])('%s', async (_, order, status, code, message) => {
    const answer = await stage.fetch('POST', '/v2/orders', order);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ code, message });
    expect((await stage.fetch('GET', '/v2/orders?status=all')).json).toEqual([]);
  });

  it('a client order id that was there before', async () => {
    await stage.fetch('POST', '/v2/orders', { ...LIMIT, client_order_id: 'mine' });
    const answer = await stage.fetch('POST', '/v2/orders', { ...LIMIT, client_order_id: 'mine' });
    expect(answer).toEqual({ status: 422, json: { code: 40_010_001, message: 'client_order_id must be unique' } });
  });

  it('shares that another order holds, and a sale through zero', async () => {
    await stage.fetch('POST', '/v2/orders', MARKET);
    const sale = await stage.fetch('POST', '/v2/orders', { ...LIMIT, side: 'sell', limit_price: '120', qty: '6' });
    const { id } = sale.json as { id: string };
    const second = await stage.fetch('POST', '/v2/orders', { ...LIMIT, side: 'sell', limit_price: '120', qty: '5' });
    expect(second.json).toEqual({
      code: 40_310_000,
      message: 'insufficient qty available for order (requested: 5, available: 4)',
      available: '4',
      existing_qty: '10',
      held_for_orders: '6',
      symbol: 'AAPL',
      related_orders: [id],
    });
    const position = await stage.fetch('GET', '/v2/positions/AAPL');
    expect(position.json).toMatchObject({ qty: '10', qty_available: '4', side: 'long' });
    const crossing = await stage.fetch('POST', '/v2/orders', { ...LIMIT, side: 'sell', limit_price: '120', qty: '15' });
    expect(crossing.status).toBe(403);
  });

  it('orders that could trade with each other', async () => {
    await stage.fetch('POST', '/v2/orders', MARKET);
    const buy = await stage.fetch('POST', '/v2/orders', LIMIT);
    const sale = await stage.fetch('POST', '/v2/orders', { ...LIMIT, side: 'sell', limit_price: '89' });
    expect(sale.status).toBe(403);
    expect(sale.json).toMatchObject({
      message: 'potential wash trade detected. use complex orders',
      existing_order_id: (buy.json as { id: string }).id,
    });
  });

  it('new orders of an account that is blocked, but not its cancels', async () => {
    const order = await stage.fetch('POST', '/v2/orders', LIMIT);
    await stage.fetch('POST', '/__sim/account', { tradingBlocked: true });
    expect((await stage.fetch('GET', '/v2/account')).json).toMatchObject({ trading_blocked: true });
    expect((await stage.fetch('POST', '/v2/orders', LIMIT)).json).toMatchObject({ message: 'trade is suspended' });
    expect((await stage.fetch('DELETE', `/v2/orders/${(order.json as { id: string }).id}`)).status).toBe(204);
  });

  it('replacements that change nothing, or come too late', async () => {
    const resting = (await stage.fetch('POST', '/v2/orders', LIMIT)).json as { id: string };
    const same = await stage.fetch('PATCH', `/v2/orders/${resting.id}`, { limit_price: '90.00' });
    expect(same.json).toEqual({ code: 42_210_000, message: 'order parameters are not changed' });
    const filled = (await stage.fetch('POST', '/v2/orders', MARKET)).json as { id: string };
    const late = await stage.fetch('PATCH', `/v2/orders/${filled.id}`, { qty: '20' });
    expect(late.json).toEqual({ code: 42_210_000, message: 'order is not open' });
  });
});

it('rules that are switched off are not asked', async () => {
  await stage.close();
  stage = await SimulatorStage.open([100], { rules: VENUE_RULES });
  for (const order of [
    { ...LIMIT, limit_price: '90.001' },
    { ...MARKET, qty: '0.5', time_in_force: 'gtc' },
    { ...MARKET, side: 'sell', qty: '20' },
  ]) {
    expect((await stage.fetch('POST', '/v2/orders', order)).status).toBe(200);
  }
});
