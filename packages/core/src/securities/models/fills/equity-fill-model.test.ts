import { describe, expect, test } from 'vitest';
import { TickType } from '../../../market/tick-type.ts';
import type { OrderEvent } from '../../../orders/order-event.ts';
import { OrderStatus } from '../../../orders/order-status.ts';
import { OrderType } from '../../../orders/order-type.ts';
import { MS_PER_DAY, MS_PER_HOUR, Resolution } from '../../../time/resolution.ts';
import {
  at,
  contextFor,
  decimal,
  type FixtureOptions,
  fixture,
  type Ohlc,
  orderFor,
  quote,
  trade,
} from '../model-fixture.ts';
import type { FillContext, SlippageModel } from '../models.ts';
import { ConstantSlippageModel } from '../slippage/constant-slippage-model.ts';
import { EquityFillModel } from './equity-fill-model.ts';
import { FillRemark } from './fill-messages.ts';

const ORDERED = at('2013-10-07 10:00');
const NEXT = at('2013-10-07 10:01');
const TICK: SlippageModel = { getSlippageApproximation: () => decimal('0.05') };

function priceOf(event: OrderEvent | null): string | null {
  return event === null ? null : event.exactFillPrice.toString();
}

/** Result of one order on one trade bar that ends a minute after it. */
function onTradeBar(
  type: OrderType,
  quantity: string,
  prices: { limit?: string; stop?: string; trigger?: string },
  bar: Ohlc,
  options: FixtureOptions = {},
): OrderEvent | null {
  const setup = fixture(options);
  setup.clock.now = NEXT;
  trade(setup.security, NEXT, bar);
  return setup.security.fillModel.fill(contextFor(setup, orderFor(setup.security, type, quantity, ORDERED, prices)));
}

describe('limitFill', () => {
  test.each<[string, string, string, Ohlc, string | null, string]>([
    ['buy: traded through', '10', '100', ['101', '102', '99.5', '101'], '100', ''],
    ['buy: only touched', '10', '100', ['101', '102', '100', '101'], null, ''],
    ['buy: never reached', '10', '100', ['101', '102', '100.01', '101'], null, ''],
    ['buy: opened below', '10', '100', ['99.8', '102', '99.5', '101'], '99.8', FillRemark.FavorableGap],
    ['buy: opened at the limit', '10', '100', ['100', '102', '99.5', '101'], '100', ''],
    ['sell: traded through', '-10', '100', ['99', '100.5', '98', '99'], '100', ''],
    ['sell: only touched', '-10', '100', ['99', '100', '98', '99'], null, ''],
    ['sell: opened above', '-10', '100', ['100.2', '100.5', '98', '99'], '100.2', FillRemark.FavorableGap],
    ['sell: opened at the limit', '-10', '100', ['100', '100.5', '98', '99'], '100', ''],
  ])('%s', (_name, quantity, limit, bar, expected, remark) => {
    const event = onTradeBar(OrderType.Limit, quantity, { limit }, bar);
    expect(priceOf(event)).toBe(expected);
    if (event === null) return;
    expect(event.status).toBe(OrderStatus.Filled);
    expect(event.exactFillQuantity.toString()).toBe(quantity);
    expect(event.message.startsWith(remark)).toBe(true);
    expect(event.message === '').toBe(remark === '');
  });

  test('behavior: a limit takes no slippage', () => {
    const event = onTradeBar(OrderType.Limit, '10', { limit: '100' }, ['101', '102', '99', '101'], {
      models: { slippage: TICK },
    });
    expect(priceOf(event)).toBe('100');
  });

  test('behavior: a touch is told from a hair below by decimals, beyond float precision', () => {
    const limit = '144.773077904000000001';
    expect(
      onTradeBar(OrderType.Limit, '1', { limit: '144.77307790400' }, ['145', '145', '144.77307790400', '145']),
    ).toBeNull();
    expect(priceOf(onTradeBar(OrderType.Limit, '1', { limit }, ['145', '145', '144.77307790400', '145']))).toBe(limit);
  });

  test('behavior: a bar that ended at the order time or before does not fill', () => {
    const setup = fixture();
    setup.clock.now = NEXT;
    trade(setup.security, ORDERED, ['99', '99', '99', '99']);
    expect(
      setup.security.fillModel.fill(
        contextFor(setup, orderFor(setup.security, OrderType.Limit, '1', ORDERED, { limit: '100' })),
      ),
    ).toBeNull();
  });

  test('behavior: outside regular hours only with extended data', () => {
    for (const extended of [false, true]) {
      const setup = fixture({ extended });
      setup.clock.now = at('2013-10-07 17:30');
      trade(setup.security, setup.clock.now, ['99', '99', '98', '99']);
      const order = orderFor(setup.security, OrderType.Limit, '1', ORDERED, { limit: '100' });
      expect(setup.security.fillModel.fill(contextFor(setup, order)) !== null).toBe(extended);
    }
  });

  test('behavior: the bar that ends at the close still fills', () => {
    const setup = fixture();
    setup.clock.now = at('2013-10-07 16:00');
    trade(setup.security, setup.clock.now, ['101', '101', '98', '99']);
    const order = orderFor(setup.security, OrderType.Limit, '1', ORDERED, { limit: '100' });
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, order)))).toBe('100');
    setup.clock.now = at('2013-10-07 16:01');
    expect(setup.security.fillModel.fill(contextFor(setup, order))).toBeNull();
  });
});

