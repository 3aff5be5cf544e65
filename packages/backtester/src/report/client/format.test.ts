import { describe, expect, test } from 'vitest';
import {
  formatCompact,
  formatDuration,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatSigned,
  formatSignedPercent,
  formatTime,
} from './format.ts';

describe('formatNumber', () => {
  test('groups thousands and uses a true minus sign', () => {
    expect(formatNumber(-1234567.891, 2)).toBe('−1,234,567.89');
    expect(formatNumber(999, 0)).toBe('999');
    expect(formatNumber(1000, 0)).toBe('1,000');
  });

  test('behavior: what rounds to zero has no sign, what is not finite is a dash', () => {
    expect(formatNumber(-0.0001, 2)).toBe('0.00');
    expect(formatSigned(0.0001, 2)).toBe('0.00');
    expect(formatNumber(Number.NaN, 2)).toBe('–');
    expect(formatPercent(Number.POSITIVE_INFINITY, 2)).toBe('–');
  });
});

test('signed, percent and money', () => {
  expect(formatSignedPercent(0.01234, 2)).toBe('+1.23%');
  expect(formatSignedPercent(-0.01234, 1)).toBe('−1.2%');
  expect(formatMoney(-1234.5, '$', 2)).toBe('−$1,234.50');
});

test('prices get decimals by their size, quantities only those they need', () => {
  expect(formatPrice(431.2)).toBe('431.20');
  expect(formatPrice(1.08214)).toBe('1.0821');
  expect(formatPrice(0.00012)).toBe('0.000120');
  expect(formatQuantity(100)).toBe('100');
  expect(formatQuantity(-0.015)).toBe('−0.015');
});

describe('formatCompact', () => {
  test('abbreviates and keeps neighbouring ticks apart', () => {
    const labels = [0, 250_000, 500_000, 1_250_000].map((value) => formatCompact(value, 250_000));
    expect(labels).toEqual(['0', '250k', '500k', '1.25M']);
    expect(formatCompact(-12.5, 2.5)).toBe('−12.5');
    expect(formatCompact(2e9, 1e9)).toBe('2B');
  });
});

test('times show seconds only when there are some, durations their two largest units', () => {
  const noon = Date.UTC(2020, 2, 16, 12);
  expect(formatTime(noon)).toBe('2020-03-16 12:00');
  expect(formatTime(noon + 5000)).toBe('2020-03-16 12:00:05');
  expect(formatDuration(0)).toBe('0s');
  expect(formatDuration(90_000)).toBe('1m 30s');
  expect(formatDuration(86_400_000)).toBe('1d');
  expect(formatDuration(86_400_000 * 3 + 3_600_000 * 4 + 59_000)).toBe('3d 4h');
});
