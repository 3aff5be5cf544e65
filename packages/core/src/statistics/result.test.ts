import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { Order } from '../orders/order.ts';
import { OrderEvent } from '../orders/order-event.ts';
import { OrderType } from '../orders/order-type.ts';
import { TimeInForce } from '../orders/time-in-force.ts';
import { orderEventToJson, orderToJson } from './order-json.ts';
import type { BacktestResult } from './result.ts';
import { seriesToJson } from './series-json.ts';
import { TradeBuilder } from './trade-builder.ts';
import { tradeStatisticsToJson, tradeToJson } from './trade-json.ts';
import { tradeStatistics } from './trade-statistics.ts';

type Schema = Readonly<Record<string, unknown>>;
const SCHEMA = JSON.parse(readFileSync(new URL('../../schema/result.schema.json', import.meta.url), 'utf8')) as Schema;

const KEYWORDS = new Set([
  '$schema',
  '$defs',
  '$ref',
  'title',
  'description',
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'prefixItems',
  'minItems',
  'maxItems',
  'enum',
  'const',
  'pattern',
  'anyOf',
]);

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** Complaints about a value; covers the keywords that the schema uses and refuses others. */
function complaints(value: unknown, schema: Schema, path = '$'): string[] {
  const unknown = Object.keys(schema).filter((key) => !KEYWORDS.has(key));
  if (unknown.length > 0) return [`${path}: unknown keywords ${unknown.join(', ')}`];
  if (typeof schema['$ref'] === 'string') {
    const name = schema['$ref'].replace('#/$defs/', '');
    return complaints(value, (SCHEMA['$defs'] as Record<string, Schema>)[name] as Schema, path);
  }
  const found: string[] = [];
  const types = schema['type'] === undefined ? null : [schema['type']].flat();
  const type = typeOf(value);
  if (types !== null && !types.includes(type) && !(type === 'integer' && types.includes('number')))
    found.push(`${path}: ${type}`);
  if ('const' in schema && value !== schema['const']) found.push(`${path}: not ${String(schema['const'])}`);
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value))
    found.push(`${path}: ${String(value)} not allowed`);
  if (typeof schema['pattern'] === 'string' && !new RegExp(schema['pattern']).test(String(value)))
    found.push(`${path}: ${String(value)}`);
  if (Array.isArray(schema['anyOf']) && !schema['anyOf'].some((each: Schema) => complaints(value, each).length === 0)) {
    found.push(`${path}: none of the alternatives`);
  }
  if (Array.isArray(value)) found.push(...arrayComplaints(value, schema, path));
  else if (type === 'object') found.push(...objectComplaints(value as Record<string, unknown>, schema, path));
  return found;
}

function arrayComplaints(value: readonly unknown[], schema: Schema, path: string): string[] {
  const prefix = (schema['prefixItems'] ?? []) as Schema[];
  const found =
    value.length < Number(schema['minItems'] ?? 0) || value.length > Number(schema['maxItems'] ?? Infinity)
      ? [`${path}: length`]
      : [];
  return value.reduce<string[]>((list, item, i) => {
    const itemSchema = prefix[i] ?? (schema['items'] as Schema | undefined);
    return itemSchema === undefined ? list : [...list, ...complaints(item, itemSchema, `${path}[${i}]`)];
  }, found);
}

function objectComplaints(value: Record<string, unknown>, schema: Schema, path: string): string[] {
  if (schema['additionalProperties'] === undefined) return [];
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const missing = ((schema['required'] ?? []) as string[])
    .filter((key) => !(key in value))
    .map((key) => `${path}.${key}: missing`);
  return Object.entries(value).reduce((list, [key, each]) => {
    const additional = schema['additionalProperties'];
    const own = properties[key] ?? (typeof additional === 'object' ? (additional as Schema) : undefined);
    return own === undefined
      ? [...list, `${path}.${key}: unexpected`]
      : [...list, ...complaints(each, own, `${path}.${key}`)];
  }, missing);
}

const d = (text: string) => Decimal.parse(text);
const SPY = { value: 'SPY', id: 'SPY R735QTJ8XC9X', permtick: 'SPY', securityType: 1, market: 'usa' } as SecuritySymbol;
const TIME = Date.UTC(2013, 9, 7, 13, 31);

function order(type: OrderType, overrides: Partial<ConstructorParameters<typeof Order>[0]> = {}): Order {
  return new Order({ id: 1, type, symbol: SPY, quantity: d('10'), timeMs: TIME, tag: '', ...overrides });
}

function filled(each: Order, quantity: string, price: string): OrderEvent {
  const event = new OrderEvent(each, TIME + 1_500, 3, 'note');
  event.id = 2;
  event.exactFillPrice = d(price);
  event.exactFillQuantity = d(quantity);
  event.orderFee = { amount: d('1.00'), currency: 'USD' };
  return event;
}

