import {
  Decimal,
  Market,
  Order,
  type OrderFields,
  type OrderHandover,
  OrderType,
  SecuritySymbol,
  SecurityType,
  TimeInForce,
} from '@lockstep/core';
import { describe, expect, test } from 'vitest';
import type { WireAsset } from '../../wire/account.ts';
import { orderForm } from './order-form.ts';

const SPY = new SecuritySymbol('SPY', { ticker: 'SPY', securityType: SecurityType.Equity, market: Market.USA });
const BTC = new SecuritySymbol('BTCUSD', {
  ticker: 'BTCUSD',
  securityType: SecurityType.Crypto,
  market: Market.Coinbase,
});
const DAY = { timeInForce: TimeInForce.Day };

const ASSET: WireAsset = {
  id: 'b0b6dd9d-8b9b-48a9-ba46-b9d54906e415',
  class: 'us_equity',
  exchange: 'ARCA',
  symbol: 'SPY',
  name: 'SPDR S&P 500',
  status: 'active',
  tradable: true,
  marginable: true,
  shortable: true,
  fractionable: true,
  attributes: [],
};

/** What Alpaca lists with a pair. */
const PAIR: Partial<WireAsset> = {
  class: 'crypto',
  min_order_size: '0.0001',
  min_trade_increment: '0.0001',
  price_increment: '0.5',
};

type Fields = Partial<Omit<OrderFields, 'quantity' | 'limitPrice' | 'stopPrice' | 'trailingAmount'>> & {
  readonly quantity?: string;
  readonly limitPrice?: string;
  readonly stopPrice?: string;
  readonly trailingAmount?: string;
};

function handover(fields: Fields, children: readonly OrderHandover[] = []): OrderHandover {
  const exact = (text: string | undefined): Decimal | undefined =>
    text === undefined ? undefined : Decimal.parse(text);
  const order = new Order({
    id: 1,
    type: OrderType.Market,
    symbol: SPY,
    timeMs: 0,
    tag: '',
    ...fields,
    quantity: Decimal.parse(fields.quantity ?? '10'),
    limitPrice: exact(fields.limitPrice),
    stopPrice: exact(fields.stopPrice),
    trailingAmount: exact(fields.trailingAmount),
  });
  return { order, clientOrderId: 'T1', children };
}

function requestOf(fields: Fields, children: readonly OrderHandover[] = []): object {
  const mapping = orderForm(handover(fields, children), ASSET);
  return 'form' in mapping ? mapping.form.request : mapping.refusal;
}

function refusalOf(fields: Fields, asset: Partial<WireAsset> = {}, children: readonly OrderHandover[] = []): string {
  const mapping = orderForm(handover(fields, children), { ...ASSET, ...asset });
  return 'refusal' in mapping ? `${mapping.refusal.code}: ${mapping.refusal.text}` : 'taken';
}

const { Limit, StopMarket, StopLimit, TrailingStop, MarketOnOpen, MarketOnClose, LimitIfTouched } = OrderType;

