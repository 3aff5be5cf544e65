import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { Exchange } from '../orders/exchange.ts';
import { IndiaOrderProperties } from '../orders/india-order-properties.ts';
import { Order } from '../orders/order.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import type { OrderType } from '../orders/order-type.ts';
import { TimeInForce } from '../orders/time-in-force.ts';
import { TradeStationOrderProperties } from '../orders/trade-station-order-properties.ts';
import { orderListText, orderTexts, roundedOrder } from './order-list-json.ts';

const EXPECTED = new URL('../../../../../shared/lean/expected/', import.meta.url);
const SUPPORTED_TYPES = new Set([0, 1, 2, 3, 4, 5, 7, 11]);
const SUPPORTED_SECURITIES = new Set([1, 4, 6, 7, 9]);
/** Universe removals in LEAN happen a tick of 100 ns after midnight, finer than our milliseconds. */
const FINER_THAN_MS = /\.\d{4,}Z/;

const BASIC_TEMPLATE =
  '{"type":0,"id":1,"contingentId":0,"brokerId":["1"],"symbol":{"value":"SPY","id":"SPY R735QTJ8XC9X","permtick":"SPY"},"price":144.7817,"priceCurrency":"USD","time":"2013-10-07T13:31:00Z","createdTime":"2013-10-07T13:31:00Z","lastFillTime":"2013-10-07T13:31:00Z","quantity":688.0,"status":3,"tag":"","properties":{"timeInForce":{}},"securityType":1,"direction":0,"value":99609.8096,"orderSubmissionData":{"bidPrice":144.77307790400,"askPrice":144.78172417000,"lastPrice":144.77307790400},"isMarketable":true,"priceAdjustmentMode":1}';
const STOP_LIMIT =
  '{"stopPrice":147.6703,"stopTriggered":true,"limitPrice":149.0127,"type":3,"id":1,"contingentId":0,"brokerId":["1"],"symbol":{"value":"SPY","id":"SPY R735QTJ8XC9X","permtick":"SPY"},"price":149.0127,"priceCurrency":"USD","time":"2013-03-28T20:00:00Z","createdTime":"2013-03-28T20:00:00Z","lastFillTime":"2013-09-18T20:00:00Z","quantity":100.0,"status":3,"tag":"","properties":{"timeInForce":{}},"securityType":1,"direction":0,"value":14901.2700,"orderSubmissionData":{"bidPrice":133.98893764500,"askPrice":133.98893764500,"lastPrice":133.98893764500},"isMarketable":false,"priceAdjustmentMode":1}';

const SPY = {
  value: 'SPY',
  id: 'SPY R735QTJ8XC9X',
  permtick: 'SPY',
  securityType: 1,
  market: 'usa',
  underlying: null,
} as unknown as SecuritySymbol;
const decimal = (text: string) => Decimal.parse(text);

function spyOrder(type: OrderType, prices: { readonly limit?: string; readonly stop?: string } = {}): Order {
  const order = new Order({
    id: 1,
    type,
    symbol: SPY,
    quantity: decimal('688'),
    timeMs: Date.UTC(2013, 9, 7, 13, 31),
    tag: '',
    limitPrice: prices.limit === undefined ? undefined : decimal(prices.limit),
    stopPrice: prices.stop === undefined ? undefined : decimal(prices.stop),
  });
  order.status = 3;
  order.brokerId = ['1'];
  order.price = decimal('144.78172417000');
  order.priceCurrency = 'USD';
  order.lastFillTimeMs = Date.UTC(2013, 9, 7, 13, 31);
  order.priceAdjustmentMode = 1;
  order.submissionData = {
    bidPrice: decimal('144.77307790400'),
    askPrice: decimal('144.78172417000'),
    lastPrice: decimal('144.77307790400'),
  };
  return order;
}

const md5 = (text: string) => createHash('md5').update(text, 'utf8').digest('hex');