function sample(): BacktestResult {
  const builder = new TradeBuilder();
  const entry = filled(order(OrderType.Market), '10', '144.7700');
  builder.processFill(entry, Decimal.ONE, d('1.00'), Decimal.ONE);
  builder.processFill(filled(order(OrderType.Market, { id: 2 }), '-10', '145'), Decimal.ONE, d('1.00'), Decimal.ONE);
  const points = seriesToJson({ times: [TIME], values: [d('100000.50')] });
  const limit = order(OrderType.StopLimit, {
    limitPrice: d('150.10'),
    stopPrice: d('149'),
    properties: { timeInForce: TimeInForce.goodTilDate(2013, 10, 9) },
  });
  return {
    schemaVersion: 1,
    strategy: 'Sample',
    status: 'Completed',
    error: { code: null, message: 'boom', time: null },
    startDate: '2013-10-07',
    endDate: '2013-10-11',
    timeZone: 'America/New_York',
    accountCurrency: 'USD',
    parameters: { fast: 20, name: 'x', on: true },
    statistics: { 'Total Orders': '1' },
    runtimeStatistics: {},
    dataPoints: 3943,
    historyDataPoints: 0,
    startingPortfolioValue: '100000',
    totalPortfolioValue: '100001.30',
    totalFees: '2.00',
    orders: [orderToJson(limit)],
    orderEvents: [orderEventToJson(entry)],
    equity: points,
    benchmark: points,
    performance: points,
    drawdown: points,
    turnover: points,
    longExposure: points,
    shortExposure: points,
    cash: [{ currency: 'USD', amount: '1', conversionRate: '1', valueInAccountCurrency: '1' }],
    holdings: [
      {
        symbol: 'SPY',
        symbolId: SPY.id,
        quantity: '0',
        averagePrice: '0',
        price: '145',
        value: '0',
        netProfit: '0.3',
        unrealizedProfit: '0',
        totalFees: '2.00',
        totalSaleVolume: '2897.7',
      },
    ],
    trades: builder.closedTrades.map(tradeToJson),
    tradeStatistics: tradeStatisticsToJson(tradeStatistics(builder.closedTrades)),
    charts: [{ name: 'Chart', series: [{ name: 'Series', type: 'line', unit: '$', points }] }],
    logs: [{ time: '2013-10-07T13:31:00Z', level: 'log', text: 'hello' }],
    warnings: [{ code: 'STALE_FILL', severity: 'warning', text: 'old', time: null, orderId: 1 }],
    versions: { '@lockstep/core': '0.1.0' },
    strategyHash: '',
    dataHash: 'a'.repeat(64),
  };
}

describe('BacktestResult', () => {
  test('a full sample fits the schema', () => {
    expect(complaints(JSON.parse(JSON.stringify(sample())), SCHEMA)).toEqual([]);
  });

  test('the schema lists every field of the type, and no other', () => {
    const required = SCHEMA['required'] as string[];
    expect(Object.keys(SCHEMA['properties'] as object)).toEqual(required);
    expect([...required].sort()).toEqual(Object.keys(sample()).sort());
  });

  test('behavior: the schema refuses missing and unknown fields, numbers for decimals, local times', () => {
    const { dataHash: _, ...missing } = sample();
    expect(complaints(missing, SCHEMA)).toEqual(['$.dataHash: missing']);
    expect(complaints({ ...sample(), host: 'x' }, SCHEMA)).toEqual(['$.host: unexpected']);
    expect(complaints({ ...sample(), totalFees: 2 }, SCHEMA)[0]).toContain('$.totalFees');
    expect(complaints({ ...sample(), equity: [['2013-10-07 13:31', '1']] }, SCHEMA)[0]).toContain('$.equity[0][0]');
    expect(complaints({ ...sample(), equity: [['2013-10-07T13:31:00Z']] }, SCHEMA)).toEqual(['$.equity[0]: length']);
  });
});

describe('orderToJson', () => {
  test('keeps digits and shows only the prices its type uses', () => {
    const json = sample().orders[0];
    expect(json).toMatchObject({
      type: 'StopLimit',
      limitPrice: '150.10',
      stopPrice: '149',
      triggerPrice: null,
      trailingAmount: null,
      timeInForce: 'GTD',
      expiry: '2013-10-09T00:00:00',
      lastFillTime: null,
      time: '2013-10-07T13:31:00Z',
      status: 'New',
    });
  });

  test('touched and trailing orders', () => {
    const touched = orderToJson(order(OrderType.LimitIfTouched, { triggerPrice: d('1.5'), limitPrice: d('2') }));
    expect(touched).toMatchObject({ type: 'LimitIfTouched', triggerPrice: '1.5', limitPrice: '2', stopPrice: null });
    const trailing = order(OrderType.TrailingStop, {
      trailingAmount: d('0.1'),
      trailingAsPercentage: true,
      quantity: d('-1'),
    });
    trailing.canceledTimeMs = TIME;
    expect(orderToJson(trailing)).toMatchObject({
      trailingAmount: '0.1',
      trailingAsPercentage: true,
      direction: 'Sell',
      canceledTime: '2013-10-07T13:31:00Z',
    });
  });
});

describe('orderEventToJson', () => {
  test('default', () => {
    expect(sample().orderEvents[0]).toEqual({
      orderId: 1,
      eventId: 2,
      symbol: 'SPY',
      time: '2013-10-07T13:31:01.5Z',
      status: 'Filled',
      direction: 'Buy',
      fillPrice: '144.7700',
      fillQuantity: '10',
      quantity: '10',
      fee: '1.00',
      feeCurrency: 'USD',
      message: 'note',
    });
  });
});
