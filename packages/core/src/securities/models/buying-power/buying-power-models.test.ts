import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SecurityType } from '../../../market/security-type.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import { OrderType } from '../../../orders/order-type.ts';
import type { Security } from '../../security.ts';
import { BinanceFeeModel } from '../fees/binance-fee-model.ts';
import { ConstantFeeModel } from '../fees/constant-fee-model.ts';
import { InteractiveBrokersFeeModel } from '../fees/interactive-brokers-fee-model.ts';
import {
  at,
  CRYPTO_HOURS,
  decimal,
  type Fixture,
  type FixtureOptions,
  fixture,
  orderFor,
  quote,
  trade,
} from '../model-fixture.ts';
import type { SizingSettings } from '../models.ts';
import { CashBuyingPowerModel } from './cash-buying-power-model.ts';
import { NullBuyingPowerModel } from './null-buying-power-model.ts';
import { PatternDayTradingMarginModel } from './pattern-day-trading-margin-model.ts';
import { SecurityMarginModel } from './security-margin-model.ts';
import { deltaOrderQuantity, targetOrderQuantity } from './target-order-quantity.ts';

const NOW = at('2013-10-07 10:00');
const DEFAULTS: SizingSettings = {
  freePortfolioValuePercentage: decimal('0.0025'),
  freePortfolioValue: null,
  minimumOrderMarginPortfolioPercentage: decimal('0.001'),
};
const EXACT_TARGET: SizingSettings = {
  freePortfolioValuePercentage: Decimal.ZERO,
  freePortfolioValue: null,
  minimumOrderMarginPortfolioPercentage: Decimal.ZERO,
};

function priced(price: string, options: FixtureOptions = {}): Fixture {
  const setup = fixture(options);
  trade(setup.security, NOW, [price, price, price, price]);
  return setup;
}

/** Buys at the present price out of cash. */
function hold(setup: Fixture, units: string): void {
  const quantity = decimal(units);
  setup.security.holdings.setHoldings(setup.security.exactPrice, quantity);
  setup.cashBook.account.addAmount(setup.security.holdings.exactHoldingsValue.negated());
}

function size({ account, security }: Fixture, percent: string, sizing: SizingSettings = DEFAULTS): string {
  return targetOrderQuantity(account, security, decimal(percent), sizing).quantity.toString();
}