describe('stopMarketFill', () => {
  test.each<[string, string, string, Ohlc, string | null, string]>([
    ['sell: traded through', '-10', '100', ['101', '102', '99', '99.5'], '99.95', ''],
    ['sell: just touched', '-10', '100', ['101', '102', '100', '101'], '99.95', ''],
    ['sell: not reached', '-10', '100', ['101', '102', '100.01', '101'], null, ''],
    ['sell: opened below', '-10', '100', ['99.5', '102', '99', '99.5'], '99.45', FillRemark.UnfavorableGap],
    ['sell: opened at the stop', '-10', '100', ['100', '102', '99', '99.5'], '99.95', FillRemark.UnfavorableGap],
    ['buy: traded through', '10', '100', ['99', '101', '98', '100'], '100.05', ''],
    ['buy: just touched', '10', '100', ['99', '100', '98', '99'], '100.05', ''],
    ['buy: not reached', '10', '100', ['99', '99.99', '98', '99'], null, ''],
    ['buy: opened above', '10', '100', ['100.5', '101', '98', '100'], '100.55', FillRemark.UnfavorableGap],
    ['buy: opened at the stop', '10', '100', ['100', '101', '98', '100'], '100.05', FillRemark.UnfavorableGap],
  ])('%s', (_name, quantity, stop, bar, expected, remark) => {
    const event = onTradeBar(OrderType.StopMarket, quantity, { stop }, bar, { models: { slippage: TICK } });
    expect(priceOf(event)).toBe(expected);
    if (event !== null)
      expect(event.message.startsWith(remark) && (event.message === '') === (remark === '')).toBe(true);
  });
});

