import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { daysFromCivil, SecurityType, securityIdentifier } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { hasLeanSampleData, leanSampleData } from '../fixtures/lean-sample-data.ts';
import { InterestRates } from './interest-rates.ts';
import { builtInReferenceData, LeanReferenceData } from './lean-reference-data.ts';

describe('interest rates', () => {
  it('hold until the next one, the first also before', () => {
    const rates = InterestRates.parse('DATE,RATE\n2003-01-09,2.25\n2003-06-26,2.00\n', 'rates.csv');
    expect(rates.rateOn(daysFromCivil(1998, 1, 1)).toString()).toBe('0.0225');
    expect(rates.rateOn(daysFromCivil(2003, 6, 25)).toString()).toBe('0.0225');
    expect(rates.rateOn(daysFromCivil(2003, 6, 26)).equals(rates.rateOn(daysFromCivil(2030, 1, 1)))).toBe(true);
  });

  it('name the place of a malformed row', () => {
    expect(() => InterestRates.parse('DATE,RATE\n2003-01-09,x\n', 'rates.csv')).toThrow(/\(rates\.csv:2:2\)/);
    expect(() => InterestRates.parse('DATE,RATE\n2003-02-30,1\n', 'rates.csv')).toThrow(/\(rates\.csv:2:1\)/);
  });
});

describe('reference data', () => {
  it("is built in where a folder has none, with LEAN's default rate", () => {
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-reference-'));
    const reference = new LeanReferenceData(folder);
    expect(reference.riskFreeRate(0).toString()).toBe('0.01');
    expect(reference.marketHours.entry('usa', 'SPY', SecurityType.Equity).exchangeHours.timeZone.name).toBe(
      'America/New_York',
    );
    expect(reference.identify('SPY', SecurityType.Equity, 'usa')).toEqual({
      ticker: 'SPY',
      securityType: SecurityType.Equity,
      market: 'usa',
    });
    expect(builtInReferenceData().riskFreeRate(20_000).toString()).toBe('0.01');
    mkdirSync(join(folder, 'market-hours'));
    writeFileSync(join(folder, 'market-hours', 'market-hours-database.json'), '{');
    expect(() => new LeanReferenceData(folder)).toThrow(/not valid JSON \(.*market-hours-database\.json\)/);
    rmSync(folder, { recursive: true });
  });

  it.skipIf(!hasLeanSampleData)("identifies securities of LEAN's sample data (skipped: not on this machine)", () => {
    const reference = new LeanReferenceData(leanSampleData);
    const id = (ticker: string): string => securityIdentifier(reference.identify(ticker, SecurityType.Equity, 'usa'));
    expect(id('SPY')).toBe('SPY R735QTJ8XC9X');
    expect(id('goog')).toBe('GOOCV VP83T1ZUHROL');
    expect(id('GOOGL')).toBe('GOOG T1AZ164W5VTX');
    expect(id('FOXA')).toBe('NWSA T3MO1488O0H1');
    expect(securityIdentifier(reference.identify('EURUSD', SecurityType.Forex, 'oanda'))).toBe('EURUSD 8G');
    expect(reference.riskFreeRate(daysFromCivil(2013, 10, 7)).toString()).toBe('0.0075');
  });
});
