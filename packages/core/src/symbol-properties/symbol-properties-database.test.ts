import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SecurityType } from '../market/security-type.ts';
import type { SymbolProperties } from './symbol-properties.ts';
import { SymbolPropertiesDatabase } from './symbol-properties-database.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const FILE = join(
  process.env['LOCKSTEP_LEAN_DATA'] ?? join(ROOT, '../shared/lean/Data'),
  'symbol-properties/symbol-properties-database.csv',
);
const HEADER = 'market,symbol,type,description,quote_currency,contract_multiplier,minimum_price_variation,lot_size';

function parse(...rows: readonly string[]): SymbolPropertiesDatabase {
  return SymbolPropertiesDatabase.parse([HEADER, ...rows].join('\n'), 'properties.csv');
}

function texts(properties: SymbolProperties): readonly string[] {
  return [
    properties.quoteCurrency,
    properties.contractMultiplier.toString(),
    properties.minimumPriceVariation.toString(),
    properties.lotSize.toString(),
    properties.marketTicker,
    String(properties.minimumOrderSize),
    properties.priceMagnifier.toString(),
    properties.strikeMultiplier.toString(),
  ];
}

describe('parse', () => {
  it('skips comments, blank lines and unknown types and keeps the scale of numbers', () => {
    const database = parse('# comment', '', 'cme,6J,future,Yen,USD,12500000.0,5e-07,1.0\r', 'x,Y,horse,,USD,1,1,1');
    expect(texts(database.properties('CME', '6j', SecurityType.Future, 'EUR'))).toEqual([
      'USD',
      '12500000.0',
      '0.0000005',
      '1.0',
      '',
      'null',
      '1',
      '1',
    ]);
  });

  it('reads the optional columns', () => {
    const database = parse('binance,BTCUSDT,crypto,B,USDT,1,0.01,0.00001,btc-usdt,5,100,10');
    expect(texts(database.properties('binance', 'BTCUSDT', SecurityType.Crypto, 'USD'))).toEqual([
      'USDT',
      '1',
      '0.01',
      '0.00001',
      'btc-usdt',
      '5',
      '100',
      '10',
    ]);
  });

  it.each([
    ['too few columns', ['usa,SPY,equity,,USD,1']],
    ['a row that occurs twice', ['usa,SPY,equity,,USD,1,0.01,1', 'usa,spy,equity,,USD,1,0.01,1']],
  ])('refuses %s with file and line', (_, rows) => {
    expect(() => parse(...rows)).toThrowError(
      expect.objectContaining({
        code: 'SYMBOL_PROPERTIES_INVALID',
        message: expect.stringContaining(`properties.csv:${rows.length + 1}`),
      }),
    );
  });

  it.each([
    ['a tick that is no number', 'usa,SPY,equity,,USD,1,cent,1'],
    ['a lot of zero', 'usa,SPY,equity,,USD,1,0.01,0'],
    ['a negative magnifier', 'usa,SPY,equity,,USD,1,0.01,1,,,-1'],
    ['a missing lot', 'usa,SPY,equity,,USD,1,0.01,'],
  ])('refuses %s when it is asked for', (_, row) => {
    const database = parse('usa,[*],equity,,USD,1,0.01,1', row);
    expect(database.properties('usa', 'AAPL', SecurityType.Equity, 'USD').lotSize.toString()).toBe('1');
    expect(() => database.properties('usa', 'SPY', SecurityType.Equity, 'USD')).toThrowError(
      expect.objectContaining({
        code: 'SYMBOL_PROPERTIES_INVALID',
        message: expect.stringContaining('properties.csv:3'),
      }),
    );
  });
});

describe('look-up', () => {
  const database = parse('usa,[*],equity,,USD,1,0.01,1', 'cme,ES,future,,USD,50,0.25,1', 'usa,BRK,equity,,USD,1,1,10');

  it('goes from ticker to wildcard to default', () => {
    expect(database.properties('usa', 'BRK', SecurityType.Equity, 'EUR').lotSize.toString()).toBe('10');
    expect(database.properties('usa', 'SPY', SecurityType.Equity, 'EUR').quoteCurrency).toBe('USD');
    expect(texts(database.properties('moon', 'ROCK', SecurityType.Crypto, 'eur'))).toEqual([
      'EUR',
      '1',
      '0.01',
      '1',
      '',
      'null',
      '1',
      '1',
    ]);
    expect(database.properties('cme', 'ES', SecurityType.FutureOption, 'EUR').contractMultiplier.toString()).toBe('50');
  });

  it('lists a market in the order of the file', () => {
    expect(Array.from(database.entries('usa', SecurityType.Equity), ({ ticker }) => ticker)).toEqual(['[*]', 'BRK']);
    expect(database.has('usa', 'SPY', SecurityType.Equity)).toBe(false);
  });
});

describe.skipIf(!existsSync(FILE))("LEAN's database (needs its Data folder)", () => {
  const lean = SymbolPropertiesDatabase.parse(existsSync(FILE) ? readFileSync(FILE, 'utf8') : HEADER, FILE);

  it('reads every row', () => {
    let count = 0;
    for (const market of [
      'usa',
      'oanda',
      'fxcm',
      'coinbase',
      'binance',
      'bitfinex',
      'bybit',
      'kraken',
      'cme',
      'nymex',
    ]) {
      for (const type of Object.values(SecurityType)) {
        for (const { properties } of lean.entries(market, type)) count += properties.quoteCurrency === '' ? 0 : 1;
      }
    }
    expect(count).toBeGreaterThan(8_000);
  });

  it('agrees with every built-in row', () => {
    const builtIn = SymbolPropertiesDatabase.builtIn();
    let compared = 0;
    for (const market of ['usa', 'oanda', 'fxcm', 'coinbase', 'binance', 'binanceus', 'bitfinex', 'bybit', 'kraken']) {
      for (const type of Object.values(SecurityType)) {
        for (const { ticker, properties } of builtIn.entries(market, type)) {
          const name = `${market} ${ticker}`;
          expect(lean.has(market, ticker, type), name).toBe(true);
          expect(texts(properties), name).toEqual(texts(lean.properties(market, ticker, type, 'USD')));
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(130);
  });

  it('holds the samples that fills depend on', () => {
    expect(texts(lean.properties('bitfinex', 'BTCUSD', SecurityType.Crypto, 'USD')).slice(2, 6)).toEqual([
      '0.00000001',
      '0.00000001',
      'tBTCUSD',
      '0.00004',
    ]);
    expect(lean.properties('fxcm', 'EURUSD', SecurityType.Forex, 'USD').lotSize.toString()).toBe('1000');
    expect(lean.properties('usa', 'SPY', SecurityType.Equity, 'EUR').quoteCurrency).toBe('USD');
  });
});