describe('stopLimitFill', () => {
  test.each<[string, string, string, string, Ohlc, string | null, boolean]>([
    ['buy: stop passed, close below the limit', '1', '100', '101', ['99', '100.5', '99', '100.2'], '100.5', true],
    ['buy: high above the limit', '1', '100', '101', ['99', '102', '99', '100.2'], '101', true],
    ['buy: stop only touched', '1', '100', '101', ['99', '100', '99', '99.5'], null, false],
    ['buy: close at the limit', '1', '100', '101', ['99', '102', '99', '101'], null, true],
    ['sell: stop passed, close above the limit', '-1', '100', '99', ['101', '101', '99.5', '99.8'], '99.5', true],
    ['sell: low below the limit', '-1', '100', '99', ['101', '101', '98', '99.8'], '99', true],
    ['sell: stop only touched', '-1', '100', '99', ['101', '101', '100', '101'], null, false],
    ['sell: close at the limit', '-1', '100', '99', ['101', '101', '98', '99'], null, true],
  ])('%s (quote side)', (_name, quantity, stop, limit, bar, expected, triggered) => {
    const setup = fixture();
    setup.clock.now = NEXT;
    trade(setup.security, NEXT, ['1', '1000', '1', '1']);
    const other: Ohlc = ['1', '1', '1', '1'];
    quote(setup.security, NEXT, quantity === '1' ? other : bar, quantity === '1' ? bar : other);
    const order = orderFor(setup.security, OrderType.StopLimit, quantity, ORDERED, { stop, limit });
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, order)))).toBe(expected);
    expect(order.stopTriggered).toBe(triggered);
  });

  test('behavior: once triggered, a later bar fills without reaching the stop', () => {
    const setup = fixture({ tickTypes: [TickType.Trade] });
    const order = orderFor(setup.security, OrderType.StopLimit, '1', ORDERED, { stop: '100', limit: '99.5' });
    setup.clock.now = NEXT;
    trade(setup.security, NEXT, ['99', '101', '99', '100.5']);
    expect(setup.security.fillModel.fill(contextFor(setup, order))).toBeNull();
    setup.clock.now = at('2013-10-07 10:02');
    trade(setup.security, setup.clock.now, ['99', '99.2', '98', '99']);
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, order)))).toBe('99.2');
  });
});

describe('trailingStopFill', () => {
  function trail(quantity: string, stop: string, trailing: string, percentage: boolean, bar: Ohlc) {
    const setup = fixture({ tickTypes: [TickType.Trade] });
    setup.clock.now = NEXT;
    trade(setup.security, NEXT, bar);
    const order = orderFor(setup.security, OrderType.TrailingStop, quantity, ORDERED, { stop, trailing, percentage });
    const event = setup.security.fillModel.fill(contextFor(setup, order));
    return { price: priceOf(event), stop: order.stopPrice.toString() };
  }

  test.each<[string, string, string, string, boolean, Ohlc, string | null, string]>([
    ['sell: touched fills at the stop', '-1', '99', '2', false, ['100', '101', '99', '100'], '99', '99'],
    ['sell: close below the stop', '-1', '99', '2', false, ['100', '101', '98', '98.5'], '98.5', '99'],
    ['sell: follows the high', '-1', '99', '2', false, ['101', '103', '100', '102'], null, '101'],
    ['sell: distance just kept', '-1', '99', '2', false, ['100', '101', '99.5', '100'], null, '99'],
    ['sell: follows by percentage', '-1', '99', '0.01', true, ['101', '103', '100', '102'], null, '101.97'],
    ['buy: touched fills at the stop', '1', '101', '2', false, ['100', '101', '99', '100'], '101', '101'],
    ['buy: close above the stop', '1', '101', '2', false, ['100', '103', '99', '102'], '102', '101'],
    ['buy: follows the low', '1', '101', '2', false, ['99', '100', '97', '98'], null, '99'],
    ['buy: distance just kept', '1', '101', '2', false, ['100', '100.5', '99', '100'], null, '101'],
    ['buy: follows by percentage', '1', '101', '0.01', true, ['99', '100', '97', '98'], null, '97.97'],
  ])('%s', (_name, quantity, stop, trailing, percentage, bar, price, stopAfter) => {
    expect(trail(quantity, stop, trailing, percentage, bar)).toEqual({ price, stop: stopAfter });
  });

  test('behavior: the float test of the distance gives way to decimals near equality', () => {
    const exactly = trail('-1', '0.2', '0.1', false, ['0.25', '0.3', '0.25', '0.25']);
    expect(exactly.stop).toBe('0.2');
  });
});

