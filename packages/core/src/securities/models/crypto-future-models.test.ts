import { describe, expect, test } from 'vitest';
import { BrokerageName } from '../../brokerage-models/brokerage-name.ts';
import { createBrokerageModel } from '../../brokerage-models/create-brokerage-model.ts';
import { MarginInterestRate } from '../../market/margin-interest-rate.ts';
import { SecurityType } from '../../market/security-type.ts';
import { OrderDirection } from '../../orders/order-direction.ts';
import { OrderType } from '../../orders/order-type.ts';
import { BinanceCryptoFutureMarginModel } from './buying-power/binance-crypto-future-margin-model.ts';
import { CryptoFutureMarginModel } from './buying-power/crypto-future-margin-model.ts';
import { FundingRateModel } from './margin-interest/funding-rate-model.ts';
import { at, CRYPTO_HOURS, decimal, type Fixture, fixture, orderFor, quote, UTC } from './model-fixture.ts';

const NOW = at('2022-12-13 01:00', UTC);

/** Contracts of 100 dollars of bitcoin at 20,000: worth 0.005 BTC each. */
function inverse(): Fixture {
  return future('BTCUSD', 'USD', '20000', '100');
}

/** Contracts of one ADA at 0.3 USDT. */
function linear(): Fixture {
  return future('ADAUSDT', 'USDT', '0.3', '1');
}

function future(ticker: string, quoteCurrency: string, price: string, multiplier: string): Fixture {
  const setup = fixture({
    ticker,
    type: SecurityType.CryptoFuture,
    market: 'binance',
    hours: CRYPTO_HOURS,
    properties: { quoteCurrency, contractMultiplier: decimal(multiplier) },
    models: { buyingPower: new CryptoFutureMarginModel(25) },
  });
  const rates: Readonly<Record<string, string>> = { USDT: '1', BTC: '20000', ADA: '0.3' };
  for (const cash of setup.cashBook) {
    if (cash.symbol !== 'USD') cash.exactConversionRate = decimal(rates[cash.symbol] as string);
  }
  quote(setup.security, NOW, [price, price, price, price], [price, price, price, price]);
  return setup;
}

function rateOf(text: string): MarginInterestRate {
  const rate = new MarginInterestRate();
  rate.exactInterestRate = decimal(text);
  rate.value = Number(text);
  return rate;
}

describe('what crypto futures are worth', () => {
  test('coin-margined ones are worth coins, less the higher the price', () => {
    const { security } = inverse();
    const { holdings } = security;
    expect(holdings.valueCurrency.symbol).toBe('BTC');
    expect(holdings.quantityValueInValueCurrency(decimal('3'), decimal('20000')).toNumber()).toBe(0.015);
    expect(holdings.quantityValueInValueCurrency(decimal('3'), decimal('30000')).toNumber()).toBe(0.01);
    expect(holdings.quantityValue(decimal('3'), decimal('20000')).toNumber()).toBe(300);
  });

  test('others are worth their quote currency', () => {
    const { holdings } = linear().security;
    expect(holdings.valueCurrency.symbol).toBe('USDT');
    expect(holdings.quantityValue(decimal('1000'), decimal('0.3')).toNumber()).toBe(300);
  });

  test("dYdX's are worth dollars, though margined in the coin by their name", () => {
    const { security } = fixture({ ticker: 'BTCUSD', type: SecurityType.CryptoFuture, market: 'dydx' });
    expect(security.holdings.valueCurrency.symbol).toBe('USD');
    expect(security.holdings.isInverse).toBe(false);
  });
});

describe('margin', () => {
  test('is value ÷ leverage and is found in the collateral alone', () => {
    const { security, account, cashBook } = inverse();
    expect(security.buyingPowerModel.getInitialMarginRequirement(security, decimal('-5')).toNumber()).toBe(20);
    const order = orderFor(security, OrderType.Market, '5', NOW);
    expect(security.buyingPowerModel.hasSufficientBuyingPowerForOrder(account, security, order).isSufficient).toBe(
      false,
    );
    cashBook.get('BTC').setAmount(decimal('0.0011'));
    expect(security.buyingPowerModel.hasSufficientBuyingPowerForOrder(account, security, order).isSufficient).toBe(
      true,
    );
    expect(security.buyingPowerModel.getBuyingPower(account, security, OrderDirection.Buy).toNumber()).toBe(22);
  });

  test('of a position may be used to turn it around', () => {
    const { security, account, cashBook } = linear();
    cashBook.get('USDT').setAmount(decimal('10'));
    security.holdings.setHoldings(decimal('0.3'), decimal('500'));
    const model = security.buyingPowerModel;
    expect(model.getMaintenanceMargin(security).toNumber()).toBe(6);
    expect(model.getBuyingPower(account, security, OrderDirection.Buy).toNumber()).toBe(10);
    expect(model.getBuyingPower(account, security, OrderDirection.Sell).toNumber()).toBe(22);
  });

  test("with Binance's credits all cash is collateral", () => {
    const { security, account, cashBook } = linear();
    const model = new BinanceCryptoFutureMarginModel(25);
    expect(model.getBuyingPower(account, security, OrderDirection.Buy).toNumber()).toBe(0);
    cashBook.set('BNFCR', decimal('50'), decimal('1'));
    expect(model.getBuyingPower(account, security, OrderDirection.Buy).toNumber()).toBe(100_050);
  });
});