describe('targetOrderQuantity', () => {
  test("default: LEAN's BasicTemplateAlgorithm buys 688 shares", () => {
    const setup = priced('144.77307790400', { models: { fee: new InteractiveBrokersFeeModel() } });
    expect(size(setup, '1')).toBe('688');
  });

  test.each([
    ['0.5', '100', '498'],
    ['-0.5', '100', '-498'],
    ['1', '100', '997'],
    ['2', '100', '1995'],
    ['-2', '100', '-1995'],
    ['0', '100', '0'],
  ])('%s of 100,000 at %s', (percent, price, expected) => {
    expect(size(priced(price), percent)).toBe(expected);
  });

  test('behavior: what is held counts', () => {
    const setup = priced('100');
    hold(setup, '300');
    expect(size(setup, '0.5')).toBe('198');
    expect(size(setup, '0.1')).toBe('-201');
    expect(size(setup, '-0.1')).toBe('-399');
    expect(size(setup, '0')).toBe('-300');
  });

  test('behavior: changes below the minimum margin are not worth an order', () => {
    const setup = priced('100');
    hold(setup, '498');
    expect(targetOrderQuantity(setup.account, setup.security, decimal('0.501'), DEFAULTS)).toMatchObject({
      isError: false,
    });
    expect(size(setup, '0.501')).toBe('0');
    expect(size(setup, '0.501', { ...DEFAULTS, minimumOrderMarginPortfolioPercentage: Decimal.ZERO })).toBe('1');
  });

  test('behavior: a fixed buffer replaces the percentage', () => {
    expect(size(priced('100'), '1', { ...DEFAULTS, freePortfolioValue: decimal('10000') })).toBe('900');
  });

  test('behavior: lots × lot size gives the scale', () => {
    const setup = priced('100', { properties: { lotSize: decimal('0.10') } });
    expect(size(setup, '0.123')).toBe('122.60');
    expect(size(setup, '0.1')).toBe('99.70');
  });

  test('behavior: impossible targets and missing prices are errors', () => {
    const setup = priced('100');
    for (const percent of ['1000000001', '0.00000000001']) {
      expect(targetOrderQuantity(setup.account, setup.security, decimal(percent), DEFAULTS).isError).toBe(true);
    }
    const unpriced = fixture();
    expect(targetOrderQuantity(unpriced.account, unpriced.security, decimal('1'), DEFAULTS).isError).toBe(true);
  });

  test('behavior: a fee that eats every quantity leaves none, without an error', () => {
    const setup = priced('100', { cash: '1000', models: { fee: new ConstantFeeModel(950) } });
    const result = targetOrderQuantity(setup.account, setup.security, decimal('1'), DEFAULTS);
    expect([result.quantity.toString(), result.isError]).toEqual(['0', false]);
  });

  test('behavior: a model that asks less for more is an error', () => {
    class Inverted extends SecurityMarginModel {
      override getInitialMarginRequirement(_security: Security, quantity: Decimal): Decimal {
        return quantity.equals(Decimal.ONE) ? Decimal.ONE : decimal('1000000').minus(quantity);
      }
    }
    expect(() => size(priced('100', { models: { buyingPower: new Inverted() } }), '1')).toThrow(/grows while/);
  });

  test('law: the margin after the order and its fee never passes the target, and one lot more would', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_000_000 }),
        fc.integer({ min: -2000, max: 2000 }),
        fc.integer({ min: -500, max: 500 }),
        fc.integer({ min: 0, max: 3000 }),
        (ticks, permille, units, feeCents) => {
          fc.pre(permille !== 0);
          const price = (ticks / 10_000).toFixed(4);
          const fee = new ConstantFeeModel(Decimal.fromParts(feeCents, 2));
          const setup = priced(price, { models: { fee } });
          hold(setup, String(units));
          const { account, security } = setup;
          const target = Decimal.fromParts(permille, 3).dividedBy(Decimal.fromInteger(2));
          const model = security.buyingPowerModel;
          const result = model.getMaximumOrderQuantityForTargetBuyingPower(account, security, target, EXACT_TARGET);
          if (result.quantity.isZero()) return;
          const budget = account.exactTotalPortfolioValue.minus(Decimal.fromParts(feeCents, 2)).times(target).abs();
          const after = security.holdings.exactQuantity.plus(result.quantity);
          expect(model.getInitialMarginRequirement(security, after).abs().lte(budget)).toBe(true);
          const more = after.plus(Decimal.fromInteger(target.sign()));
          const full = account.exactTotalPortfolioValue.times(target).abs();
          if (feeCents === 0) expect(model.getInitialMarginRequirement(security, more).abs().gt(full)).toBe(true);
        },
      ),
    );
  });
});

describe('deltaOrderQuantity', () => {
  test('default: releases the margin that is asked for', () => {
    const setup = priced('100', { cash: '50000' });
    hold(setup, '800');
    const release = (delta: string) =>
      deltaOrderQuantity(setup.account, setup.security, decimal(delta), EXACT_TARGET).quantity.toString();
    expect(release('-10000')).toBe('-200');
    expect(release('-10001')).toBe('-201');
  });

  test('behavior: short positions release with a positive delta', () => {
    const setup = priced('100', { cash: '50000' });
    hold(setup, '-800');
    expect(deltaOrderQuantity(setup.account, setup.security, decimal('10000'), EXACT_TARGET).quantity.toString()).toBe(
      '200',
    );
  });
});

