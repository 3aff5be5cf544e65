import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SecurityType } from '../../../market/security-type.ts';
import type { OrderFee } from '../../../orders/order-event.ts';
import { OrderType } from '../../../orders/order-type.ts';
import {
  at,
  CRYPTO_HOURS,
  decimal,
  type FixtureOptions,
  fixture,
  orderFor,
  quote,
  trade,
  UTC,
} from '../model-fixture.ts';
import type { FeeModel } from '../models.ts';
import { AlpacaFeeModel } from './alpaca-fee-model.ts';
import { AxosFeeModel } from './axos-fee-model.ts';
import { BinanceFeeModel } from './binance-fee-model.ts';
import { BitfinexFeeModel } from './bitfinex-fee-model.ts';
import { CoinbaseFeeModel } from './coinbase-fee-model.ts';
import { ConstantFeeModel } from './constant-fee-model.ts';
import { FxcmFeeModel } from './fxcm-fee-model.ts';
import { InteractiveBrokersFeeModel } from './interactive-brokers-fee-model.ts';
import { KrakenFeeModel } from './kraken-fee-model.ts';
import { orderValue } from './order-value.ts';

const NOW = at('2013-10-07 10:00');
const CRYPTO: FixtureOptions = { ticker: 'BTCUSD', type: SecurityType.Crypto, market: 'coinbase', hours: CRYPTO_HOURS };

function text(fee: OrderFee): string {
  return `${fee.amount} ${fee.currency}`;
}

function equityFee(model: FeeModel, quantity: string, price: string): string {
  const { security } = fixture();
  trade(security, NOW, [price, price, price, price]);
  return text(model.getOrderFee(security, orderFor(security, OrderType.Market, quantity, NOW)));
}

function forexFee(model: FeeModel, ticker: string, quantity: string, price: string, currency = 'USD'): string {
  const { security } = fixture({
    ticker,
    type: SecurityType.Forex,
    market: 'fxcm',
    accountCurrency: currency,
    properties: { quoteCurrency: ticker.slice(3) },
  });
  if (ticker.slice(3) !== currency) security.quoteCurrency.exactConversionRate = decimal('0.01');
  quote(security, NOW, [price, price, price, price], [price, price, price, price]);
  return text(model.getOrderFee(security, orderFor(security, OrderType.Market, quantity, NOW)));
}

/** Fee of a crypto order with bid 400, ask 402 and last trade 401. */
function cryptoFee(model: FeeModel, quantity: string, limit: string | null, marketable: boolean, timeMs = NOW): string {
  const { security } = fixture(CRYPTO);
  trade(security, NOW, ['401', '401', '401', '401']);
  quote(security, NOW, ['400', '400', '400', '400'], ['402', '402', '402', '402']);
  const order = orderFor(
    security,
    limit === null ? OrderType.Market : OrderType.Limit,
    quantity,
    timeMs,
    limit === null ? {} : { limit },
  );
  order.submissionData = {
    bidPrice: decimal(marketable ? '1000' : '0'),
    askPrice: decimal(marketable ? '0' : '1000'),
    lastPrice: decimal('401'),
  };
  return text(model.getOrderFee(security, order));
}