describe('funding', () => {
  test('is paid by longs at 0, 8 and 16 o’clock, with the last rate', () => {
    const { security, account, cashBook } = linear();
    const model = new FundingRateModel();
    security.cache.marginInterestRate = rateOf('0.0001');
    security.holdings.setHoldings(decimal('0.3'), decimal('1000'));
    const amountAfter = (time: string): number => {
      model.applyMarginInterestRate(account, security, at(time, UTC));
      return cashBook.get('USDT').amount;
    };
    expect(amountAfter('2022-12-13 01:00')).toBe(0);
    expect(amountAfter('2022-12-13 07:00')).toBe(0);
    expect(amountAfter('2022-12-13 08:00')).toBe(-0.03);
    expect(amountAfter('2022-12-13 15:00')).toBe(-0.03);
    expect(amountAfter('2022-12-14 01:00')).toBe(-0.09);
  });

  test('is earned by shorts, in coins where the margin is in coins', () => {
    const { security, account, cashBook } = inverse();
    const model = new FundingRateModel();
    security.cache.marginInterestRate = rateOf('0.001');
    security.holdings.setHoldings(decimal('20000'), decimal('-10'));
    model.applyMarginInterestRate(account, security, at('2022-12-13 01:00', UTC));
    model.applyMarginInterestRate(account, security, at('2022-12-13 08:00', UTC));
    expect(cashBook.get('BTC').amount).toBe(0.00005);
  });

  test('rates are read from lines of time and rate', () => {
    const rate = new MarginInterestRate().reader({} as never, '20221213 08:00:00,-0.00001869');
    expect(rate.timeMs).toBe(at('2022-12-13 08:00', UTC));
    expect(rate.exactInterestRate.toString()).toBe('-0.00001869');
    expect(() => new MarginInterestRate().reader({} as never, 'time,rate')).toThrow('not a time');
  });
});

describe('brokers', () => {
  const feeAt = (name: BrokerageName, setup: Fixture): string => {
    const { fee } = createBrokerageModel(name).modelsFor(setup.security.symbol);
    const { amount, currency } = fee.getOrderFee(
      setup.security,
      orderFor(setup.security, OrderType.Market, '-1000', NOW),
    );
    return `${amount.normalize()} ${currency}`;
  };

  test('take a part of what the contracts are worth', () => {
    expect(feeAt(BrokerageName.BinanceFutures, linear())).toBe('0.12 USDT');
    expect(feeAt(BrokerageName.BinanceCoinFutures, inverse())).toBe('0.0025 BTC');
    expect(feeAt(BrokerageName.Bybit, linear())).toBe('0.165 USDT');
  });

  test('have no cash accounts for futures', () => {
    for (const name of [BrokerageName.BinanceFutures, BrokerageName.BinanceCoinFutures, BrokerageName.DYDX]) {
      expect(() => createBrokerageModel(name, 'Cash')).toThrow('AccountType.Margin');
    }
  });

  test('take stop orders for futures where they take none for pairs', () => {
    const setup = linear();
    const stop = orderFor(setup.security, OrderType.StopMarket, '10', NOW, { stop: '0.4' });
    expect(createBrokerageModel(BrokerageName.BinanceFutures).canSubmitOrder(setup.security, stop)).toBeNull();
    const pair = fixture({ ticker: 'BTCUSDT', type: SecurityType.Crypto, market: 'binance', hours: CRYPTO_HOURS });
    const pairStop = orderFor(pair.security, OrderType.StopMarket, '10', NOW, { stop: '1' });
    expect(createBrokerageModel(BrokerageName.Binance).canSubmitOrder(pair.security, pairStop)).toContain('StopMarket');
  });
});
