import { describe, expect, test } from 'vitest';
import { at, decimal, fixture } from '../model-fixture.ts';
import { AccountCurrencyImmediateSettlementModel } from './account-currency-immediate-settlement-model.ts';
import { DelayedSettlementModel } from './delayed-settlement-model.ts';
import { ImmediateSettlementModel } from './immediate-settlement-model.ts';

describe('ImmediateSettlementModel', () => {
  test('default: cash changes at once', () => {
    const { account, security, cashBook } = fixture({ cash: '100' });
    new ImmediateSettlementModel().applyFunds(account, security, 0, decimal('-30.50'), 'USD');
    expect(cashBook.account.exactAmount.toString()).toBe('69.50');
  });
});

describe('AccountCurrencyImmediateSettlementModel', () => {
  test('default: converts at once', () => {
    const { account, security, cashBook } = fixture({ cash: '100' });
    cashBook.set('EUR', decimal('0'), decimal('1.25'));
    new AccountCurrencyImmediateSettlementModel().applyFunds(account, security, 0, decimal('10'), 'EUR');
    expect(cashBook.account.exactAmount.toNumber()).toBe(112.5);
    expect(cashBook.get('EUR').exactAmount.isZero()).toBe(true);
  });
});

describe('DelayedSettlementModel', () => {
  test.each([
    ['over a night', 1, '2013-10-07 15:00', '2013-10-08 06:00'],
    ['over a weekend', 1, '2013-10-04 15:00', '2013-10-07 06:00'],
    ['two days and a holiday', 2, '2013-11-27 15:00', '2013-12-02 06:00'],
    ['over the clock change', 1, '2013-11-01 15:00', '2013-11-04 06:00'],
  ])('%s: T+%d of %s settles %s', (_name, days, sold, settles) => {
    const { account, security, cashBook } = fixture({ cash: '0' });
    const model = new DelayedSettlementModel(days, 6);
    model.applyFunds(account, security, at(sold), decimal('1000'), 'USD');
    expect(cashBook.account.amount).toBe(0);
    expect(account.unsettledCashBook.account.amount).toBe(1000);
    model.scan(account, security, at(settles) - 1);
    expect(cashBook.account.amount).toBe(0);
    model.scan(account, security, at(settles));
    expect([cashBook.account.amount, account.unsettledCashBook.account.amount]).toEqual([1000, 0]);
    model.scan(account, security, at(settles) + 1);
    expect(cashBook.account.amount).toBe(1000);
  });

  test('behavior: purchases are paid at once, and sales settle one by one', () => {
    const { account, security, cashBook } = fixture({ cash: '500' });
    const model = new DelayedSettlementModel(1, 6);
    model.applyFunds(account, security, at('2013-10-07 10:00'), decimal('-500'), 'USD');
    model.applyFunds(account, security, at('2013-10-07 11:00'), decimal('100'), 'USD');
    model.applyFunds(account, security, at('2013-10-08 11:00'), decimal('200'), 'USD');
    model.scan(account, security, at('2013-10-08 12:00'));
    expect([cashBook.account.amount, account.unsettledCashBook.account.amount]).toEqual([100, 200]);
  });
});