describe('limitIfTouchedFill', () => {
  test.each<[string, string, string, string, Ohlc, Ohlc, string | null, boolean]>([
    [
      'buy: trigger touched, ask at the limit',
      '1',
      '100',
      '99',
      ['101', '101', '100', '100'],
      ['99', '99', '99', '99'],
      '99',
      true,
    ],
    [
      'buy: ask better than the limit',
      '1',
      '100',
      '99',
      ['101', '101', '100', '100'],
      ['99', '99', '98', '98.5'],
      '98.5',
      true,
    ],
    [
      'buy: ask above the limit',
      '1',
      '100',
      '99',
      ['101', '101', '100', '100'],
      ['99', '99.5', '99', '99.01'],
      null,
      true,
    ],
    ['buy: not touched', '1', '100', '99', ['101', '101', '100.01', '101'], ['98', '98', '98', '98'], null, false],
    [
      'sell: trigger touched, bid at the limit',
      '-1',
      '100',
      '101',
      ['99', '100', '99', '99'],
      ['101', '101', '101', '101'],
      '101',
      true,
    ],
    ['sell: bid better', '-1', '100', '101', ['99', '100', '99', '99'], ['101', '102', '101', '101.5'], '101.5', true],
    [
      'sell: bid below the limit',
      '-1',
      '100',
      '101',
      ['99', '100', '99', '99'],
      ['101', '101', '100', '100.99'],
      null,
      true,
    ],
    ['sell: not touched', '-1', '100', '101', ['99', '99.99', '99', '99'], ['102', '102', '102', '102'], null, false],
  ])('%s', (_name, quantity, trigger, limit, bar, side, expected, touched) => {
    const setup = fixture();
    setup.clock.now = NEXT;
    trade(setup.security, NEXT, bar);
    const far: Ohlc = ['1', '1', '1', '1'];
    quote(setup.security, NEXT, quantity === '1' ? far : side, quantity === '1' ? side : far);
    const order = orderFor(setup.security, OrderType.LimitIfTouched, quantity, ORDERED, { trigger, limit });
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, order)))).toBe(expected);
    expect(order.triggerTouched).toBe(touched);
  });
});