/** Asks with float64 and without: a subclass with its own margin method must use decimals. */
class ExactMarginModel extends SecurityMarginModel {
  override getInitialMarginRequirement(
    ...args: Parameters<SecurityMarginModel['getInitialMarginRequirement']>
  ): Decimal {
    return super.getInitialMarginRequirement(...args);
  }
}

function isSufficient(setup: Fixture, order: Order): boolean {
  const { account, security } = setup;
  return security.buyingPowerModel.hasSufficientBuyingPowerForOrder(account, security, order).isSufficient;
}

describe('SecurityMarginModel', () => {
  const market = (setup: Fixture, quantity: string): Order => orderFor(setup.security, OrderType.Market, quantity, NOW);

  test.each([
    ['2000', true],
    ['2001', false],
    ['-2000', true],
    ['-2001', false],
    ['0', true],
  ])('default: %s shares of 100 with 100,000 at leverage 2', (quantity, expected) => {
    const setup = priced('100');
    expect(isSufficient(setup, market(setup, quantity))).toBe(expected);
  });

  test('behavior: the fee counts to the cent', () => {
    for (const [fee, expected] of [
      ['0', true],
      ['0.01', false],
    ] as const) {
      const setup = priced('100', { models: { fee: new ConstantFeeModel(fee) } });
      expect(isSufficient(setup, market(setup, '2000'))).toBe(expected);
    }
  });

  test('behavior: reducing is always allowed, turning around uses the freed margin', () => {
    const setup = priced('100', { cash: '100000' });
    hold(setup, '2000');
    expect(setup.account.exactMarginRemaining.isZero()).toBe(true);
    expect(isSufficient(setup, market(setup, '1'))).toBe(false);
    expect(isSufficient(setup, market(setup, '-2000'))).toBe(true);
    expect(isSufficient(setup, market(setup, '-4000'))).toBe(true);
    expect(isSufficient(setup, market(setup, '-4001'))).toBe(false);
  });

  test('behavior: what must stay free and what is unsettled cannot be used', () => {
    const setup = priced('100', { models: { buyingPower: new SecurityMarginModel(2, 0.1) } });
    expect(isSufficient(setup, market(setup, '1800'))).toBe(true);
    expect(isSufficient(setup, market(setup, '1801'))).toBe(false);
    const unsettled = priced('100');
    unsettled.cashBook.account.setAmount(decimal('60000'));
    unsettled.account.unsettledCashBook.account.setAmount(decimal('40000'));
    expect(isSufficient(unsettled, market(unsettled, '1200'))).toBe(true);
    expect(isSufficient(unsettled, market(unsettled, '1201'))).toBe(false);
  });

  test('behavior: only the part that is not filled yet needs margin', () => {
    const setup = priced('100');
    const order = market(setup, '4000');
    expect(isSufficient(setup, order)).toBe(false);
    order.quantityFilled = decimal('2000');
    expect(isSufficient(setup, order)).toBe(true);
    order.quantityFilled = decimal('1999');
    expect(isSufficient(setup, order)).toBe(false);
  });

  test('behavior: the reason names need and room', () => {
    const setup = priced('100');
    const order = market(setup, '3000');
    expect(
      setup.security.buyingPowerModel.hasSufficientBuyingPowerForOrder(setup.account, setup.security, order).reason,
    ).toBe('A margin of 150000 is needed, but only 100000 is free');
  });

  test('law: float64 with its guard band decides as decimals do', () => {
    const fee = new InteractiveBrokersFeeModel();
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000_000 }),
        fc.integer({ min: -3000, max: 3000 }),
        fc.integer({ min: -3000, max: 3000 }),
        fc.integer({ min: 0, max: 5 }),
        (ticks, held, ordered, requiredFree) => {
          const price = (ticks / 10_000).toFixed(4);
          const free = Decimal.fromParts(requiredFree, 2);
          const answers = [new SecurityMarginModel(2, free), new ExactMarginModel(2, free)].map((buyingPower) => {
            const setup = priced(price, { models: { fee, buyingPower } });
            hold(setup, String(held));
            return isSufficient(setup, market(setup, String(ordered)));
          });
          expect(answers[0]).toBe(answers[1]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('law: float64 decides as decimals do a hair from the limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 1999 }), (hair, ordered) => {
        const cash = Decimal.fromInteger(ordered * 50)
          .plus(Decimal.fromParts(hair, 12))
          .toString();
        const answers = [new SecurityMarginModel(2), new ExactMarginModel(2)].map((buyingPower) => {
          const setup = priced('100', { cash, models: { buyingPower } });
          return isSufficient(setup, market(setup, String(ordered)));
        });
        expect(answers).toEqual([hair >= 0, hair >= 0]);
      }),
    );
  });

  test('behavior: leverage is 1 ÷ margin, in decimals', () => {
    const { security } = fixture();
    expect(new SecurityMarginModel('3.3').getLeverage(security).toString()).toBe('3.3000000000000000000000000003');
    const model = new SecurityMarginModel(2);
    model.setLeverage(security, decimal('3'));
    expect(model.getLeverage(security).toString()).toBe('3.0000000000000000000000000003');
    expect(() => model.setLeverage(security, decimal('0.5'))).toThrow(/at least 1/);
    expect(() => new SecurityMarginModel(2, 1.5)).toThrow(/0 to 1/);
  });

  test('behavior: separate requirements', () => {
    const setup = priced('100', { models: { buyingPower: SecurityMarginModel.ofRequirements(0.5, 0.25, 0) } });
    hold(setup, '1000');
    expect(setup.security.buyingPowerModel.getMaintenanceMargin(setup.security).toNumber()).toBe(25_000);
    expect(
      setup.security.buyingPowerModel.getInitialMarginRequirement(setup.security, decimal('1000')).toNumber(),
    ).toBe(50_000);
    expect(setup.security.buyingPowerModel.estimateReservedBuyingPowerForPosition(setup.security)).toBe(25_000);
  });
});

