import { describe, expect, test } from 'vitest';
import { SecurityType } from '../market/security-type.ts';
import type { OrderProperties } from '../orders/order-properties.ts';
import { UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import { TimeInForce } from '../orders/time-in-force.ts';
import { CashBuyingPowerModel } from '../securities/models/buying-power/cash-buying-power-model.ts';
import { SecurityMarginModel } from '../securities/models/buying-power/security-margin-model.ts';
import { AlpacaFeeModel } from '../securities/models/fees/alpaca-fee-model.ts';
import { ConstantFeeModel } from '../securities/models/fees/constant-fee-model.ts';
import { InteractiveBrokersFeeModel } from '../securities/models/fees/interactive-brokers-fee-model.ts';
import { TradeStationFeeModel } from '../securities/models/fees/trade-station-fee-model.ts';
import { EquityFillModel } from '../securities/models/fills/equity-fill-model.ts';
import {
  at,
  CRYPTO_HOURS,
  decimal,
  type Fixture,
  type FixtureOptions,
  fixture,
  type OrderOptions,
  orderFor,
  quote,
  trade,
  UTC,
} from '../securities/models/model-fixture.ts';
import { AccountCurrencyImmediateSettlementModel } from '../securities/models/settlement/account-currency-immediate-settlement-model.ts';
import { DelayedSettlementModel } from '../securities/models/settlement/delayed-settlement-model.ts';
import { AccountType } from './account-type.ts';
import type { BrokerageModel } from './brokerage-model.ts';
import { BrokerageName } from './brokerage-name.ts';
import { createBrokerageModel } from './create-brokerage-model.ts';

const NOW = at('2013-10-07 10:00');
const EQUITY: FixtureOptions = {};
const FOREX: FixtureOptions = {
  ticker: 'EURUSD',
  type: SecurityType.Forex,
  market: 'oanda',
  properties: { minimumPriceVariation: decimal('0.00001') },
};
const CRYPTO: FixtureOptions = {
  ticker: 'BTCUSD',
  type: SecurityType.Crypto,
  market: 'coinbase',
  hours: CRYPTO_HOURS,
  properties: { minimumOrderSize: decimal('0.001') },
};

function securityOf(options: FixtureOptions): Fixture {
  const setup = fixture(options);
  if (options.type === undefined) trade(setup.security, NOW, ['100', '100', '100', '100']);
  const price = options.type === SecurityType.Forex ? '1.4' : '100';
  quote(setup.security, NOW, [price, price, price, price], [price, price, price, price]);
  return setup;
}

function submit(
  model: BrokerageModel,
  setup: Fixture,
  type: OrderType,
  quantity: string,
  prices: OrderOptions = {},
): boolean {
  return (
    model.canSubmitOrder(setup.security, orderFor(setup.security, type, quantity, setup.clock.now, prices)) === null
  );
}

const withTime = (timeInForce: TimeInForce): { properties: OrderProperties } => ({ properties: { timeInForce } });

describe('createBrokerageModel', () => {
  test('default: each name has its model, with the account type that it offers', () => {
    const accounts = Object.values(BrokerageName).map((name) => [name, createBrokerageModel(name).accountType]);
    expect(Object.fromEntries(accounts)).toEqual({
      Default: 'Margin',
      InteractiveBrokersBrokerage: 'Margin',
      TradierBrokerage: 'Margin',
      OandaBrokerage: 'Margin',
      FxcmBrokerage: 'Margin',
      Bitfinex: 'Margin',
      Alpaca: 'Margin',
      Axos: 'Margin',
      TradeStation: 'Margin',
      Binance: 'Cash',
      BinanceUS: 'Cash',
      GDAX: 'Cash',
      Coinbase: 'Cash',
      Kraken: 'Cash',
      Bybit: 'Cash',
      BinanceFutures: 'Margin',
      BinanceCoinFutures: 'Margin',
      DYDX: 'Margin',
    });
  });

  test('behavior: account types that a broker does not have, and unknown names, are errors', () => {
    expect(() => createBrokerageModel('Coinbase', AccountType.Margin)).toThrow(/no margin accounts/);
    expect(() => createBrokerageModel('BinanceUS', AccountType.Margin)).toThrow(/no margin accounts/);
    expect(() => createBrokerageModel('OandaBrokerage', AccountType.Cash)).toThrow(/no cash accounts/);
    expect(() => createBrokerageModel('Nobody' as BrokerageName)).toThrow(/Nobody/);
    expect(createBrokerageModel('Alpaca', AccountType.Cash).accountType).toBe('Margin');
  });

  test('behavior: benchmarks, markets, days a year', () => {
    const facts = (name: BrokerageName) => {
      const model = createBrokerageModel(name);
      const benchmark = model.defaultBenchmark;
      return [
        benchmark.kind === 'constant' ? String(benchmark.value) : `${benchmark.ticker} ${benchmark.market}`,
        model.defaultMarkets.get(SecurityType.Forex),
        model.defaultMarkets.get(SecurityType.Cfd),
        model.defaultMarkets.get(SecurityType.Crypto),
        model.tradingDaysPerYear,
      ].join(' ');
    };
    expect(facts('Default')).toBe('SPY usa oanda oanda coinbase 252');
    expect(facts('InteractiveBrokersBrokerage')).toBe('0 oanda interactivebrokers  252');
    expect(facts('FxcmBrokerage')).toBe('EURUSD fxcm fxcm fxcm  252');
    expect(facts('OandaBrokerage')).toBe('EURUSD oanda oanda oanda  252');
    expect(facts('Bitfinex')).toBe('BTCUSD bitfinex oanda oanda bitfinex 365');
    expect(facts('Bybit')).toBe('BTCUSDC bybit oanda oanda bybit 365');
    expect(facts('BinanceFutures')).toBe('BTCUSDT binance oanda oanda binance 365');
    expect(facts('DYDX')).toBe('BTCUSD dydx oanda oanda coinbase 252');
    expect(facts('Alpaca')).toBe('SPY usa oanda oanda coinbase 252');
  });
});

describe('leverage and models', () => {
  const leverage = (name: BrokerageName, account: AccountType, options: FixtureOptions): number =>
    createBrokerageModel(name, account).getLeverage(fixture(options).security.symbol).toNumber();

  test.each<[BrokerageName, AccountType, FixtureOptions, number]>([
    ['Default', 'Margin', EQUITY, 2],
    ['Default', 'Margin', FOREX, 50],
    ['Default', 'Margin', { type: SecurityType.Cfd, ticker: 'XAUUSD', market: 'oanda' }, 50],
    ['Default', 'Margin', CRYPTO, 1],
    ['Default', 'Cash', EQUITY, 1],
    ['Default', 'Cash', FOREX, 1],
    ['InteractiveBrokersBrokerage', 'Margin', { type: SecurityType.Cfd, ticker: 'XAUUSD', market: 'oanda' }, 10],
    ['InteractiveBrokersBrokerage', 'Cash', { type: SecurityType.Cfd, ticker: 'XAUUSD', market: 'oanda' }, 1],
    ['Bitfinex', 'Margin', CRYPTO, 3.3],
    ['Binance', 'Margin', CRYPTO, 3],
    ['Bybit', 'Margin', CRYPTO, 10],
    ['Bybit', 'Cash', CRYPTO, 1],
    ['Kraken', 'Margin', CRYPTO, 5],
    ['Kraken', 'Margin', { ...CRYPTO, ticker: 'ADAUSD' }, 3],
    ['Kraken', 'Margin', { ...CRYPTO, ticker: 'DOGEUSD' }, 1],
  ])('%s %s: %#', (name, account, options, expected) => {
    expect(leverage(name, account, options)).toBe(expected);
  });

  test('behavior: a margin account of the default model', () => {
    const models = createBrokerageModel('Default').modelsFor(fixture().security.symbol);
    expect(models.fee).toBeInstanceOf(InteractiveBrokersFeeModel);
    expect(models.fill).toBeInstanceOf(EquityFillModel);
    expect(models.buyingPower).toBeInstanceOf(SecurityMarginModel);
    const forex = createBrokerageModel('Default').modelsFor(fixture(FOREX).security.symbol);
    expect(forex.fee).toBeInstanceOf(ConstantFeeModel);
    expect(forex.fill).not.toBeInstanceOf(EquityFillModel);
  });

  test('behavior: cash accounts settle equities later and hold currencies', () => {
    const model = createBrokerageModel('Default', 'Cash');
    expect(model.modelsFor(fixture().security.symbol).settlement).toBeInstanceOf(DelayedSettlementModel);
    expect(model.modelsFor(fixture(FOREX).security.symbol).settlement).not.toBeInstanceOf(DelayedSettlementModel);
    expect(model.modelsFor(fixture(FOREX).security.symbol).buyingPower).toBeInstanceOf(CashBuyingPowerModel);
    expect(model.modelsFor(fixture().security.symbol).buyingPower).toBeInstanceOf(SecurityMarginModel);
  });

  test('behavior: OANDA and FXCM settle CFD in account currency', () => {
    const cfd = fixture({ type: SecurityType.Cfd, ticker: 'XAUUSD', market: 'oanda' }).security.symbol;
    for (const name of ['OandaBrokerage', 'FxcmBrokerage'] as const) {
      expect(createBrokerageModel(name).modelsFor(cfd).settlement).toBeInstanceOf(
        AccountCurrencyImmediateSettlementModel,
      );
    }
    expect(createBrokerageModel('Alpaca').modelsFor(cfd).fee).toBeInstanceOf(AlpacaFeeModel);
  });
});

describe('applySplit', () => {
  test('default: value stays, units are cut to whole ones', () => {
    const { security } = fixture();
    const factor = decimal('0.142857');
    const stopLimit = orderFor(security, OrderType.StopLimit, '-10', NOW, { stop: '700', limit: '693' });
    const outcome = createBrokerageModel('Default').applySplit(stopLimit, factor);
    expect(outcome).toMatchObject({ kind: 'update', triggerPrice: null, trailingAmount: null });
    if (outcome.kind !== 'update') return;
    expect([outcome.quantity, outcome.stopPrice, outcome.limitPrice].map((each) => each?.toNumber())).toEqual([
      -70, 99.9999, 98.999901,
    ]);
    const reverse = createBrokerageModel('Default').applySplit(
      orderFor(security, OrderType.Market, '15', NOW),
      decimal('4'),
    );
    expect(reverse.kind === 'update' && reverse.quantity.toString()).toBe('3');
  });

  test('behavior: trailing amounts follow unless they are percentages', () => {
    const { security } = fixture();
    const trail = (percentage: boolean) =>
      createBrokerageModel('Default').applySplit(
        orderFor(security, OrderType.TrailingStop, '-10', NOW, { stop: '90', trailing: '2', percentage }),
        decimal('0.5'),
      );
    expect(trail(false)).toMatchObject({ trailingAmount: decimal('1.0') });
    expect(trail(true)).toMatchObject({ trailingAmount: null });
  });

  test('behavior: Tradier cancels at reverse splits', () => {
    const { security } = fixture();
    const order = orderFor(security, OrderType.Market, '15', NOW);
    expect(createBrokerageModel('TradierBrokerage').applySplit(order, decimal('4')).kind).toBe('cancel');
    expect(createBrokerageModel('TradierBrokerage').applySplit(order, decimal('0.5')).kind).toBe('update');
  });
});

describe('InteractiveBrokersBrokerageModel', () => {
  const model = createBrokerageModel('InteractiveBrokersBrokerage');

  test.each([
    ['20000', true],
    ['-20000', true],
    ['19999', false],
    ['6000000', true],
    ['6000001', false],
    ['-6000001', false],
  ])('forex size of %s EUR', (quantity, expected) => {
    const setup = securityOf(FOREX);
    expect(submit(model, setup, OrderType.Market, quantity)).toBe(expected);
    const order = orderFor(setup.security, OrderType.Limit, '25000', NOW, { limit: '1' });
    expect(
      model.canUpdateOrder(setup.security, order, new UpdateOrderRequest(NOW, 1, { quantity: Number(quantity) })) ===
        null,
    ).toBe(expected);
  });

  test('behavior: currencies without limits cannot be traded', () => {
    expect(submit(model, securityOf({ ...FOREX, ticker: 'PLNUSD' }), OrderType.Market, '100000')).toBe(false);
  });

  test.each([
    ['2013-10-07 09:27', true],
    ['2013-10-07 09:28', false],
    ['2013-10-07 12:00', false],
    ['2013-10-07 15:59', false],
    ['2013-10-07 16:00', true],
    ['2013-10-07 23:00', true],
    ['2013-10-05 12:00', true],
    ['2013-11-29 13:00', true],
    ['2013-11-29 12:59', false],
  ])('market on open at %s', (time, expected) => {
    const setup = securityOf(EQUITY);
    setup.clock.now = at(time);
    expect(submit(model, setup, OrderType.MarketOnOpen, '1')).toBe(expected);
  });

  test('behavior: auction orders by security type, no crypto', () => {
    expect(submit(model, securityOf(EQUITY), OrderType.MarketOnClose, '1')).toBe(true);
    expect(submit(model, securityOf(FOREX), OrderType.MarketOnClose, '25000')).toBe(false);
    expect(submit(model, securityOf(FOREX), OrderType.MarketOnOpen, '25000')).toBe(false);
    expect(submit(model, securityOf(CRYPTO), OrderType.Market, '1')).toBe(false);
  });
});

describe('AlpacaBrokerageModel', () => {
  const model = createBrokerageModel('Alpaca');

  test('behavior: order types by security type', () => {
    const equity = securityOf(EQUITY);
    expect(submit(model, equity, OrderType.TrailingStop, '1', { stop: '90', trailing: '1' })).toBe(true);
    expect(submit(model, equity, OrderType.LimitIfTouched, '1', { trigger: '90', limit: '89' })).toBe(false);
    const crypto = securityOf(CRYPTO);
    expect(submit(model, crypto, OrderType.StopLimit, '1', { stop: '90', limit: '89' })).toBe(true);
    expect(submit(model, crypto, OrderType.StopMarket, '1', { stop: '90' })).toBe(false);
    expect(submit(model, securityOf(FOREX), OrderType.Market, '1')).toBe(false);
  });

  test('behavior: outside regular hours only Day limits', () => {
    const setup = securityOf(EQUITY);
    const outside = (timeInForce: TimeInForce): OrderOptions => ({
      limit: '90',
      properties: { timeInForce, outsideRegularTradingHours: true },
    });
    expect(submit(model, setup, OrderType.Limit, '1', outside(TimeInForce.Day))).toBe(true);
    expect(submit(model, setup, OrderType.Limit, '1', outside(TimeInForce.GoodTilCanceled))).toBe(false);
    expect(submit(model, setup, OrderType.Market, '1', outside(TimeInForce.Day))).toBe(false);
  });

  test('behavior: auction orders may not turn a position around', () => {
    const setup = securityOf(EQUITY);
    setup.security.holdings.setHoldings(decimal('100'), decimal('10'));
    expect(submit(model, setup, OrderType.MarketOnClose, '-10')).toBe(true);
    expect(submit(model, setup, OrderType.MarketOnClose, '-11')).toBe(false);
    expect(submit(model, setup, OrderType.Market, '-11')).toBe(true);
    setup.security.holdings.setHoldings(decimal('100'), decimal('-10'));
    expect(submit(model, setup, OrderType.MarketOnClose, '11')).toBe(false);
  });

  test.each([
    ['2013-10-07 18:59', false],
    ['2013-10-07 19:00', true],
    ['2013-10-08 09:27', true],
    ['2013-10-08 09:28', false],
  ])('market on open at %s', (time, expected) => {
    const setup = securityOf(EQUITY);
    setup.clock.now = at(time);
    expect(submit(model, setup, OrderType.MarketOnOpen, '1')).toBe(expected);
  });
});

describe('OANDA and FXCM', () => {
  test('behavior: OANDA takes forex and CFD, good till cancelled', () => {
    const model = createBrokerageModel('OandaBrokerage');
    const setup = securityOf(FOREX);
    expect(submit(model, setup, OrderType.StopLimit, '1', { stop: '1.4', limit: '1.4' })).toBe(true);
    expect(submit(model, setup, OrderType.Limit, '1', { limit: '1.4', ...withTime(TimeInForce.Day) })).toBe(false);
    expect(submit(model, setup, OrderType.TrailingStop, '1', { stop: '1.4', trailing: '0.1' })).toBe(false);
    expect(submit(model, securityOf(EQUITY), OrderType.Market, '1')).toBe(false);
  });

  test.each<[string, OrderType, string, OrderOptions, boolean]>([
    ['buy limit below', OrderType.Limit, '1000', { limit: '1.39' }, true],
    ['buy limit at the market', OrderType.Limit, '1000', { limit: '1.4' }, true],
    ['buy limit above', OrderType.Limit, '1000', { limit: '1.41' }, false],
    ['sell limit below', OrderType.Limit, '-1000', { limit: '1.39' }, false],
    ['buy stop below', OrderType.StopMarket, '1000', { stop: '1.39' }, false],
    ['buy stop above', OrderType.StopMarket, '1000', { stop: '1.41' }, true],
    ['sell stop above', OrderType.StopMarket, '-1000', { stop: '1.41' }, false],
    ['sell stop half the price away', OrderType.StopMarket, '-1000', { stop: '0.7' }, true],
    ['sell stop farther', OrderType.StopMarket, '-1000', { stop: '0.69' }, false],
    ['priced orders may be dated', OrderType.Limit, '1000', { limit: '1.39', ...withTime(TimeInForce.Day) }, true],
    ['market orders may not', OrderType.Market, '1000', withTime(TimeInForce.Day), false],
    ['odd lots', OrderType.Market, '1500', {}, false],
    ['stop-limit', OrderType.StopLimit, '1000', { stop: '1.41', limit: '1.42' }, false],
  ])('FXCM: %s', (_name, type, quantity, prices, expected) => {
    const setup = securityOf({
      ...FOREX,
      market: 'fxcm',
      properties: { lotSize: decimal('1000'), minimumPriceVariation: decimal('0.00001') },
    });
    expect(submit(createBrokerageModel('FxcmBrokerage'), setup, type, quantity, prices)).toBe(expected);
  });

  test('behavior: FXCM looks at updates alike', () => {
    const model = createBrokerageModel('FxcmBrokerage');
    const { security } = securityOf({ ...FOREX, market: 'fxcm' });
    const order = orderFor(security, OrderType.Limit, '1000', NOW, { limit: '1.39' });
    expect(model.canUpdateOrder(security, order, new UpdateOrderRequest(NOW, 1, { limitPrice: 1.38 }))).toBeNull();
    expect(model.canUpdateOrder(security, order, new UpdateOrderRequest(NOW, 1, { limitPrice: 1.41 }))).not.toBeNull();
    expect(model.canUpdateOrder(security, order, new UpdateOrderRequest(NOW, 1, { tag: 'x' }))).toBeNull();
  });
});

describe('crypto exchanges', () => {
  test('behavior: Coinbase by size, type and date', () => {
    const model = createBrokerageModel('Coinbase');
    const setup = securityOf(CRYPTO);
    expect(submit(model, setup, OrderType.Market, '0.001')).toBe(true);
    expect(submit(model, setup, OrderType.Market, '0.0009')).toBe(false);
    expect(submit(model, setup, OrderType.TrailingStop, '1', { stop: '90', trailing: '1' })).toBe(false);
    expect(submit(model, setup, OrderType.StopMarket, '1', { stop: '90' })).toBe(true);
    setup.clock.now = at('2019-03-23 01:00', UTC);
    expect(submit(model, setup, OrderType.StopMarket, '1', { stop: '90' })).toBe(false);
    expect(submit(model, securityOf(EQUITY), OrderType.Market, '1')).toBe(false);
  });

  test('behavior: Coinbase changes limit orders only', () => {
    const model = createBrokerageModel('Coinbase');
    const { security } = securityOf(CRYPTO);
    const update = new UpdateOrderRequest(NOW, 1, { quantity: 0.0001 });
    const limit = orderFor(security, OrderType.Limit, '1', NOW, { limit: '90' });
    expect(model.canUpdateOrder(security, limit, new UpdateOrderRequest(NOW, 1, { limitPrice: 91 }))).toBeNull();
    expect(model.canUpdateOrder(security, limit, update)).toMatch(/at least/);
    expect(
      model.canUpdateOrder(security, orderFor(security, OrderType.StopMarket, '1', NOW, { stop: '90' }), update),
    ).toMatch(/Limit/);
  });

  test('behavior: Binance counts the minimum in quote currency, strictly', () => {
    const model = createBrokerageModel('Binance');
    const setup = securityOf({ ...CRYPTO, market: 'binance', properties: { minimumOrderSize: decimal('5') } });
    expect(submit(model, setup, OrderType.Market, '0.05')).toBe(false);
    expect(submit(model, setup, OrderType.Market, '0.0501')).toBe(true);
    expect(submit(model, setup, OrderType.StopLimit, '0.06', { stop: '80', limit: '90' })).toBe(false);
    expect(submit(model, setup, OrderType.StopMarket, '1', { stop: '80' })).toBe(false);
    const order = orderFor(setup.security, OrderType.Limit, '1', NOW, { limit: '90' });
    expect(
      model.canUpdateOrder(setup.security, order, new UpdateOrderRequest(NOW, 1, { limitPrice: 91 })),
    ).not.toBeNull();
  });

  test('behavior: Bybit, Bitfinex and Kraken by order type and size', () => {
    const setup = securityOf(CRYPTO);
    const takes = (name: BrokerageName, type: OrderType, quantity = '1') =>
      submit(createBrokerageModel(name), setup, type, quantity, {
        limit: '90',
        stop: '90',
        trigger: '90',
        trailing: '1',
      });
    expect(takes('Bybit', OrderType.TrailingStop)).toBe(true);
    expect(takes('Bybit', OrderType.LimitIfTouched)).toBe(false);
    expect(takes('Bitfinex', OrderType.TrailingStop)).toBe(false);
    expect(takes('Bitfinex', OrderType.StopLimit)).toBe(true);
    expect(takes('Kraken', OrderType.LimitIfTouched)).toBe(true);
    for (const name of ['Bybit', 'Bitfinex', 'Kraken'] as const)
      expect(takes(name, OrderType.Market, '0.0001')).toBe(false);
  });
});

describe('TradierBrokerageModel', () => {
  const model = createBrokerageModel('TradierBrokerage');

  test('behavior: short sales are Day orders above five dollars', () => {
    const setup = securityOf(EQUITY);
    expect(submit(model, setup, OrderType.Market, '-1')).toBe(false);
    expect(submit(model, setup, OrderType.Market, '-1', withTime(TimeInForce.Day))).toBe(true);
    trade(setup.security, NOW, ['4.99', '4.99', '4.99', '4.99']);
    expect(submit(model, setup, OrderType.Market, '-1', withTime(TimeInForce.Day))).toBe(false);
    expect(submit(model, setup, OrderType.Market, '1')).toBe(true);
  });

  test('behavior: closed hours wait, extended sessions need the flag', () => {
    const setup = securityOf(EQUITY);
    setup.clock.now = at('2013-10-07 17:00');
    const limit = orderFor(setup.security, OrderType.Limit, '1', NOW, { limit: '90' });
    const flagged = orderFor(setup.security, OrderType.Limit, '1', NOW, {
      limit: '90',
      properties: { outsideRegularTradingHours: true },
    });
    expect([model.canExecuteOrder(setup.security, limit), model.canExecuteOrder(setup.security, flagged)]).toEqual([
      false,
      true,
    ]);
    setup.clock.now = at('2013-10-07 19:55');
    expect(model.canExecuteOrder(setup.security, flagged)).toBe(false);
    expect(model.canSubmitOrder(setup.security, flagged)).not.toBeNull();
    expect(model.canSubmitOrder(setup.security, limit)).toBeNull();
    setup.clock.now = at('2013-10-08 09:30');
    expect(model.canExecuteOrder(setup.security, limit)).toBe(true);
  });

  test('behavior: quantities are fixed', () => {
    const { security } = securityOf(EQUITY);
    const order = orderFor(security, OrderType.Limit, '10', NOW, { limit: '90' });
    expect(
      model.canUpdateOrder(security, order, new UpdateOrderRequest(NOW, 1, { quantity: 10, limitPrice: 80 })),
    ).toBeNull();
    expect(model.canUpdateOrder(security, order, new UpdateOrderRequest(NOW, 1, { quantity: 9 }))).not.toBeNull();
  });
});

describe('TradeStationBrokerageModel', () => {
  const model = createBrokerageModel('TradeStation');

  test('behavior: securities and order types, outside regular hours limit orders only', () => {
    const equity = securityOf(EQUITY);
    expect(submit(model, equity, OrderType.TrailingStop, '1', { stop: '90', trailing: '1' })).toBe(true);
    expect(submit(model, equity, OrderType.LimitIfTouched, '1', { trigger: '90', limit: '89' })).toBe(false);
    expect(submit(model, securityOf(FOREX), OrderType.Market, '1')).toBe(false);
    expect(submit(model, securityOf(CRYPTO), OrderType.Market, '1')).toBe(false);
    const outside = { properties: { timeInForce: TimeInForce.GoodTilCanceled, outsideRegularTradingHours: true } };
    expect(submit(model, equity, OrderType.Limit, '1', { limit: '90', ...outside })).toBe(true);
    expect(submit(model, equity, OrderType.Market, '1', outside)).toBe(false);
  });

  test.each([
    ['2013-10-07 05:59', false],
    ['2013-10-07 06:00', true],
    ['2013-10-07 09:28', true],
    ['2013-10-07 09:29', false],
    ['2013-10-07 19:00', false],
  ])('market on open at %s', (time, expected) => {
    const setup = securityOf(EQUITY);
    setup.clock.now = at(time);
    expect(submit(model, setup, OrderType.MarketOnOpen, '1')).toBe(expected);
  });

  test('behavior: an order that turns a position around keeps its quantity and is no auction order', () => {
    const setup = securityOf(EQUITY);
    setup.security.holdings.setHoldings(decimal('100'), decimal('10'));
    expect(submit(model, setup, OrderType.MarketOnClose, '-11')).toBe(false);
    expect(submit(model, setup, OrderType.Market, '-11')).toBe(true);
    const update = (ordered: string, quantity: number): string | null => {
      const order = orderFor(setup.security, OrderType.Limit, ordered, NOW, { limit: '90' });
      return model.canUpdateOrder(setup.security, order, new UpdateOrderRequest(NOW, 1, { quantity }));
    };
    expect(update('-11', -12)).toMatch(/turns a position around/);
    expect(update('-11', -11)).toBeNull();
    expect(update('-9', -8)).toBeNull();
  });

  test('behavior: no commission for residents, 5 USD for others', () => {
    const { security } = securityOf(EQUITY);
    const order = orderFor(security, OrderType.Market, '100', NOW);
    expect(model.modelsFor(security.symbol).fee.getOrderFee(security, order).amount.toNumber()).toBe(0);
    expect(new TradeStationFeeModel(false).getOrderFee(security, order)).toMatchObject({ currency: 'USD' });
    expect(new TradeStationFeeModel(false).getOrderFee(security, order).amount.toNumber()).toBe(5);
  });
});

describe('AxosBrokerageModel', () => {
  const model = createBrokerageModel('Axos');

  test('takes whole shares by market, limit and market-on-close orders', () => {
    expect(submit(model, securityOf(EQUITY), OrderType.Limit, '10', { limit: '99' })).toBe(true);
    expect(submit(model, securityOf(EQUITY), OrderType.Market, '1.5')).toBe(false);
    expect(submit(model, securityOf(EQUITY), OrderType.StopMarket, '10', { stop: '99' })).toBe(false);
    expect(submit(model, securityOf(FOREX), OrderType.Market, '10')).toBe(false);
  });

  test('compares with no benchmark', () => {
    expect(model.defaultBenchmark).toEqual({ kind: 'constant', value: 0 });
  });
});