/** Splits the JSON text into order objects and keeps numbers as their digits. */
function readOrders(text: string): Order[] {
  const exact = text.replaceAll(/":(-?\d+\.\d+)/g, '":"$1"');
  return (JSON.parse(`[${exact}]`) as Record<string, never>[]).map(readOrder);
}

function readOrder(json: Record<string, never>): Order {
  const raw = json as unknown as {
    id: number;
    type: OrderType;
    symbol: Pick<SecuritySymbol, 'value' | 'id' | 'permtick'>;
    securityType: 1;
    quantity: string;
    time: string;
    tag: string;
    price: string;
    priceCurrency: string;
    status: OrderStatus;
    brokerId: string[];
    limitPrice?: string;
    stopPrice?: string;
    triggerPrice?: string;
    trailingAmount?: string;
    trailingAsPercentage?: boolean;
    stopTriggered?: boolean;
    triggerTouched?: boolean;
    lastFillTime?: string;
    lastUpdateTime?: string;
    canceledTime?: string;
    orderSubmissionData: { bidPrice: string; askPrice: string; lastPrice: string } | null;
    priceAdjustmentMode: 0 | 1;
    properties: { timeInForce: { $type?: string; Expiry?: string } };
  };
  const maybe = (value: string | undefined) => (value === undefined ? undefined : decimal(value));
  const time = (value: string | undefined) =>
    value === undefined ? Number.NaN : Date.parse(`${value.replace('Z', '')}Z`);
  const order = new Order({
    id: raw.id,
    type: raw.type,
    symbol: {
      ...raw.symbol,
      securityType: raw.securityType,
      market: '',
      underlying: null,
    } as unknown as SecuritySymbol,
    quantity: decimal(raw.quantity),
    timeMs: time(raw.time),
    timeIsLocal: !raw.time.endsWith('Z'),
    tag: raw.tag,
    properties: { timeInForce: readTimeInForce(raw.properties.timeInForce) },
    limitPrice: maybe(raw.limitPrice),
    stopPrice: maybe(raw.stopPrice),
    triggerPrice: maybe(raw.triggerPrice),
    trailingAmount: maybe(raw.trailingAmount),
    trailingAsPercentage: raw.trailingAsPercentage,
  });
  order.price = decimal(raw.price);
  order.priceCurrency = raw.priceCurrency;
  order.status = raw.status;
  order.brokerId = raw.brokerId;
  order.stopTriggered = raw.stopTriggered ?? false;
  order.triggerTouched = raw.triggerTouched ?? false;
  order.lastFillTimeMs = time(raw.lastFillTime);
  order.lastUpdateTimeMs = time(raw.lastUpdateTime);
  order.canceledTimeMs = time(raw.canceledTime);
  order.priceAdjustmentMode = raw.priceAdjustmentMode;
  const data = raw.orderSubmissionData;
  // A whole number lost its scale in the text: `1.0` may have been `1`.
  const exact = (value: string) => (value.endsWith('.0') ? decimal(value.slice(0, -2)) : decimal(value));
  order.submissionData = data && {
    bidPrice: exact(data.bidPrice),
    askPrice: exact(data.askPrice),
    lastPrice: exact(data.lastPrice),
  };
  return order;
}

function readTimeInForce(json: { $type?: string; Expiry?: string }): TimeInForce {
  if (json.Expiry !== undefined) return { kind: 'GTD', expiryLocalMs: Date.parse(`${json.Expiry}Z`) };
  return json.$type === undefined ? TimeInForce.GoodTilCanceled : TimeInForce.Day;
}

function isSupported(order: { type: number; securityType: number; tag?: string }): boolean {
  return SUPPORTED_TYPES.has(order.type) && SUPPORTED_SECURITIES.has(order.securityType) && order.tag !== undefined;
}

function recordedTexts(): [string, string, string][] {
  const tiers = readdirSync(EXPECTED).filter((name) => !name.includes('.'));
  return tiers.flatMap((tier) =>
    readdirSync(new URL(`${tier}/`, EXPECTED)).flatMap((file): [string, string, string][] => {
      const { orderListJson: text, statistics } = JSON.parse(
        readFileSync(new URL(`${tier}/${file}`, EXPECTED), 'utf8'),
      );
      const orders = text ? (JSON.parse(`[${text}]`) as { type: number; securityType: number; tag?: string }[]) : [];
      return orders.length > 0 && orders.every(isSupported) && !FINER_THAN_MS.test(text)
        ? [[`${tier}/${file}`, text, statistics.OrderListHash]]
        : [];
    }),
  );
}

describe('orderListText', () => {
  test('market order', () => {
    const text = orderListText([spyOrder(0)]);
    expect(text).toBe(BASIC_TEMPLATE);
    expect(md5(text)).toBe('3da9fa60bf95b9ed148b95e02e0cfc9e');
  });

  test('stop-limit order', () => {
    const order = spyOrder(3, { limit: '149.0127', stop: '147.6703' });
    order.quantity = decimal('100');
    order.stopTriggered = true;
    order.price = decimal('149.01270');
    order.lastFillTimeMs = Date.UTC(2013, 8, 18, 20);
    const price = decimal('133.98893764500');
    order.submissionData = { bidPrice: price, askPrice: price, lastPrice: price };
    const moved = Object.assign(order.clone(), { timeMs: Date.UTC(2013, 2, 28, 20) });
    expect(orderListText([moved])).toBe(STOP_LIMIT);
  });

  test('no orders give the empty text', () => {
    expect(md5(orderListText([]))).toBe('d41d8cd98f00b204e9800998ecf8427e');
  });

  test('behavior: sorts by id and joins with commas', () => {
    const second = Object.assign(spyOrder(0), { id: 2 });
    expect(orderListText([second, spyOrder(0)])).toBe(
      `${BASIC_TEMPLATE},${BASIC_TEMPLATE.replace('"id":1', '"id":2')}`,
    );
    expect([...orderTexts([second, spyOrder(0)])]).toHaveLength(2);
  });

  test('behavior: an order keeps its digits', () => {
    const order = spyOrder(0);
    expect(roundedOrder(order).price.toString()).toBe('144.7817');
    expect(order.price.toString()).toBe('144.78172417000');
  });

  test('behavior: escapes as LEAN does', () => {
    const order = spyOrder(0);
    order.tag = 'a"b\\c\n\u2028\u0085é';
    expect(orderListText([order])).toContain('"tag":"a\\"b\\\\c\\n\\u2028\\u0085é"');
  });

  test("behavior: a broker's own properties and the exchange stand around the time in force", () => {
    const properties = new TradeStationOrderProperties();
    properties.outsideRegularTradingHours = true;
    const atTradeStation = Object.assign(spyOrder(0), { properties });
    expect(orderListText([atTradeStation])).toContain(
      '"properties":{"AllOrNone":false,"OutsideRegularTradingHours":true,"PostOnly":false,"timeInForce":{}}',
    );
    const inIndia = Object.assign(spyOrder(0), { properties: new IndiaOrderProperties(Exchange.NSE, 'CNC') });
    expect(orderListText([inIndia])).toContain(
      '"properties":{"ProductType":"CNC","timeInForce":{},"Exchange":{"Code":"NSE","Name":"NSE","Market":"india","SecurityTypes":[1]}}',
    );
  });

  test('behavior: a refused order without submission data', () => {
    const order = spyOrder(0);
    order.submissionData = null;
    order.brokerId = [];
    order.price = Decimal.ZERO;
    const text = orderListText([order]);
    expect(text).toContain('"brokerId":[]');
    expect(text).toContain('"value":0.0,"orderSubmissionData":null');
  });

  describe.skipIf(!existsSync(EXPECTED))('recorded runs (needs ../shared)', () => {
    const cases = existsSync(EXPECTED) ? recordedTexts() : [];

    test('there are many', () => expect(cases.length).toBeGreaterThan(100));

    test('each text is written as it was read', () => {
      for (const [name, text, hash] of cases) {
        const written = orderListText(readOrders(text));
        expect(written, name).toBe(text);
        expect(md5(written), name).toBe(hash);
      }
    });
  });
});