describe('PatternDayTradingMarginModel', () => {
  test.each([
    ['2013-10-07 09:29', 2],
    ['2013-10-07 09:30', 4],
    ['2013-10-07 15:49', 4],
    ['2013-10-07 15:50', 2],
    ['2013-10-07 16:00', 2],
    ['2013-11-29 12:50', 2],
  ])('%s: leverage %d', (time, leverage) => {
    const setup = priced('100', { models: { buyingPower: new PatternDayTradingMarginModel() } });
    setup.clock.now = at(time);
    hold(setup, '1000');
    const model = setup.security.buyingPowerModel;
    expect(model.getLeverage(setup.security).toNumber()).toBe(leverage);
    expect(model.getMaintenanceMargin(setup.security).toNumber()).toBe(100_000 / leverage);
    expect(model.estimateReservedBuyingPowerForPosition(setup.security)).toBe(100_000 / leverage);
  });

  test('behavior: leverage cannot be set', () => {
    const setup = priced('100', { models: { buyingPower: new PatternDayTradingMarginModel() } });
    setup.security.setLeverage(10);
    expect(setup.security.leverage).toBe(4);
  });
});

describe('NullBuyingPowerModel', () => {
  test('default: everything is allowed and nothing is used', () => {
    const setup = priced('100', { models: { buyingPower: new NullBuyingPowerModel() } });
    hold(setup, '1000000');
    expect(isSufficient(setup, orderFor(setup.security, OrderType.Market, '1000000', NOW))).toBe(true);
    expect(setup.account.exactTotalMarginUsed.isZero()).toBe(true);
  });
});

