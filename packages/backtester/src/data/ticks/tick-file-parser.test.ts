import { DataError } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { parseTickFile, type TickFileLayout } from './tick-file-parser.ts';

const EQUITY_TRADES: TickFileLayout = { shape: 'trade', tail: 'conditions', priceScale: 4 };
const CRYPTO_QUOTES: TickFileLayout = { shape: 'quote', tail: 'suspicious', priceScale: 0 };
const FOREX: TickFileLayout = { shape: 'sides', tail: 'suspicious', priceScale: 0 };

const parse = (text: string, layout: TickFileLayout) => parseTickFile(Buffer.from(text), layout, 'day.csv');

describe('parseTickFile', () => {
  it('reads trades with exchange, condition and mark', () => {
    const ticks = parse('34200007,1674100,100,P,04000000,0\r\n34200007.5,1674150,7,D,1,1\n', EQUITY_TRADES);
    expect([...ticks.time]).toEqual([34_200_007, 34_200_007.5]);
    expect([...ticks.prices[0]!]).toEqual([167.41, 167.415]);
    expect([...ticks.sizes[0]!]).toEqual([100, 7]);
    expect([...ticks.exchange].map((index) => ticks.exchanges[index])).toEqual(['P', 'D']);
    expect([...ticks.saleCondition]).toEqual([0x0400_0000, 1]);
    expect([...ticks.suspicious]).toEqual([0, 1]);
    expect(ticks.scales).toBeNull();
  });

  it('keeps the digits of prices that have their own point', () => {
    const ticks = parse('1,6700.10,0.5,6700.2,1,1\n2,0,0,6700.30,2\n', CRYPTO_QUOTES);
    expect(ticks.prices.map((column) => [...column])).toEqual([
      [6700.1, 0],
      [6700.2, 6700.3],
    ]);
    expect(ticks.scales?.map((column) => [...column])).toEqual([
      [2, 0],
      [1, 2],
    ]);
    expect(ticks.sizes.map((column) => [...column])).toEqual([
      [0.5, 0],
      [1, 2],
    ]);
    expect([...ticks.suspicious]).toEqual([1, 0]);
  });

  it('reads the sides of currencies, which have no sizes', () => {
    const ticks = parse('0,1.38123,1.38131', FOREX);
    expect(ticks.prices.map((column) => [...column])).toEqual([[1.38123], [1.38131]]);
    expect(ticks.sizes).toEqual([]);
  });

  it.each([
    ['34200007,x,100\n', 'day.csv:1:2'],
    ['1,1674100,100\n\n2,1674100,\n', 'day.csv:3:3'],
    ['1,1674100,100,P,zz,0\n', 'day.csv:1:5'],
  ])('names file, line and column of %j', (text, place) => {
    expect(() => parse(text, EQUITY_TRADES)).toThrow(DataError);
    expect(() => parse(text, EQUITY_TRADES)).toThrow(place);
  });
});