describe('marketFill', () => {
  test('default: ask to buy, bid to sell, with slippage', () => {
    const setup = fixture({ models: { slippage: TICK } });
    trade(setup.security, ORDERED, ['99', '99', '99', '99']);
    quote(setup.security, ORDERED, ['98', '98', '98', '98.9'], ['100', '100', '100', '99.1']);
    const buy = orderFor(setup.security, OrderType.Market, '5', ORDERED);
    const sell = orderFor(setup.security, OrderType.Market, '-5', ORDERED);
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, buy)))).toBe('99.15');
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, sell)))).toBe('98.85');
  });

  test('behavior: a quote without the side fills at the side it has', () => {
    const setup = fixture();
    quote(setup.security, ORDERED, ['98', '98', '98', '98.9'], null);
    const event = setup.security.fillModel.fill(
      contextFor(setup, orderFor(setup.security, OrderType.Market, '5', ORDERED)),
    );
    expect(priceOf(event)).toBe('98.9');
    expect(event?.message).toBe('');
  });

  test('behavior: trades stand in where there are no quotes, and the event says so', () => {
    const setup = fixture({ tickTypes: [TickType.Trade] });
    trade(setup.security, ORDERED, ['99', '99', '99', '99.5']);
    const event = setup.security.fillModel.fill(
      contextFor(setup, orderFor(setup.security, OrderType.Market, '5', ORDERED)),
    );
    expect(priceOf(event)).toBe('99.5');
    expect(event?.message).toBe('No quote: filled at the trade of 2013-10-07T10:00:00 America/New_York');
  });

  test('behavior: a stale quote loses to a newer trade; with both stale, minute data waits', () => {
    const setup = fixture();
    quote(setup.security, at('2013-10-07 09:40'), ['98', '98', '98', '98'], ['98', '98', '98', '98']);
    trade(setup.security, at('2013-10-07 10:30'), ['99', '99', '99', '99']);
    setup.clock.now = at('2013-10-07 11:00');
    const fresh = setup.security.fillModel.fill(
      contextFor(setup, orderFor(setup.security, OrderType.Market, '1', setup.clock.now)),
    );
    expect(priceOf(fresh)).toBe('99');
    expect(fresh?.message.startsWith(FillRemark.NoQuote)).toBe(true);
    setup.clock.now = at('2013-10-07 11:31');
    expect(
      setup.security.fillModel.fill(
        contextFor(setup, orderFor(setup.security, OrderType.Market, '1', setup.clock.now)),
      ),
    ).toBeNull();
  });

  test('behavior: a price exactly at the stale limit is fresh', () => {
    const setup = fixture();
    quote(setup.security, at('2013-10-07 10:00'), ['98', '98', '98', '98'], ['99', '99', '99', '99']);
    setup.clock.now = at('2013-10-07 11:00');
    const event = setup.security.fillModel.fill(
      contextFor(setup, orderFor(setup.security, OrderType.Market, '1', setup.clock.now)),
    );
    expect(priceOf(event)).toBe('99');
    expect(event?.message).toBe('');
  });

  test('behavior: a stale limit shorter than a bar lets finer data fill with a remark', () => {
    const setup = fixture();
    quote(setup.security, at('2013-10-07 10:00'), ['98', '98', '98', '98'], ['99', '99', '99', '99']);
    setup.clock.now = at('2013-10-07 10:01');
    const order = orderFor(setup.security, OrderType.Market, '1', setup.clock.now);
    const context: FillContext = { ...contextFor(setup, order), stalePriceMs: 30_000 };
    expect(setup.security.fillModel.fill(context)?.message.startsWith(FillRemark.StalePrice)).toBe(true);
  });

  test('behavior: hourly data that is stale waits', () => {
    const setup = fixture({ resolution: Resolution.Hour, tickTypes: [TickType.Trade] });
    trade(setup.security, at('2013-10-04 16:00'), ['99', '99', '99', '99'], MS_PER_HOUR);
    setup.clock.now = at('2013-10-07 10:00');
    expect(
      setup.security.fillModel.fill(
        contextFor(setup, orderFor(setup.security, OrderType.Market, '1', setup.clock.now)),
      ),
    ).toBeNull();
  });

  test('behavior: closed exchange waits, and no data is an error', () => {
    const setup = fixture();
    setup.clock.now = at('2013-10-07 20:00');
    const order = orderFor(setup.security, OrderType.Market, '1', setup.clock.now);
    expect(setup.security.fillModel.fill(contextFor(setup, order))).toBeNull();
    setup.clock.now = at('2013-10-08 10:00');
    expect(() => setup.security.fillModel.fill(contextFor(setup, order))).toThrow(/neither quotes nor trades/);
  });
});

describe('marketOnOpenFill', () => {
  const night = at('2013-10-07 20:00');

  test.each<[string, number, number, number, number, string | null]>([
    ['first bar after the open', night, at('2013-10-08 09:31'), 60_000, at('2013-10-08 09:31'), '101.05'],
    ['pre-market bar', night, at('2013-10-08 09:30'), 60_000, at('2013-10-08 09:30'), null],
    [
      'hour bar that begins before the open',
      night,
      at('2013-10-08 10:00'),
      MS_PER_HOUR,
      at('2013-10-08 10:00'),
      '101.05',
    ],
    [
      'bar of the same day for an order of the session',
      at('2013-10-07 12:00'),
      at('2013-10-07 13:00'),
      60_000,
      at('2013-10-07 13:00'),
      null,
    ],
    [
      'next day for an order of the session',
      at('2013-10-07 12:00'),
      at('2013-10-08 09:31'),
      60_000,
      at('2013-10-08 09:31'),
      '101.05',
    ],
    [
      'bar that began before the order',
      at('2013-10-08 09:20'),
      at('2013-10-08 10:00'),
      MS_PER_HOUR,
      at('2013-10-08 10:00'),
      null,
    ],
    [
      'order of the night, same morning',
      at('2013-10-08 05:00'),
      at('2013-10-08 09:31'),
      60_000,
      at('2013-10-08 09:31'),
      '101.05',
    ],
    ['daily bar', night, at('2013-10-08 16:00'), 6.5 * MS_PER_HOUR, at('2013-10-08 16:00'), '101.05'],
  ])('%s', (_name, orderMs, barEnd, period, now, expected) => {
    const setup = fixture({ tickTypes: [TickType.Trade], models: { slippage: TICK } });
    setup.clock.now = now;
    trade(setup.security, barEnd, ['101', '102', '100', '101.5'], period);
    const order = orderFor(setup.security, OrderType.MarketOnOpen, '1', orderMs);
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, order)))).toBe(expected);
  });
});

