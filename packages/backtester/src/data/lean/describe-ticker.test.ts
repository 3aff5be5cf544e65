import { expect, test } from 'vitest';
import { hasLeanSampleData, leanSampleData } from '../fixtures/lean-sample-data.ts';
import { describeLeanTicker } from './describe-ticker.ts';

test.skipIf(!hasLeanSampleData)('tells what a LEAN folder holds for a ticker', () => {
  expect(describeLeanTicker(leanSampleData, 'eurusd')).toMatch(/forex\/oanda .*minute \d{4}-\d\d-\d\d to /);
  expect(describeLeanTicker(leanSampleData, 'SPY')).toContain('minute 2013-10-04 to ');
  expect(describeLeanTicker(leanSampleData, 'nothere')).toBe('');
});
