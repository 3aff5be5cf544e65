import { describe, expect, test } from 'vitest';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { Order } from '../orders/order.ts';
import { OrderEvent } from '../orders/order-event.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import { CapacityEstimate } from './capacity-estimate.ts';
import type { CapacityBar, CapacitySecurity } from './symbol-capacity.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
const START = Date.UTC(2020, 0, 6);
const OPEN = START + 14.5 * HOUR;

class TestSecurity implements CapacitySecurity {
  readonly symbol: SecuritySymbol;
  conversionRate = 1;
  contractMultiplier = 1;
  invested = true;
  leveragedBuyingPowerUsed = 0;
  bar: CapacityBar | null = null;

  constructor(ticker: string, securityType: SecurityType = SecurityType.Equity) {
    this.symbol = { value: ticker, id: ticker, permtick: ticker, securityType, market: 'usa' } as SecuritySymbol;
  }

  currentBar(): CapacityBar | null {
    return this.bar;
  }
}

const tradeBar = (close: number, volume: number, periodMs = MINUTE) => ({
  isTrade: true,
  close,
  volume,
  bidSize: 0,
  askSize: 0,
  periodMs,
});

function estimate(days = 5): CapacityEstimate {
  return new CapacityEstimate({
    startLocalMs: START,
    endLocalMs: START + days * DAY,
    totalPortfolioValue: () => 100_000,
  });
}

function fill(
  capacity: CapacityEstimate,
  security: TestSecurity,
  timeMs: number,
  quantity = 10,
  status: OrderStatus = 3,
): void {
  const order = new Order({
    id: 1,
    type: 0,
    symbol: security.symbol,
    quantity: Decimal.fromNumber(quantity),
    timeMs,
    tag: '',
  });
  const event = new OrderEvent(order, timeMs, status);
  event.exactFillPrice = Decimal.fromInteger(100);
  event.exactFillQuantity = Decimal.fromNumber(quantity);
  capacity.onOrderEvent(event, security);
}

