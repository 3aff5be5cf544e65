import { describe, expect, it } from 'vitest';
import { type ConversionPair, conversionPath } from './conversion-path.ts';

const pair = (base: string, quote: string, market = 'coinbase'): ConversionPair => ({ base, quote, market });

describe('conversionPath', () => {
  it('takes the first pair that joins both, either way round', () => {
    const pairs = [pair('GBP', 'USD'), pair('EUR', 'USD'), pair('USD', 'EUR')];
    expect(conversionPath('EUR', 'USD', pairs)).toEqual([{ pair: pairs[1], isInverse: false }]);
    expect(conversionPath('USD', 'GBP', pairs)).toEqual([{ pair: pairs[0], isInverse: true }]);
  });

  it('goes by way of a third currency when no pair joins both', () => {
    const pairs = [pair('LTC', 'BTC'), pair('ETH', 'USD'), pair('LTC', 'USD')];
    expect(conversionPath('LTC', 'ETH', pairs)).toEqual([
      { pair: pairs[2], isInverse: false },
      { pair: pairs[1], isInverse: true },
    ]);
    expect(conversionPath('USD', 'BTC', pairs)).toEqual([
      { pair: pairs[2], isInverse: true },
      { pair: pairs[0], isInverse: false },
    ]);
  });

  it('never takes three pairs', () => {
    expect(conversionPath('A', 'D', [pair('A', 'B'), pair('B', 'C'), pair('C', 'D')])).toBeNull();
  });

  it('takes coins for the currency they equal at their market only', () => {
    expect(conversionPath('BTC', 'USD', [pair('BTC', 'USDT', 'binance')])).toHaveLength(1);
    expect(conversionPath('BTC', 'USD', [pair('BTC', 'USDT', 'coinbase')])).toBeNull();
  });
});