describe('CashBuyingPowerModel', () => {
  function crypto(options: FixtureOptions = {}): Fixture {
    const setup = fixture({
      ticker: 'BTCUSD',
      type: SecurityType.Crypto,
      market: 'coinbase',
      hours: CRYPTO_HOURS,
      cash: '10000',
      properties: { lotSize: decimal('0.01') },
      models: { buyingPower: new CashBuyingPowerModel(), ...options.models },
      ...options,
    });
    trade(setup.security, NOW, ['100', '100', '100', '100']);
    quote(setup.security, NOW, ['99', '99', '99', '99'], ['101', '101', '101', '101']);
    setup.security.baseCurrency!.exactConversionRate = decimal('100');
    return setup;
  }

  test.each<[string, OrderType, string, { limit?: string; stop?: string }, boolean]>([
    // 10,000 buys 99.00 at the ask of 101, worth 9,900 at the price of 100.
    ['market buy within what the ask allows', OrderType.Market, '99', {}, true],
    ['market buy beyond', OrderType.Market, '99.01', {}, false],
    ['limit buy for all the cash', OrderType.Limit, '100', { limit: '100' }, true],
    ['limit buy beyond', OrderType.Limit, '100.01', { limit: '100' }, false],
    ['stop buy at its stop', OrderType.StopMarket, '80', { stop: '125' }, true],
    ['stop-limit buy at its limit', OrderType.StopLimit, '80.01', { stop: '100', limit: '125' }, false],
    ['sale without coins', OrderType.Market, '-0.01', {}, false],
  ])('%s', (_name, type, quantity, prices, expected) => {
    const setup = crypto();
    expect(isSufficient(setup, orderFor(setup.security, type, quantity, NOW, prices))).toBe(expected);
  });

  test('behavior: other resting orders reserve their currency', () => {
    const setup = crypto();
    setup.security.baseCurrency!.setAmount(decimal('5'));
    setup.account.orders.push(orderFor(setup.security, OrderType.Limit, '90', NOW, { id: 7, limit: '100' }));
    setup.account.orders.push(orderFor(setup.security, OrderType.StopMarket, '-3', NOW, { id: 8, stop: '90' }));
    const ask = (quantity: string) =>
      isSufficient(setup, orderFor(setup.security, OrderType.Limit, quantity, NOW, { limit: '100' }));
    expect(ask('10')).toBe(true);
    expect(ask('10.01')).toBe(false);
    expect(ask('-2')).toBe(true);
    expect(ask('-2.01')).toBe(false);
    const own = orderFor(setup.security, OrderType.Limit, '100', NOW, { id: 7, limit: '100' });
    expect(isSufficient(setup, own)).toBe(true);
  });

  test('behavior: a limit order pays its fee too', () => {
    const setup = crypto({ models: { buyingPower: new CashBuyingPowerModel(), fee: new ConstantFeeModel(1) } });
    expect(isSufficient(setup, orderFor(setup.security, OrderType.Limit, '99.99', NOW, { limit: '100' }))).toBe(true);
    expect(isSufficient(setup, orderFor(setup.security, OrderType.Limit, '100', NOW, { limit: '100' }))).toBe(false);
  });

  test('behavior: targets are sized at the side that is traded, fee included, in whole lots', () => {
    const setup = crypto({ models: { buyingPower: new CashBuyingPowerModel(), fee: new BinanceFeeModel() } });
    // 10,000 less 0.25 % is 9,975; each unit costs 101 and 0.1 % of 100.
    expect(size(setup, '1')).toBe('98.66000000000000000000000000');
    setup.security.baseCurrency!.setAmount(decimal('50'));
    setup.cashBook.account.setAmount(decimal('5000'));
    // 3,005 of coins at the bid of 99; the fee is that of a purchase, as in LEAN.
    expect(Number(size(setup, '0.2'))).toBe(-30.32);
    expect(size(setup, '0')).toBe('-50.00');
    expect(targetOrderQuantity(setup.account, setup.security, decimal('-0.1'), DEFAULTS).isError).toBe(true);
  });

  test('behavior: no leverage, and only pairs', () => {
    const setup = crypto();
    expect(() => setup.security.setLeverage(2)).toThrow(/cash account/);
    const equity = priced('100', { models: { buyingPower: new CashBuyingPowerModel() } });
    expect(isSufficient(equity, orderFor(equity.security, OrderType.Market, '1', NOW))).toBe(false);
  });
});