describe('InteractiveBrokersFeeModel', () => {
  test.each([
    ['688', '144.77', '3.440 USD'],
    ['-688', '144.77', '3.440 USD'],
    ['100', '50', '1 USD'],
    ['200', '50', '1.000 USD'],
    ['199', '50', '1 USD'],
    ['1000', '0.50', '2.50000 USD'],
    ['300', '0.10', '0.15000 USD'],
    // The minimum is not capped.
    ['10', '0.10', '1 USD'],
  ])('US equity: %s at %s costs %s', (quantity, price, expected) => {
    expect(equityFee(new InteractiveBrokersFeeModel(), quantity, price)).toBe(expected);
  });

  test('forex: 0.2 basis points, at least 2 USD', () => {
    const model = new InteractiveBrokersFeeModel();
    expect(forexFee(model, 'EURUSD', '25000', '1.39')).toBe('2.00 USD');
    expect(forexFee(model, 'EURUSD', '-1000000', '1.39')).toBe('27.80000000 USD');
    expect(forexFee(model, 'USDJPY', '1000000', '100')).toBe('20.00000000 USD');
    expect(forexFee(new InteractiveBrokersFeeModel(6e9), 'EURUSD', '1000000', '1.00')).toBe('8.00000000 USD');
  });

  test('CFD: 0.002 % of the value, at least one unit of the quote currency', () => {
    const model = new InteractiveBrokersFeeModel();
    const fee = (quoteCurrency: string, quantity: string) => {
      const { security } = fixture({
        ticker: 'DE30',
        type: SecurityType.Cfd,
        market: 'interactivebrokers',
        properties: { quoteCurrency },
      });
      security.quoteCurrency.exactConversionRate = decimal('1');
      quote(security, NOW, ['10000', '10000', '10000', '10000'], ['10000', '10000', '10000', '10000']);
      return text(model.getOrderFee(security, orderFor(security, OrderType.Market, quantity, NOW)));
    };
    expect(fee('EUR', '1')).toBe('1.0 EUR');
    expect(fee('EUR', '-100')).toBe('20.00000 EUR');
    expect(fee('JPY', '1')).toBe('40.0 JPY');
    expect(fee('HKD', '1')).toBe('10.0 HKD');
  });

  test('behavior: types and markets without a table are an error', () => {
    const { security } = fixture(CRYPTO);
    const order = orderFor(security, OrderType.Market, '1', NOW);
    expect(() => new InteractiveBrokersFeeModel().getOrderFee(security, order)).toThrow(/no commission for Crypto/);
  });

  test('law: the float64 estimate is the exact fee, in account currency', () => {
    const model = new InteractiveBrokersFeeModel();
    const { security, cashBook } = fixture({ accountCurrency: 'EUR' });
    cashBook.get('USD').exactConversionRate = decimal('0.75');
    fc.assert(
      fc.property(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 1, max: 5_000_000 }), (units, ticks) => {
        fc.pre(units !== 0);
        const price = (ticks / 10_000).toFixed(4);
        trade(security, NOW, [price, price, price, price]);
        const order = orderFor(security, OrderType.Market, String(units), NOW);
        const exact = cashBook.convertToAccountCurrency(model.getOrderFee(security, order).amount, 'USD').toNumber();
        expect(model.estimateOrderFee(security, order, cashBook)).toBeCloseTo(exact, 9);
      }),
    );
  });

  test('behavior: a subclass with a fee of its own gets no estimate', () => {
    class Doubled extends InteractiveBrokersFeeModel {
      override getOrderFee(): OrderFee {
        return { amount: decimal('7'), currency: 'USD' };
      }
    }
    const { security, cashBook } = fixture();
    expect(
      new Doubled().estimateOrderFee(security, orderFor(security, OrderType.Market, '1', NOW), cashBook),
    ).toBeNaN();
  });
});

describe('ConstantFeeModel', () => {
  test('default: the same amount without its sign', () => {
    expect(equityFee(new ConstantFeeModel(-1.25), '3', '10')).toBe('1.25 USD');
    expect(equityFee(new ConstantFeeModel('1.50', 'EUR'), '3', '10')).toBe('1.50 EUR');
  });
});