describe('orderForm', () => {
  test.each<[name: string, fields: Fields, wire: object]>([
    ['market', {}, { type: 'market', side: 'buy', qty: '10', time_in_force: 'gtc' }],
    ['sale', { quantity: '-10' }, { side: 'sell', qty: '10' }],
    ['limit', { type: Limit, limitPrice: '95.50' }, { type: 'limit', limit_price: '95.5' }],
    ['stop', { type: StopMarket, stopPrice: '105' }, { type: 'stop', stop_price: '105' }],
    [
      'stop-limit',
      { type: StopLimit, stopPrice: '105', limitPrice: '106' },
      { type: 'stop_limit', stop_price: '105', limit_price: '106' },
    ],
    ['trailing by price', { type: TrailingStop, trailingAmount: '2' }, { type: 'trailing_stop', trail_price: '2' }],
    [
      'trailing by percent',
      { type: TrailingStop, trailingAmount: '0.05', trailingAsPercentage: true },
      { trail_percent: '5' },
    ],
    ['market on open', { type: MarketOnOpen }, { type: 'market', time_in_force: 'opg' }],
    ['market on close', { type: MarketOnClose }, { type: 'market', time_in_force: 'cls' }],
    ['day', { properties: DAY }, { time_in_force: 'day' }],
    ['fraction at the market', { quantity: '0.5' }, { qty: '0.5', time_in_force: 'day' }],
    [
      'fraction with a limit',
      { quantity: '0.5', type: Limit, limitPrice: '95', properties: DAY },
      { qty: '0.5', time_in_force: 'day' },
    ],
    ['below a dollar', { type: Limit, limitPrice: '0.1234' }, { limit_price: '0.1234' }],
    [
      'outside regular hours',
      { type: Limit, limitPrice: '95', properties: { ...DAY, outsideRegularTradingHours: true } },
      { extended_hours: true, time_in_force: 'day' },
    ],
    ['crypto', { symbol: BTC, quantity: '0.0001' }, { symbol: 'BTC/USD', time_in_force: 'gtc', qty: '0.0001' }],
  ])('%s', (_, fields, wire) => {
    expect(requestOf(fields)).toMatchObject({ client_order_id: 'T1', ...wire });
  });

  const stop = handover({ type: StopMarket, quantity: '-10', stopPrice: '90' });
  const target = handover({ type: Limit, quantity: '-10', limitPrice: '110' });

  test.each<[name: string, children: readonly OrderHandover[], wire: object]>([
    [
      'bracket',
      [stop, target],
      { order_class: 'bracket', stop_loss: { stop_price: '90' }, take_profit: { limit_price: '110' } },
    ],
    ['stop alone', [stop], { order_class: 'oto', stop_loss: { stop_price: '90' } }],
    ['target alone', [target], { order_class: 'oto', take_profit: { limit_price: '110' } }],
  ])('%s', (_, children, wire) => {
    expect(requestOf({}, children)).toMatchObject(wire);
  });

  test('a pair goes out as its target, whichever comes first', () => {
    for (const pair of [
      { ...stop, sibling: target },
      { ...target, sibling: stop },
    ]) {
      const mapping = orderForm(pair, ASSET);
      expect('form' in mapping && mapping.form.request).toMatchObject({
        order_class: 'oco',
        type: 'limit',
        side: 'sell',
        take_profit: { limit_price: '110' },
        stop_loss: { stop_price: '90' },
      });
      expect('form' in mapping && mapping.form.owner.order).toBe(target.order);
    }
  });

  test.each<
    [name: string, refusal: RegExp, fields: Fields, asset?: Partial<WireAsset>, children?: readonly OrderHandover[]]
  >([
    ['limit-if-touched', /UNSUPPORTED.*limit-if-touched/, { type: LimitIfTouched }],
    ['nothing', /quantity is 0/, { quantity: '0' }],
    [
      '30 sub-penny',
      /INVALID_PRICE: The limit price 10\.001 has more than 2 decimals/,
      { type: Limit, limitPrice: '10.001' },
    ],
    ['30 five decimals below a dollar', /more than 4 decimals/, { type: Limit, limitPrice: '0.12345' }],
    ['30 fraction until cancelled', /for the day only/, { quantity: '0.5', type: Limit, limitPrice: '95' }],
    [
      '30 market order outside regular hours',
      /limit orders for the day only/,
      { properties: { ...DAY, outsideRegularTradingHours: true } },
    ],
    ['fraction of what is whole', /NOT_FRACTIONABLE.*0\.5/, { quantity: '0.5' }, { fractionable: false }],
    ['ten decimals', /9 decimals at most\. The quantity is 0\.0000000001/, { quantity: '0.0000000001' }],
    ['fraction of a trailing stop', /whole shares only/, { quantity: '0.5', type: TrailingStop, trailingAmount: '2' }],
    ['bracket of a fraction', /whole shares only/, { quantity: '0.5' }, {}, [stop, target]],
    ['bracket after a stop', /market or a limit/, { type: StopMarket, stopPrice: '105' }, {}, [stop, target]],
    ['good until a date', /good until a date/, { properties: { timeInForce: TimeInForce.goodTilDate(2026, 3, 2) } }],
    [
      'trails by too little',
      /may trail is 0\.1 %\. It trails by 0\.05 %/,
      { type: TrailingStop, trailingAmount: '0.0005', trailingAsPercentage: true },
    ],
    ['not traded', /INVALID_SYMBOL/, {}, { tradable: false }],
    ['crypto stop', /market, limit and stop-limit/, { symbol: BTC, type: StopMarket, stopPrice: '90000' }],
    ['order for the close and the day', /no other time in force/, { type: MarketOnClose, properties: DAY }],
    [
      'crypto below the least',
      /0\.00001 BTCUSD are ordered; Alpaca's least is 0\.0001/,
      { symbol: BTC, quantity: '0.00001' },
      PAIR,
    ],
    [
      'crypto between two steps',
      /quantity 0\.00015 is no multiple of 0\.0001/,
      { symbol: BTC, quantity: '0.00015' },
      PAIR,
    ],
    [
      'crypto at a price between two steps',
      /INVALID_PRICE: The limit price 90000\.3 is no multiple of 0\.5, Alpaca's step here; make it 90000/,
      { symbol: BTC, type: Limit, limitPrice: '90000.3', quantity: '0.0002' },
      PAIR,
    ],
    ['crypto for a day', /no day/, { symbol: BTC, properties: DAY }],
    ['crypto bracket', /no brackets for crypto/, { symbol: BTC }, {}, [stop, target]],
    ['target on the wrong side', /wrong side/, { quantity: '-10' }, {}, [stop, target]],
  ])('refuses %s before the wire', (_, refusal, fields, asset, children) => {
    expect(refusalOf(fields, asset, children)).toMatch(refusal);
  });
});
