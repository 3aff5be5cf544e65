import { describe, expect, test } from 'vitest';
import { Order } from '../orders/order.ts';
import { OrderEvent, type OrderFee } from '../orders/order-event.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { OrderType } from '../orders/order-type.ts';
import { decimal, type FixtureOptions, fixture } from '../securities/models/model-fixture.ts';
import { DelayedSettlementModel } from '../securities/models/settlement/delayed-settlement-model.ts';
import type { Security } from '../securities/security.ts';
import { Portfolio } from './portfolio.ts';

function portfolioWith(options: FixtureOptions): { portfolio: Portfolio; security: Security } {
  const { security, cashBook, account } = fixture(options);
  const portfolio = new Portfolio({
    securities: account.securities,
    cashBook,
    openOrders: () => [],
    freeBuffer: () => ({ freePortfolioValuePercentage: 0, freePortfolioValue: null }),
  });
  return { portfolio, security };
}

function fill(security: Security, quantity: string, price: string, fee?: OrderFee): OrderEvent {
  const { symbol } = security;
  const timeMs = Date.UTC(2013, 9, 7, 15);
  const order = new Order({ id: 1, type: OrderType.Market, symbol, quantity: decimal(quantity), timeMs, tag: '' });
  const event = new OrderEvent(order, timeMs, OrderStatus.Filled, '');
  event.exactFillQuantity = decimal(quantity);
  event.exactFillPrice = decimal(price);
  if (fee !== undefined) event.orderFee = fee;
  return event;
}

describe('Portfolio', () => {
  test('values unsettled cash of another currency at the rate of the cash book, now and later', () => {
    const { portfolio, security } = portfolioWith({
      accountCurrency: 'EUR',
      models: { settlement: new DelayedSettlementModel(2, 8) },
    });
    portfolio.cashBook.set('USD', decimal('0'), decimal('0.9'));
    portfolio.processFill(fill(security, '100', '100'));
    portfolio.processFill(fill(security, '-100', '110'));
    expect(portfolio.unsettledCash).toBe(9_900);
    expect(portfolio.totalPortfolioValue).toBe(100_900);
    expect(portfolio.marginRemaining).toBe(91_000);
    portfolio.invalidate();
    expect(portfolio.estimateTotalPortfolioValue()).toBe(100_900);
    portfolio.cashBook.get('USD').exactConversionRate = decimal('0.8');
    portfolio.invalidate();
    expect(portfolio.totalPortfolioValue).toBe(100_800);
    expect(portfolio.unsettledCashBook.get('USD').conversionRate).toBe(0.8);
    portfolio.cashBook.set('GBP', decimal('0'), decimal('1.2'));
    expect(portfolio.unsettledCashBook.get('GBP').exactConversionRate).toEqual(decimal('1.2'));
  });

  test('books a fill whose fee is in a currency without a rate, and values the fee once there is one', () => {
    const { portfolio, security } = portfolioWith({});
    portfolio.processFill(fill(security, '10', '100', { amount: decimal('2'), currency: 'BNB' }));
    expect(security.holdings.quantity).toBe(10);
    expect(portfolio.cash).toBe(99_000);
    expect(portfolio.totalSaleVolume).toBe(1_000);
    expect(portfolio.cashBook.get('BNB').amount).toBe(-2);
    expect(portfolio.totalFees).toBe(0);
    portfolio.cashBook.get('BNB').exactConversionRate = decimal('300');
    portfolio.processFill(fill(security, '-10', '100', { amount: decimal('2'), currency: 'BNB' }));
    expect(portfolio.totalFees).toBe(600);
    expect(portfolio.cash).toBe(100_000 - 1_200);
  });

  test('adds no currency for fees of nothing', () => {
    const { portfolio, security } = portfolioWith({});
    portfolio.processFill(fill(security, '10', '100'));
    expect(portfolio.cashBook.values.map(({ symbol }) => symbol)).toEqual(['USD']);
  });

  test('has no exposure while it is worth nothing', () => {
    const { portfolio, security } = portfolioWith({ cash: '0' });
    security.holdings.setHoldings(decimal('100'), decimal('1'));
    const { long, short } = portfolio.exposure();
    expect([long.toNumber(), short.toNumber()]).toEqual([0, 0]);
  });
});
