import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { midPrice } from './mid-price.ts';

describe('midPrice', () => {
  it('is the nearest double of the decimal middle', () => {
    expect(midPrice(0.86533, 0.8653)).toBe(0.865315);
    expect(midPrice(1.38786, 1.38787)).toBe(1.387865);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (bid, ask) => {
        expect(midPrice(bid / 1e5, ask / 1e5)).toBe(Number(`${bid + ask}e-5`) / 2);
        expect(midPrice(bid / 1e5, ask / 1e5)).toBe((bid + ask) / 2e5);
      }),
    );
  });

  it('leaves prices with more decimals as they are', () => {
    expect(midPrice(1.2345678912345e-7, 1.2345678912347e-7)).toBe(1.2345678912346e-7);
  });

  it('takes the side that is there', () => {
    expect(midPrice(0, 1.5)).toBe(1.5);
    expect(midPrice(1.5, 0)).toBe(1.5);
  });
});
