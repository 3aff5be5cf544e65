import { describe, expect, test } from 'vitest';
import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { Order } from '../orders/order.ts';
import { SubmitOrderRequest, UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import type { BrokerageCapabilities } from './brokerage.ts';
import { ruleRefusal, trailingStopRefusal, updateCapabilityRefusal } from './capability-refusal.ts';

const SPY = new SecuritySymbol('SPY', { ticker: 'SPY', securityType: SecurityType.Equity, market: Market.USA });

const capabilities: BrokerageCapabilities = {
  orderTypes: new Set([OrderType.TrailingStop]),
  timesInForce: new Set(['GTC'] as const),
  fractionalQuantities: true,
  notionalOrders: false,
  outsideRegularHours: false,
  updates: new Set(['quantity', 'limitPrice', 'stopPrice', 'trailingAmount'] as const),
  trailingStops: 'market',
  nativeBrackets: false,
  nativeOco: false,
  replaceKeepsId: true,
  enforcesUniqueClientOrderId: true,
  clientOrderIdLength: 32,
  executionFees: 'none',
  positions: 'netting',
};

const sale = {
  orderType: OrderType.TrailingStop,
  symbol: SPY,
  quantity: Decimal.parse('-10'),
  trailingAmount: Decimal.parse('0.05'),
  trailingAsPercentage: true,
  timeMs: 0,
  tag: '',
};

function working(): Order {
  return new Order({ ...sale, id: 7, type: OrderType.TrailingStop, stopPrice: Decimal.parse('95') });
}

describe('the stop of a trailing order where the market decides', () => {
  const stopAt = (stop: string): SubmitOrderRequest =>
    new SubmitOrderRequest({ ...sale, stopPrice: Decimal.parse(stop) });
  const price = Decimal.parse('100');

  test('begins at its distance from the price', () => {
    expect(trailingStopRefusal(capabilities, stopAt('95.00'), price)).toBe(null);
    expect(trailingStopRefusal(capabilities, stopAt('94'), price)).toMatch(/at 95\.00 for a price of 100, and 94/);
    expect(trailingStopRefusal({ ...capabilities, trailingStops: 'given' }, stopAt('94'), price)).toBe(null);
  });

  test('is not changed; what it trails by is', () => {
    const change = (fields: object): UpdateOrderRequest => new UpdateOrderRequest(0, 7, fields);
    expect(updateCapabilityRefusal(capabilities, working(), change({ stopPrice: 96 }))).toMatch(/96 was given/);
    expect(updateCapabilityRefusal(capabilities, working(), change({ trailingAmount: 0.04 }))).toBe(null);
  });
});

test('rules of a wire judge a change by the order as it would be, and say the figure', () => {
  const refusedOrders = [{ text: 'The least is 1 %.', trailsBelow: Decimal.parse('0.01') }];
  const change = (trailingAmount: number): string | null =>
    updateCapabilityRefusal(
      { ...capabilities, refusedOrders },
      working(),
      new UpdateOrderRequest(0, 7, { trailingAmount }),
    );
  expect(change(0.001)).toBe('The least is 1 %. It trails by 0.1 %.');
  expect(change(0.02)).toBe(null);
});

test('of a rule all has to apply that it names', () => {
  const order = {
    symbol: SPY,
    orderType: OrderType.Limit,
    quantity: Decimal.parse('0.5'),
    properties: {},
    trailingAmount: Decimal.ZERO,
    trailingAsPercentage: false,
  };
  const rule = { text: 'Day only.', orderTypes: new Set([OrderType.Limit]), timesInForce: new Set(['GTC'] as const) };
  expect(ruleRefusal([{ ...rule, decimalsAbove: 0 }], order, false)).toBe('Day only. The quantity is 0.5.');
  expect(ruleRefusal([{ ...rule, decimalsAbove: 1 }], order, false)).toBe(null);
  expect(ruleRefusal([{ ...rule, orderTypes: new Set([OrderType.Market]) }], order, false)).toBe(null);
  expect(ruleRefusal([{ ...rule, securityTypes: [SecurityType.Crypto] }], order, false)).toBe(null);
  expect(ruleRefusal([{ ...rule, outsideRegularHours: true }], order, false)).toBe(null);
  expect(ruleRefusal([{ ...rule, changesQuantity: true }], order, false)).toBe(null);
  expect(ruleRefusal([{ ...rule, changesQuantity: true }], order, true)).toBe('Day only.');
  expect(ruleRefusal(undefined, order, true)).toBe(null);
});