describe('crypto exchanges', () => {
  test.each<[string, FeeModel, string, string, string, string]>([
    // market buy, market sell, resting limit sell, marketable limit sell at 410
    ['Alpaca', new AlpacaFeeModel(), '0.0050 BTC', '2.0050 USD', '1.2030 USD', '2.0050 USD'],
    ['Binance', new BinanceFeeModel(), '0.002 BTC', '0.800 USD', '0.820 USD', '0.820 USD'],
    ['Bitfinex', new BitfinexFeeModel(), '0.004 BTC', '1.600 USD', '0.820 USD', '1.640 USD'],
    ['Kraken', new KrakenFeeModel(), '2.0904 USD', '0.0052 BTC', '0.0032 BTC', '0.0052 BTC'],
  ])('%s', (_name, model, buy, sell, resting, marketable) => {
    expect(cryptoFee(model, '2', null, true)).toBe(buy);
    expect(cryptoFee(model, '-2', null, true)).toBe(sell);
    expect(cryptoFee(model, '-2', '410', false)).toBe(resting);
    expect(cryptoFee(model, '-2', '410', true)).toBe(marketable);
  });

  test('Coinbase: rates by time, always at the present quote', () => {
    const model = new CoinbaseFeeModel();
    const early = at('2019-03-23 01:29:59', UTC);
    const middle = at('2019-03-23 01:30', UTC);
    const late = at('2019-10-08 00:30', UTC);
    expect(cryptoFee(model, '2', null, true, early)).toBe('2.412 USD');
    expect(cryptoFee(model, '2', '300', false, early)).toBe('0 USD');
    expect(cryptoFee(model, '-2', null, true, middle)).toBe('2.0000 USD');
    expect(cryptoFee(model, '-2', '410', false, middle)).toBe('1.2000 USD');
    expect(cryptoFee(model, '2', null, true, late)).toBe('6.432 USD');
    expect(cryptoFee(model, '2', '300', false, late)).toBe('4.824 USD');
  });

  test('Coinbase: stable pairs', () => {
    const { security } = fixture({ ...CRYPTO, ticker: 'DAIUSD' });
    quote(security, NOW, ['1', '1', '1', '1'], ['1', '1', '1', '1']);
    const fee = (timeMs: number) =>
      text(new CoinbaseFeeModel().getOrderFee(security, orderFor(security, OrderType.Market, '100', timeMs)));
    expect(fee(at('2022-05-31 23:59', UTC))).toBe('0.100 USD');
    expect(fee(at('2022-06-01 00:00', UTC))).toBe('0.00100 USD');
  });
});

describe('FXCM and Axos', () => {
  test('FXCM: by 1,000 units, majors cheaper', () => {
    expect(forexFee(new FxcmFeeModel(), 'EURUSD', '-10000', '1.39')).toBe('0.40 USD');
    expect(forexFee(new FxcmFeeModel(), 'NZDUSD', '10000', '0.86')).toBe('0.60 USD');
    expect(forexFee(new FxcmFeeModel('EUR'), 'EURUSD', '500', '1.39')).toBe('0.02 EUR');
  });

  test('Axos: by share', () => {
    expect(equityFee(new AxosFeeModel(), '-100', '10')).toBe('0.3500 USD');
  });
});

describe('orderValue', () => {
  test.each<[string, OrderType, string, { limit?: string; stop?: string }, string]>([
    ['market', OrderType.Market, '10', {}, '1000'],
    ['buy limit below the market', OrderType.Limit, '10', { limit: '99.50' }, '995.00'],
    ['buy limit above', OrderType.Limit, '10', { limit: '101' }, '1000'],
    ['sell limit above', OrderType.Limit, '-10', { limit: '101' }, '-1010'],
    ['sell limit below', OrderType.Limit, '-10', { limit: '99' }, '-1000'],
    ['buy stop above', OrderType.StopMarket, '10', { stop: '105' }, '1000'],
    ['stop-limit counts its limit', OrderType.StopLimit, '10', { stop: '90', limit: '95' }, '950'],
    ['trailing counts its stop', OrderType.TrailingStop, '-10', { stop: '120' }, '-1200'],
  ])('%s', (_name, type, quantity, prices, expected) => {
    const { security } = fixture();
    trade(security, NOW, ['100', '100', '100', '100']);
    expect(orderValue(orderFor(security, type, quantity, NOW, prices), security).toString()).toBe(expected);
  });
});