describe('CapacityEstimate', () => {
  test('minute bars: the bar of the fill and the next count a fifth of their turnover', () => {
    const capacity = estimate();
    const spy = new TestSecurity('SPY');
    spy.bar = tradeBar(100, 1_000_000);
    fill(capacity, spy, OPEN);
    for (let i = 0; i < 4; i++) capacity.onSlice(OPEN + i * MINUTE);
    expect(capacity.isDue(OPEN + 4 * MINUTE)).toBe(false);
    capacity.onSlice(OPEN + 4 * MINUTE, true);
    expect(capacity.capacity.toString()).toBe('40000000.00');
    expect(capacity.lowestCapacitySymbol).toBe(spy.symbol);
  });

  test('behavior: nothing to do without fills', () => {
    const capacity = estimate();
    fill(capacity, new TestSecurity('SPY'), OPEN, 10, 1);
    expect(capacity.isDue(START + 30 * DAY)).toBe(false);
    capacity.onSlice(START + 30 * DAY, true);
    expect(capacity.capacity.toString()).toBe('0.00');
    expect(capacity.lowestCapacitySymbol).toBeNull();
  });

  test('behavior: thin markets are watched longer, at most two hours', () => {
    const capacity = estimate();
    const thin = new TestSecurity('THIN');
    thin.bar = tradeBar(1, 100);
    fill(capacity, thin, OPEN);
    for (let i = 0; i <= 130; i++) if (capacity.isDue(OPEN + i * MINUTE)) capacity.onSlice(OPEN + i * MINUTE);
    capacity.onSlice(OPEN + 131 * MINUTE, true);
    expect(capacity.capacity.toString()).toBe('2000.00');
  });

  test('behavior: quick repetition counts less of the volume, and a period has several trades', () => {
    const capacity = estimate();
    const spy = new TestSecurity('SPY');
    spy.bar = tradeBar(100, 1_000_000);
    fill(capacity, spy, OPEN);
    capacity.onSlice(OPEN);
    fill(capacity, spy, OPEN + MINUTE);
    capacity.onSlice(OPEN + MINUTE);
    capacity.onSlice(OPEN + 2 * MINUTE);
    capacity.onSlice(OPEN + 3 * MINUTE);
    capacity.onSlice(OPEN + 3 * MINUTE, true);
    expect(capacity.capacity.toString()).toBe('14000000.00');
  });

  test.each([
    ['the hour bar that ends at or after the fill', HOUR, OPEN, START + 15 * HOUR, 5_000_000],
    [
      'the daily bars of the instant of the fill and of the next day',
      DAY,
      START + 21 * HOUR,
      START + 21 * HOUR,
      4_000_000,
    ],
    ['the daily bar of the next day', DAY, START + 20 * HOUR, START + 45 * HOUR, 2_000_000],
  ])('behavior: %s counts', (_, periodMs, fillTime, barTime, expected) => {
    const capacity = estimate();
    const spy = new TestSecurity('SPY');
    spy.bar = tradeBar(100, 1_000_000, periodMs);
    fill(capacity, spy, fillTime);
    capacity.onSlice(barTime);
    capacity.onSlice(barTime + periodMs);
    capacity.onSlice(barTime + 2 * periodMs, true);
    expect(capacity.capacity.toNumber()).toBe(expected);
  });

  test.each([
    [SecurityType.Forex, 25_000_000],
    [SecurityType.Cfd, 200],
    [SecurityType.Crypto, 30],
  ])('behavior: quote bars of security type %d get an assumed volume', (securityType, volume) => {
    const capacity = estimate();
    const security = new TestSecurity('X', securityType);
    security.bar = { isTrade: false, close: 1_000, volume: 0, bidSize: 20, askSize: 40, periodMs: DAY };
    fill(capacity, security, OPEN);
    capacity.onSlice(OPEN);
    capacity.onSlice(OPEN + MINUTE, true);
    expect(capacity.capacity.toNumber()).toBe(Math.round((volume * 1_000 * 0.02) / 1_000) * 1_000);
  });

  test('behavior: the smallest symbol decides, scaled by its share; later estimates are blended', () => {
    const capacity = estimate();
    const big = new TestSecurity('BIG');
    const small = new TestSecurity('SMALL');
    big.bar = tradeBar(100, 1_000_000, DAY);
    small.bar = tradeBar(100, 500_000, DAY);
    fill(capacity, big, OPEN, 30);
    fill(capacity, small, OPEN, 10);
    capacity.onSlice(OPEN, true);
    expect(capacity.lowestCapacitySymbol).toBe(small.symbol);
    expect(capacity.capacity.toNumber()).toBe(4_000_000);
    big.bar = small.bar = null;
    small.leveragedBuyingPowerUsed = 50_000;
    capacity.onSlice(OPEN + MINUTE, true);
    expect(capacity.capacity.toNumber()).toBe(0.33 * 2_000_000 + 0.66 * 4_000_000);
  });

  test('behavior: a snapshot is due at midnight UTC after the period, at most a week', () => {
    expect(estimate(1).nextSnapshotUtc).toBe(START + DAY);
    expect(estimate(5).nextSnapshotUtc).toBe(START + 4 * DAY);
    expect(estimate(400).nextSnapshotUtc).toBe(START + 7 * DAY);
    const capacity = estimate(400);
    fill(capacity, new TestSecurity('SPY'), OPEN);
    capacity.onSlice(START + 9.5 * DAY);
    expect(capacity.nextSnapshotUtc).toBe(START + 16 * DAY);
  });

  test('behavior: symbols sold long ago are forgotten, and a new one takes their place', () => {
    const capacity = estimate(400);
    const [first, second, third] = ['A', 'B', 'C'].map((ticker) => new TestSecurity(ticker)) as [
      TestSecurity,
      TestSecurity,
      TestSecurity,
    ];
    fill(capacity, first, OPEN);
    fill(capacity, second, OPEN);
    first.invested = false;
    capacity.onSlice(OPEN + 31 * DAY);
    fill(capacity, third, OPEN + 31 * DAY);
    capacity.onSlice(OPEN + 32 * DAY, true);
    expect(capacity.lowestCapacitySymbol).toBe(third.symbol);
  });
});
