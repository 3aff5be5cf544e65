import { describe, expect, test } from 'vitest';
import { DataNormalizationMode } from '../../../market/data-normalization-mode.ts';
import { SecurityType } from '../../../market/security-type.ts';
import { decimal, fixture } from '../model-fixture.ts';
import { minimumPriceVariation, roundToPriceVariation } from './price-variation.ts';

describe('minimumPriceVariation', () => {
  test.each([
    ['adjusted', DataNormalizationMode.Adjusted, '150', '0'],
    ['split-adjusted', DataNormalizationMode.SplitAdjusted, '150', '0'],
    ['total return', DataNormalizationMode.TotalReturn, '150', '0'],
    ['raw', DataNormalizationMode.Raw, '150', '0.01'],
    ['raw at one dollar', DataNormalizationMode.Raw, '1.00', '0.01'],
    ['raw below one dollar', DataNormalizationMode.Raw, '0.9999', '0.0001'],
  ])('equity, %s', (_name, normalization, price, expected) => {
    expect(minimumPriceVariation(fixture({ normalization }).security, decimal(price)).toString()).toBe(expected);
  });

  test('behavior: other types have the step of their properties', () => {
    const { security } = fixture({
      ticker: 'EURUSD',
      type: SecurityType.Forex,
      market: 'oanda',
      properties: { minimumPriceVariation: decimal('0.00001') },
    });
    expect(minimumPriceVariation(security, decimal('0.5')).toString()).toBe('0.00001');
  });
});

describe('roundToPriceVariation', () => {
  test.each([
    ['99.95994', '0.01', '99.96'],
    ['99.955', '0.01', '99.96'],
    ['99.945', '0.01', '99.94'],
    ['100', '0.01', '100.00'],
    ['144.77307790400', '0', '144.77307790400'],
    ['10.13', '0.25', '10.25'],
  ])('%s by %s is %s', (price, variation, expected) => {
    expect(roundToPriceVariation(decimal(price), decimal(variation)).toString()).toBe(expected);
  });
});