describe('marketOnCloseFill', () => {
  test('default: at the last close, from the close on', () => {
    const setup = fixture({ models: { slippage: TICK } });
    const order = orderFor(setup.security, OrderType.MarketOnClose, '-1', ORDERED);
    trade(setup.security, at('2013-10-07 15:59'), ['101', '102', '100', '101.5']);
    setup.clock.now = at('2013-10-07 15:59');
    expect(setup.security.fillModel.fill(contextFor(setup, order))).toBeNull();
    setup.clock.now = at('2013-10-07 16:00');
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, order)))).toBe('101.45');
  });

  test('behavior: an early close counts, and orders after the close wait for the next', () => {
    const setup = fixture();
    const early = orderFor(setup.security, OrderType.MarketOnClose, '1', at('2013-11-29 10:00'));
    const late = orderFor(setup.security, OrderType.MarketOnClose, '1', at('2013-11-29 13:00'));
    setup.clock.now = at('2013-11-29 13:00');
    trade(setup.security, setup.clock.now, ['101', '102', '100', '101.5'], MS_PER_DAY);
    expect(priceOf(setup.security.fillModel.fill(contextFor(setup, early)))).toBe('101.5');
    expect(setup.security.fillModel.fill(contextFor(setup, late))).toBeNull();
  });

  test('behavior: quotes fill where trades are not subscribed', () => {
    const setup = fixture({ tickTypes: [TickType.Quote] });
    setup.clock.now = at('2013-10-07 16:00');
    quote(setup.security, setup.clock.now, ['98', '98', '98', '98'], ['99', '99', '99', '99']);
    const event = setup.security.fillModel.fill(
      contextFor(setup, orderFor(setup.security, OrderType.MarketOnClose, '1', ORDERED)),
    );
    expect(priceOf(event)).toBe('99');
    expect(event?.message.startsWith(FillRemark.NoTrade)).toBe(true);
  });
});

describe('subclasses', () => {
  class FillsHalf extends EquityFillModel {
    override marketFill(context: FillContext): OrderEvent | null {
      const event = super.marketFill(context);
      if (event !== null) event.exactFillQuantity = event.exactFillQuantity.dividedBy(decimal('2'));
      return event;
    }
  }

  test('behavior: an overridden method post-processes what the model did', () => {
    const setup = fixture({ models: { fill: new FillsHalf() } });
    quote(setup.security, ORDERED, ['98', '98', '98', '98'], ['99', '99', '99', '99']);
    const event = setup.security.fillModel.fill(
      contextFor(setup, orderFor(setup.security, OrderType.Market, '10', ORDERED)),
    );
    expect(event?.fillQuantity).toBe(5);
  });

  test('behavior: canceled orders do not fill', () => {
    const setup = fixture({ models: { slippage: new ConstantSlippageModel('0.01') } });
    quote(setup.security, ORDERED, ['98', '98', '98', '98'], ['99', '99', '99', '99']);
    const order = orderFor(setup.security, OrderType.Market, '10', ORDERED);
    order.status = OrderStatus.Canceled;
    expect(setup.security.fillModel.fill(contextFor(setup, order))).toBeNull();
  });
});
