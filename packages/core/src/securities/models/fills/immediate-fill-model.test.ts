import { describe, expect, test } from 'vitest';
import { SecurityType } from '../../../market/security-type.ts';
import { TickType } from '../../../market/tick-type.ts';
import type { OrderEvent } from '../../../orders/order-event.ts';
import { OrderType } from '../../../orders/order-type.ts';
import { MS_PER_DAY, MS_PER_HOUR, Resolution } from '../../../time/resolution.ts';
import {
  at,
  CRYPTO_HOURS,
  contextFor,
  decimal,
  type Fixture,
  type FixtureOptions,
  fixture,
  type Ohlc,
  orderFor,
  quote,
  trade,
} from '../model-fixture.ts';
import type { SlippageModel } from '../models.ts';
import { FillRemark } from './fill-messages.ts';

const ORDERED = at('2014-05-06 10:00');
const NEXT = at('2014-05-06 10:01');
const PIP: SlippageModel = { getSlippageApproximation: () => decimal('0.0001') };
const FAR: Ohlc = ['9', '9', '9', '9'];

const FOREX: FixtureOptions = { ticker: 'EURUSD', type: SecurityType.Forex, market: 'oanda' };
const CRYPTO: FixtureOptions = { ticker: 'BTCUSD', type: SecurityType.Crypto, market: 'coinbase', hours: CRYPTO_HOURS };

function priceOf(event: OrderEvent | null): string | null {
  return event === null ? null : event.exactFillPrice.toString();
}

/** Forex with the order's side as given and the other side far away. */
function forexWithSide(quantity: string, bar: Ohlc, options: FixtureOptions = {}): Fixture {
  const setup = fixture({ ...FOREX, ...options });
  setup.clock.now = NEXT;
  const buys = !quantity.startsWith('-');
  quote(setup.security, NEXT, buys ? FAR : bar, buys ? bar : FAR);
  return setup;
}

describe('limitFill', () => {
  test.each<[string, string, string, Ohlc, string | null]>([
    ['buy: ask goes below', '1000', '1.3900', ['1.3905', '1.3910', '1.3899', '1.3901'], '1.3900'],
    ['buy: only touched', '1000', '1.3900', ['1.3905', '1.3910', '1.3900', '1.3901'], null],
    ['buy: the whole bar is below', '1000', '1.3900', ['1.3890', '1.3895', '1.3880', '1.3885'], '1.3895'],
    ['sell: bid goes above', '-1000', '1.3900', ['1.3895', '1.3901', '1.3890', '1.3895'], '1.3900'],
    ['sell: only touched', '-1000', '1.3900', ['1.3895', '1.3900', '1.3890', '1.3895'], null],
    ['sell: the whole bar is above', '-1000', '1.3900', ['1.3910', '1.3920', '1.3905', '1.3910'], '1.3905'],
  ])('%s', (_name, quantity, limit, bar, expected) => {
    const setup = forexWithSide(quantity, bar);
    const order = orderFor(setup.security, OrderType.Limit, quantity, ORDERED, { limit });
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, order)))).toBe(expected);
  });
});

describe('stopMarketFill', () => {
  test.each<[string, string, string, Ohlc, string | null]>([
    [
      'buy: ask goes above, close better than the stop',
      '1000',
      '1.3900',
      ['1.3890', '1.3905', '1.3890', '1.3895'],
      '1.3900',
    ],
    ['buy: close beyond the stop takes slippage', '1000', '1.3900', ['1.3890', '1.3905', '1.3890', '1.3903'], '1.3904'],
    ['buy: only touched', '1000', '1.3900', ['1.3890', '1.3900', '1.3890', '1.3895'], null],
    [
      'sell: bid goes below, close better than the stop',
      '-1000',
      '1.3900',
      ['1.3910', '1.3910', '1.3895', '1.3905'],
      '1.3900',
    ],
    [
      'sell: close beyond the stop takes slippage',
      '-1000',
      '1.3900',
      ['1.3910', '1.3910', '1.3895', '1.3897'],
      '1.3896',
    ],
    ['sell: only touched', '-1000', '1.3900', ['1.3910', '1.3910', '1.3900', '1.3905'], null],
  ])('%s', (_name, quantity, stop, bar, expected) => {
    const setup = forexWithSide(quantity, bar, { models: { slippage: PIP } });
    const order = orderFor(setup.security, OrderType.StopMarket, quantity, ORDERED, { stop });
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, order)))).toBe(expected);
  });
});

