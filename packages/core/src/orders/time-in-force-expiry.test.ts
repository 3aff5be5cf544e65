import { describe, expect, test } from 'vitest';
import { SecurityType } from '../market/security-type.ts';
import { at, CRYPTO_HOURS, type FixtureOptions, fixture, orderFor, UTC } from '../securities/models/model-fixture.ts';
import { OrderType } from './order-type.ts';
import { TimeInForce } from './time-in-force.ts';
import { isOrderExpired } from './time-in-force-expiry.ts';

const FOREX: FixtureOptions = { ticker: 'EURUSD', type: SecurityType.Forex, market: 'oanda' };
const CRYPTO: FixtureOptions = { ticker: 'BTCUSD', type: SecurityType.Crypto, market: 'coinbase', hours: CRYPTO_HOURS };

/** Says that an order is open one millisecond before an instant and expired at it. */
function expectExpiry(options: FixtureOptions, timeInForce: TimeInForce, orderMs: number, expiryMs: number): void {
  const { security } = fixture(options);
  const order = orderFor(security, OrderType.Limit, '1', orderMs, { limit: '1', properties: { timeInForce } });
  expect(isOrderExpired(security, order, expiryMs - 1)).toBe(false);
  expect(isOrderExpired(security, order, expiryMs)).toBe(true);
}

test('behavior: good till cancelled never expires', () => {
  const { security } = fixture();
  const order = orderFor(security, OrderType.Limit, '1', at('2013-10-07 10:00'), { limit: '1' });
  expect(isOrderExpired(security, order, at('2030-01-01'))).toBe(false);
});

describe('equities', () => {
  test.each([
    ['during the session', '2013-10-07 10:00', '2013-10-07 16:00'],
    ['at the close', '2013-10-07 16:00', '2013-10-08 16:00'],
    ['in the evening', '2013-10-07 18:00', '2013-10-08 16:00'],
    ['before the open', '2013-10-07 05:00', '2013-10-07 16:00'],
    ['half day', '2013-11-29 10:00', '2013-11-29 13:00'],
    ['after the early close', '2013-11-29 14:00', '2013-12-02 16:00'],
    ['holiday', '2013-11-28 10:00', '2013-11-29 13:00'],
    ['Friday evening over the clock change', '2013-11-01 18:00', '2013-11-04 16:00'],
  ])('Day, %s', (_name, ordered, expires) => {
    expectExpiry({}, TimeInForce.Day, at(ordered), at(expires));
  });

  test.each([
    ['a trading day', [2013, 10, 9], '2013-10-09 16:00'],
    ['a Saturday lasts until Monday', [2013, 10, 12], '2013-10-14 16:00'],
    ['a half day', [2013, 11, 29], '2013-11-29 13:00'],
  ] as const)('dated, %s', (_name, [year, month, day], expires) => {
    expectExpiry({}, TimeInForce.goodTilDate(year, month, day), at('2013-10-07 10:00'), at(expires));
  });
});

describe('forex', () => {
  test.each([
    ['in the morning', '2014-05-06 10:00', '2014-05-06 17:00'],
    ['at 17:00', '2014-05-06 17:00', '2014-05-06 17:00:00'],
    ['just after 17:00', '2014-05-06 17:00:01', '2014-05-07 17:00'],
    ['over the change to winter', '2013-11-02 18:00', '2013-11-03 17:00'],
    ['over the change to summer', '2014-03-08 18:00', '2014-03-09 17:00'],
  ])('Day, %s', (_name, ordered, expires) => {
    expectExpiry(FOREX, TimeInForce.Day, at(ordered), at(expires));
  });

  test('dated: 17:00 New York of the date', () => {
    expectExpiry(FOREX, TimeInForce.goodTilDate(2014, 5, 8), at('2014-05-06 18:00'), at('2014-05-08 17:00'));
  });

  test('dated: an order of after 17:00 on its own UTC date lasts a day longer', () => {
    expectExpiry(FOREX, TimeInForce.goodTilDate(2014, 5, 6), at('2014-05-06 18:00'), at('2014-05-07 17:00'));
    expectExpiry(FOREX, TimeInForce.goodTilDate(2014, 5, 6), at('2014-05-06 16:00'), at('2014-05-06 17:00'));
    // 20:30 New York is the next UTC date already.
    expectExpiry(FOREX, TimeInForce.goodTilDate(2014, 5, 6), at('2014-05-06 20:30'), at('2014-05-06 17:00'));
  });
});

describe('crypto', () => {
  test('Day: the UTC day of the order', () => {
    expectExpiry(CRYPTO, TimeInForce.Day, at('2018-04-04 00:00', UTC), at('2018-04-05 00:00', UTC));
    expectExpiry(CRYPTO, TimeInForce.Day, at('2018-04-04 23:59', UTC), at('2018-04-05 00:00', UTC));
  });

  test('dated: until the date has ended', () => {
    expectExpiry(CRYPTO, TimeInForce.goodTilDate(2018, 4, 6), at('2018-04-04 10:00', UTC), at('2018-04-07 00:00', UTC));
  });
});
