import { describe, expect, it } from 'vitest';
import { SecurityType } from '../../../market/security-type.ts';
import { TickType } from '../../../market/tick-type.ts';
import type { OrderEvent } from '../../../orders/order-event.ts';
import { OrderType } from '../../../orders/order-type.ts';
import { Resolution } from '../../../time/resolution.ts';
import {
  at,
  contextFor,
  type Fixture,
  fixture,
  type OrderOptions,
  orderFor,
  quoteTick,
  trade,
  tradeTicks,
} from '../model-fixture.ts';

const ORDERED = at('2013-10-07 10:00');
const NOW = at('2013-10-07 10:01');

function ticking(extended = false): Fixture {
  const setup = fixture({ resolution: Resolution.Tick, extended });
  setup.clock.now = NOW;
  return setup;
}

function fill(
  setup: Fixture,
  type: OrderType,
  quantity: string,
  prices: OrderOptions = {},
  orderedMs = ORDERED,
): OrderEvent | null {
  const order = orderFor(setup.security, type, quantity, orderedMs, prices);
  return setup.security.fillModel.fill(contextFor(setup, order));
}

const priceOf = (event: OrderEvent | null): string | undefined => event?.exactFillPrice.toString();

describe('ticks set the prices of a security', () => {
  it('takes the price from the last trade or quote, sides from quotes, and leaves suspicious ticks out', () => {
    const { security } = ticking();
    tradeTicks(security, NOW, [{ price: '100.25' }, { price: '200', suspicious: true }]);
    expect(security.price).toBe(100.25);
    expect(security.bidPrice).toBe(100.25);
    expect(security.open).toBe(100.25);
    quoteTick(security, NOW, '100.2', '100.4');
    expect(security.price).toBe(100.3);
    expect(security.exactPrice.toString()).toBe('100.3');
    expect([security.bidPrice, security.askPrice]).toEqual([100.2, 100.4]);
    quoteTick(security, NOW, '0', '100.5');
    expect([security.bidPrice, security.askPrice]).toEqual([100.2, 100.5]);
    expect(security.volume).toBe(100);
  });

  it('goes back to bars when one comes after the ticks', () => {
    const { security } = fixture();
    tradeTicks(security, NOW, [{ price: '100' }]);
    trade(security, NOW, ['99', '99', '98', '98.5']);
    expect(security.price).toBe(98.5);
  });
});

describe('EquityFillModel on ticks', () => {
  it('fills market orders at the quote tick, else at the last trade', () => {
    const setup = ticking();
    tradeTicks(setup.security, NOW, [{ price: '100' }, { price: '101' }]);
    expect(priceOf(fill(setup, OrderType.Market, '10'))).toBe('101');
    quoteTick(setup.security, NOW, '100.2', '100.4');
    expect(priceOf(fill(setup, OrderType.Market, '10'))).toBe('100.4');
    expect(priceOf(fill(setup, OrderType.Market, '-10'))).toBe('100.2');
  });

  it('judges limits and stops by all trades of the instant', () => {
    const setup = ticking();
    tradeTicks(setup.security, NOW, [{ price: '100' }, { price: '98' }, { price: '101' }]);
    expect(priceOf(fill(setup, OrderType.Limit, '10', { limit: '99' }))).toBe('99');
    expect(priceOf(fill(setup, OrderType.Limit, '10', { limit: '100.5' }))).toBe('100');
    expect(fill(setup, OrderType.Limit, '10', { limit: '98' })).toBeNull();
    expect(priceOf(fill(setup, OrderType.StopMarket, '10', { stop: '101' }))).toBe('101');
    expect(fill(setup, OrderType.StopMarket, '-10', { stop: '97' })).toBeNull();
  });

  it('does not fill on trades that are not newer than the order', () => {
    const setup = ticking();
    tradeTicks(setup.security, ORDERED, [{ price: '98' }]);
    expect(fill(setup, OrderType.Limit, '10', { limit: '99' })).toBeNull();
  });

  it('fills at the print of the opening auction of the primary exchange, else a minute after the open', () => {
    const setup = ticking();
    const yesterday = at('2013-10-04 17:00');
    setup.clock.now = at('2013-10-07 09:30:05');
    tradeTicks(setup.security, setup.clock.now, [
      { price: '99', exchange: 'Q', saleCondition: 0x40 },
      { price: '100' },
    ]);
    expect(fill(setup, OrderType.MarketOnOpen, '10', {}, yesterday)).toBeNull();
    tradeTicks(setup.security, setup.clock.now + 1, [{ price: '101', saleCondition: 0x40 }, { price: '102' }]);
    setup.clock.now += 1;
    expect(priceOf(fill(setup, OrderType.MarketOnOpen, '10', {}, yesterday))).toBe('101');
    setup.clock.now = at('2013-10-07 09:31:00');
    tradeTicks(setup.security, setup.clock.now, [{ price: '103' }]);
    expect(priceOf(fill(setup, OrderType.MarketOnOpen, '10', {}, yesterday))).toBe('103');
  });

  it('fills at the print of the closing auction, else at the last trade', () => {
    const setup = ticking();
    tradeTicks(setup.security, at('2013-10-07 15:59:59'), [{ price: '100' }]);
    setup.clock.now = at('2013-10-07 15:59:59');
    expect(fill(setup, OrderType.MarketOnClose, '10')).toBeNull();
    setup.clock.now = at('2013-10-07 16:00');
    const plain = fill(setup, OrderType.MarketOnClose, '10');
    expect(priceOf(plain)).toBe('100');
    expect(plain?.message).toMatch(/official close/);

    const extended = ticking(true);
    extended.clock.now = at('2013-10-07 16:00:10');
    tradeTicks(extended.security, extended.clock.now, [{ price: '101' }]);
    expect(fill(extended, OrderType.MarketOnClose, '10')).toBeNull();
    tradeTicks(extended.security, extended.clock.now + 1, [{ price: '102', saleCondition: 0x0100_0000 }]);
    expect(priceOf(fill(extended, OrderType.MarketOnClose, '10'))).toBe('102');
  });
});

describe('ImmediateFillModel on ticks', () => {
  it('trades against the side of the last quote tick', () => {
    const setup = fixture({
      ticker: 'EURUSD',
      type: SecurityType.Forex,
      market: 'oanda',
      resolution: Resolution.Tick,
      tickTypes: [TickType.Quote],
    });
    setup.clock.now = NOW;
    quoteTick(setup.security, NOW, '1.3601', '1.3603');
    expect(setup.security.price).toBe(1.3602);
    expect(priceOf(fill(setup, OrderType.Market, '10'))).toBe('1.3603');
    expect(priceOf(fill(setup, OrderType.StopMarket, '-10', { stop: '1.3602' }))).toBe('1.3601');
  });
});