describe('marketFill', () => {
  test('default: close of the side with slippage', () => {
    const setup = fixture({ ...FOREX, models: { slippage: PIP } });
    setup.clock.now = NEXT;
    quote(setup.security, NEXT, ['1', '1', '1', '1.3900'], ['1', '1', '1', '1.3902']);
    const fill = (quantity: string) =>
      priceOf(
        setup.security.fillModel.fill(contextFor(setup, orderFor(setup.security, OrderType.Market, quantity, NEXT))),
      );
    expect(fill('1000')).toBe('1.3903');
    expect(fill('-1000')).toBe('1.3899');
  });

  test('behavior: a side that is missing gives way to the trade bar', () => {
    const setup = fixture(CRYPTO);
    setup.clock.now = NEXT;
    trade(setup.security, NEXT, ['430', '430', '430', '430.5']);
    quote(setup.security, NEXT, ['431', '431', '431', '431'], null);
    const order = orderFor(setup.security, OrderType.Market, '1', NEXT);
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, order)))).toBe('430.5');
  });

  test('behavior: hourly bars fill an older order at their open', () => {
    const setup = fixture({ ...FOREX, resolution: Resolution.Hour });
    const bar: Ohlc = ['1.3910', '1.3920', '1.3900', '1.3915'];
    quote(setup.security, at('2014-05-06 11:00'), bar, bar, { periodMs: MS_PER_HOUR });
    setup.clock.now = at('2014-05-06 11:00');
    const older = orderFor(setup.security, OrderType.Market, '1000', ORDERED);
    const newer = orderFor(setup.security, OrderType.Market, '1000', at('2014-05-06 10:00:01'));
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, older)))).toBe('1.3910');
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, newer)))).toBe('1.3915');
  });

  test('behavior: minute data that is stale but younger than a bar beyond the limit fills with a remark', () => {
    const setup = fixture(FOREX);
    quote(setup.security, ORDERED, ['1.3', '1.3', '1.3', '1.3'], ['1.4', '1.4', '1.4', '1.4']);
    setup.clock.now = NEXT;
    const order = orderFor(setup.security, OrderType.Market, '1', NEXT);
    const event = setup.security.fillModel.fill({ ...contextFor(setup, order), stalePriceMs: 1000 });
    expect(priceOf(event)).toBe('1.4');
    expect(event?.message.startsWith(FillRemark.StalePrice)).toBe(true);
    const late = {
      ...contextFor(setup, orderFor(setup.security, OrderType.Market, '1', NEXT + 1)),
      stalePriceMs: 1000,
    };
    expect(setup.security.fillModel.fill(late)).toBeNull();
  });
});

describe('limitIfTouchedFill', () => {
  test('behavior: forex has no trades, so nothing touches', () => {
    const setup = forexWithSide('1', ['1', '1', '1', '1']);
    const order = orderFor(setup.security, OrderType.LimitIfTouched, '1', ORDERED, { trigger: '2', limit: '3' });
    expect(setup.security.fillModel.fill(contextFor(setup, order))).toBeNull();
    expect(order.triggerTouched).toBe(false);
  });

  test.each<[string, string, Ohlc, string, string, string | null]>([
    ['buy: the bid allows', '1', ['101', '101', '100', '100'], '99', '110', '99'],
    ['buy: the bid is above the limit', '1', ['101', '101', '100', '100'], '99.1', '50', null],
    ['sell: the ask allows', '-1', ['99', '100', '99', '99'], '50', '99', '99'],
    ['sell: the ask is below the limit', '-1', ['99', '100', '99', '99'], '110', '98.9', null],
  ])('crypto %s', (_name, quantity, bar, bid, ask, expected) => {
    const setup = fixture(CRYPTO);
    setup.clock.now = NEXT;
    trade(setup.security, NEXT, bar);
    quote(setup.security, NEXT, [bid, bid, bid, bid], [ask, ask, ask, ask]);
    const order = orderFor(setup.security, OrderType.LimitIfTouched, quantity, ORDERED, {
      trigger: '100',
      limit: '99',
    });
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, order)))).toBe(expected);
    expect(order.triggerTouched).toBe(true);
  });
});

describe('marketOnOpenFill and marketOnCloseFill', () => {
  const bar: Ohlc = ['1.3910', '1.3920', '1.3900', '1.3915'];

  test('behavior: an order of the weekend fills at the open of the side', () => {
    const setup = fixture({ ...FOREX, tickTypes: [TickType.Quote] });
    setup.clock.now = at('2014-05-04 17:01');
    const order = orderFor(setup.security, OrderType.MarketOnOpen, '1', at('2014-05-03 12:00'));
    expect(setup.security.fillModel.fill(contextFor(setup, order))).toBeNull();
    quote(setup.security, setup.clock.now, FAR, bar);
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, order)))).toBe('1.3910');
  });

  test('behavior: an order placed while open waits for another day', () => {
    const setup = forexWithSide('1', bar);
    const order = orderFor(setup.security, OrderType.MarketOnOpen, '1', ORDERED);
    expect(setup.security.fillModel.fill(contextFor(setup, order))).toBeNull();
    setup.clock.now = NEXT + MS_PER_DAY;
    quote(setup.security, setup.clock.now, FAR, bar);
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, order)))).toBe('1.3910');
  });

  test('behavior: on close means the end of the forex week', () => {
    const setup = fixture(FOREX);
    const order = orderFor(setup.security, OrderType.MarketOnClose, '1', ORDERED);
    setup.clock.now = at('2014-05-09 16:59');
    quote(setup.security, setup.clock.now, FAR, bar);
    expect(setup.security.fillModel.fill(contextFor(setup, order))).toBeNull();
    setup.clock.now = at('2014-05-09 17:00');
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, order)))).toBe('1.3915');
  });
});
